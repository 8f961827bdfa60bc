"""What an editor pastes, as it will be kept, and in words what was left out; the text that a form sends goes the same way."""

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode

from apps.administration.elements.body_field import too_long
from apps.administration.elements.fetching import get_plan
from apps.core import richtext
from apps.municipalities.roles import Capability
from apps.strategies.models import Plan
from apps.strategies.models.element import MAX_BODY


def address(plan: Plan) -> str:
    """Where what is pasted into a text of ``plan`` is sent."""
    return f"{reverse('admin:strategies_element_paste')}?{urlencode({'plan': plan.pk})}"


def paste(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """The body of the request, HTML as it stood on the clipboard, in canonical form; for whoever may edit the plan.

    JSON with ``html`` and ``told``; with ``refused`` and the status 413 where it is too much for an element; 415 for a form.
    """
    if request.method != "POST":
        raise Http404
    get_plan(request, request.GET.get("plan"), Capability.EDIT)
    if request.content_type != "text/html":
        return JsonResponse({}, status=415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.PASTE_MAX_BYTES:
        return JsonResponse({"refused": too_long()}, status=413)
    found = richtext.pasted(request.body.decode("utf-8", errors="replace"))
    if len(found.html) > MAX_BODY:
        return JsonResponse({"refused": too_long()}, status=413)
    return JsonResponse({"html": found.html, "told": richtext.in_words(found.left_out)})


def tell_left_out(request: HttpRequest) -> None:
    """Say what a saved text had that was not kept; nothing where it went through the editor, which has said so."""
    for sentence in richtext.in_words(richtext.pasted(request.POST.get("body", "")).left_out):
        messages.warning(request, sentence)
