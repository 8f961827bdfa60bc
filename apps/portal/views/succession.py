"""What a plan made of the one whose place it takes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from apps.core.conditional import public
from apps.municipalities.freshness import state_of
from apps.overview.succession import succession_of
from apps.portal.answers import public_page
from apps.publishing import reading


@public_page
def changes(request: HttpRequest, municipality: str, plan: str) -> HttpResponse:
    """From one period to the next, word by word."""
    edition = reading.published_plan(municipality, plan)
    succession = succession_of(edition)
    if succession is None:
        raise Http404
    owner = edition.plan.municipality
    context = {"municipality": owner, "edition": edition, "succession": succession}
    return public(request, render(request, "portal/plans/former.html", context), state_of(owner))
