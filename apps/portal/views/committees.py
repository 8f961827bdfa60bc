"""The committees of a municipality, and one of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from apps.core.conditional import public
from apps.municipalities.freshness import state_of
from apps.overview.committees import committee_list, committee_page
from apps.portal.answers import public_page
from apps.publishing import reading


@public_page
def committees(request: HttpRequest, municipality: str) -> HttpResponse:
    """Every committee and unit that the published plans name."""
    found = reading.municipality(municipality)
    context = {"municipality": found, "committees": committee_list(found)}
    return public(request, render(request, "portal/committees/committees.html", context), state_of(found))


@public_page
def committee(request: HttpRequest, municipality: str, committee: str) -> HttpResponse:
    """One committee: its plans, and what it is responsible for; an address it had once leads to the one it has."""
    found = reading.municipality(municipality)
    page = committee_page(found, committee)
    if page.committee.slug != committee:
        return redirect("portal:committee", municipality, page.committee.slug, permanent=True)
    context = {"municipality": found, "page": page, "committee": page.committee}
    return public(request, render(request, "portal/committees/committee.html", context), state_of(found))
