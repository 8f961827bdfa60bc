"""The page of an element's history, and restoring an earlier version."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.administration.elements.fetching import get_element, show
from apps.administration.scoping import parse_key
from apps.core.conflicts import REFUSED, in_words
from apps.municipalities.roles import Capability
from apps.strategies.history.timeline import timeline
from apps.strategies.history.versions import restore_version
from apps.strategies.models import Element


def history(admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """What happened, in words and with the differences marked; a POST brings a version back."""
    doing = Capability.EDIT if request.method == "POST" else Capability.ENTER_ADMIN
    element = get_element(request, object_id, doing)
    if request.method == "POST":
        return _restore(admin, request, element)
    context = {"element": element, "original": element, "timeline": timeline(element.identity)}
    title = _("History of “%(title)s”") % {"title": element.title}
    return show(
        admin, request, "administration/elements/history.html", plan=element.plan, title=title, **context
    )


def _restore(admin: ModelAdmin, request: HttpRequest, element: Element) -> HttpResponse:
    history_id, based_on = parse_key(request.POST.get("history")), parse_key(request.POST.get("version"))
    try:
        restore_version(
            plan_id=element.plan_id,
            element_id=element.pk,
            history_id=history_id,
            based_on=based_on,
            by=request.user,
        )
    except REFUSED as refused:
        messages.error(request, in_words(refused))
    except ObjectDoesNotExist:
        raise Http404 from None
    else:
        admin.log_change(request, element, _("Restored an earlier version."))
        messages.success(request, _("The earlier version has been restored."))
    return HttpResponseRedirect(reverse("admin:strategies_element_history", args=[element.pk]))
