"""The decisions of a municipality's council and committees, and one of them."""

from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from apps.core.conditional import public
from apps.decisions.reading import public_decisions
from apps.municipalities.freshness import state_of
from apps.overview.decisions import decision_pages, picture_of
from apps.portal.answers import public_page
from apps.portal.filters import DecisionFilter
from apps.publishing import reading


@public_page
def decisions(request: HttpRequest, municipality: str) -> HttpResponse:
    """Public decisions, the newest first, narrowed down by the query string; and how those of a period pull on the values."""
    found = reading.municipality(municipality)
    filters = DecisionFilter(request.GET, public_decisions(found), municipality=found)
    rows = filters.qs.distinct() if filters.form.is_valid() else public_decisions(found)
    page = Paginator(rows, settings.DECISIONS_PAGE_SIZE).get_page(request.GET.get("side"))
    query = request.GET.copy()
    query.pop("side", None)
    context = {
        "municipality": found,
        "filters": filters,
        "is_narrow": any(request.GET.get(name) for name in filters.filters),
        "page": page,
        "entries": decision_pages(list(page.object_list)),
        "picture": picture_of(found, on=filters.chosen_day, periods=filters.periods),
        "query": query.urlencode(),
    }
    return public(request, render(request, "portal/decisions/decisions.html", context), state_of(found))


@public_page
def decision(request: HttpRequest, municipality: str, uid: UUID) -> HttpResponse:
    """One decision with its profile of values."""
    found = reading.municipality(municipality)
    [page] = decision_pages([get_object_or_404(public_decisions(found), uid=uid)])
    context = {"municipality": found, "page": page, "decision": page.decision}
    return public(request, render(request, "portal/decisions/decision.html", context), state_of(found))
