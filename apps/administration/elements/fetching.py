"""What the pages about elements share: fetching within the user's reach, and the frame they stand in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from apps.administration.rights import held_in
from apps.administration.scoping import parse_key
from apps.core import richtext
from apps.core.conflicts import Conflict, Gone
from apps.municipalities.permissions import flags, require
from apps.municipalities.roles import Capability
from apps.strategies.models import Element, Plan


def plans_seen(request: HttpRequest) -> Any:
    """The plans that exist for the user in admin."""
    return Plan.objects.where(request.user, Capability.ENTER_ADMIN).with_municipality()


def get_plan(request: HttpRequest, key: object, capability: Capability) -> Plan:
    """The plan, to do there what takes ``capability``.

    Raises ``Http404`` for one that the user may not see, ``PermissionDenied`` in words where they may see and not do it.
    """
    plan = plans_seen(request).filter(pk=parse_key(key)).first()
    if plan is None:
        raise Http404
    require(request.user, capability, plan.municipality, held=held_in(request, plan.municipality_id))
    return plan


class ElementGone(Http404):
    """An element within the user's reach was put in the bin, or merged, since the page with it was loaded."""

    def __init__(self, plan: Plan, title: str, back: Element | None) -> None:
        super().__init__()
        self.plan, self.title, self.back = plan, title, back


def get_element(request: HttpRequest, key: object, capability: Capability) -> Element:
    """The element, to do with it what takes ``capability``; raises ``ElementGone`` if there was one.

    Otherwise ``Http404`` for one that the user may not see, ``PermissionDenied`` where they may see and not do it.
    """
    rows = Element.objects.where(request.user, Capability.ENTER_ADMIN)
    rows = rows.select_related("plan__municipality", "identity", "parent")
    element = rows.filter(pk=parse_key(key)).first()
    if element is None:
        raise missing_element(request, parse_key(key))
    municipality = element.plan.municipality
    require(request.user, capability, municipality, held=held_in(request, municipality.pk))
    return element


def missing_element(request: HttpRequest, pk: int) -> Http404:
    """What is to be raised for an element that is not there."""
    row = Element.history.filter(id=pk, history_type="-").order_by("-history_id").first()
    plan = plans_seen(request).filter(pk=row.plan_id).first() if row else None
    if row is None or plan is None:
        return Http404()
    back = Element.objects.filter(plan=plan, identity_id=row.identity_id).first()
    return ElementGone(plan, row.title, back)


def _telling_who_is_gone(
    view: Callable[..., HttpResponse], admin: Any, request: HttpRequest, object_id: str
) -> HttpResponse:
    try:
        return view(admin, request, object_id)
    except Gone as missing:
        raise missing_element(request, missing.key or parse_key(object_id)) from None


def of_element(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of admin about one element, which says in words that it is gone, and gives back what was written."""

    @wraps(view)
    def page(admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
        try:
            return _telling_who_is_gone(view, admin, request, object_id)
        except ElementGone as absent:
            written = [request.POST.get("title", ""), *richtext.paragraphs(request.POST.get("body", ""))]
            title = _("“%(title)s” is no longer there") % {"title": absent.title}
            context = {"written": "\n\n".join(filter(None, written)), "back": absent.back}
            answer = show(
                admin, request, "administration/elements/gone.html", plan=absent.plan, title=title, **context
            )
            answer.status_code = 404
            return answer

    return page


def tree_address(plan: Plan, *, at: int | None = None) -> str:
    """The address of the plan's tree, scrolled to the element ``at``."""
    address = f"{reverse('admin:strategies_element_changelist')}?{urlencode({'plan': plan.pk})}"
    return f"{address}#element-{at}" if at else address


def show(
    admin: ModelAdmin, request: HttpRequest, template: str, *, plan: Plan, title: str, **context: Any
) -> HttpResponse:
    """A page of admin about ``plan``."""
    frame = admin.admin_site.each_context(request)
    everything = {
        **frame, "opts": admin.opts, "plan": plan, "title": title, "tree_address": tree_address(plan),
        "may": flags(held_in(request, plan.municipality_id)), **context,
    }  # fmt: skip
    return TemplateResponse(request, template, everything)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing unless it was sent, even if it was sent empty."""
    return request.POST if request.method == "POST" else None


def media_of(form: BaseForm, request: HttpRequest) -> Any:
    """The form's scripts, the prose editor's import map with the nonce that the page's security policy asks for."""
    media = form.media
    return media.with_nonce(str(request.csp_nonce)) if hasattr(media, "with_nonce") else media


def put_errors(form: BaseForm, error: ValidationError | Conflict) -> None:
    """Show what the domain refused (``conflicts.REFUSED``) beside the field it is about, or above the form."""
    if isinstance(error, Conflict):
        form.add_error(None, str(error))
        return
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
