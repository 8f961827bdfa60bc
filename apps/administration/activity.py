"""The page that tells who changed what in a municipality."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from apps.activity.feed import Page, activity
from apps.administration.elements.fetching import get_plan, tree_address
from apps.administration.scoping import parse_key
from apps.municipalities.feed import FeedEntry
from apps.municipalities.models import Municipality
from apps.municipalities.roles import Capability
from apps.strategies.models import Element, Plan


def activity_page(admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """What happened in the municipality, or in one ``?plan=`` of it, the newest first."""
    municipality = (
        Municipality.objects.where(request.user, Capability.SEE_ACTIVITY)
        .filter(pk=parse_key(object_id))
        .first()
    )
    if municipality is None:
        raise Http404
    plan = (
        get_plan(request, request.GET["plan"], Capability.SEE_ACTIVITY) if request.GET.get("plan") else None
    )
    if plan and plan.municipality_id != municipality.pk:
        raise Http404
    page = activity(municipality, plan=plan, before=_moment(request.GET.get("before", "")))
    plans = {row.pk: row for row in Plan.objects.filter(municipality=municipality)}
    context: dict[str, Any] = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("Who did what in %(name)s") % {"name": municipality.name},
        "municipality": municipality,
        "chosen": plan,
        "plans": list(plans.values()),
        "rows": _rows(page, plans),
        "older": _older(page, plan),
        "is_first": "before" not in request.GET,
    }
    return TemplateResponse(request, "administration/activity.html", context)


def _moment(text: str) -> datetime | None:
    """The moment that the address names. Raises ``Http404`` for what is none."""
    if not text:
        return None
    try:
        moment = parse_datetime(text)
        if moment is not None and is_aware(moment):
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):  # no such day, or one before or after all that can be counted
        pass
    raise Http404


def _older(page: Page, plan: Plan | None) -> str:
    if page.older_than is None:
        return ""
    wanted = {"before": page.older_than.isoformat()} | ({"plan": plan.pk} if plan else {})
    return f"?{urlencode(wanted)}"


def _rows(page: Page, plans: dict[int, Plan]) -> list[dict[str, Any]]:
    """Each event with the plan it happened in and an address where one can see more; one query."""
    identities = {entry.identity_id for entry in page.entries if entry.identity_id}
    elements = dict(
        Element.objects.filter(identity_id__in=identities).order_by().values_list("identity_id", "pk")
    )
    return [
        {"entry": entry, "plan": plans.get(entry.plan_id or 0), "address": _address(entry, plans, elements)}
        for entry in page.entries
    ]


def _address(entry: FeedEntry, plans: dict[int, Plan], elements: dict[int, int]) -> str:
    if entry.identity_id in elements:
        return reverse("admin:strategies_element_history", args=[elements[entry.identity_id]])
    return tree_address(plans[entry.plan_id]) if entry.plan_id in plans else ""
