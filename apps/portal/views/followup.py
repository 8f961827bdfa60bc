"""The follow-up of a municipality: its rounds, one of them, and what changed from one to another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from apps.core.conditional import public
from apps.followup.reading import kept_up_in, public_rounds
from apps.municipalities.freshness import state_of
from apps.overview.followup import compare_rounds, round_list, round_page
from apps.portal.answers import public_page
from apps.publishing import reading


@public_page
def rounds(request: HttpRequest, municipality: str) -> HttpResponse:
    """Every round, the newest first, and how much was looked at within a year."""
    found = reading.municipality(municipality)
    context = {"municipality": found, "rounds": round_list(found), "kept_up": kept_up_in(found)}
    return public(request, render(request, "portal/followup/rounds.html", context), state_of(found))


@public_page
def round(request: HttpRequest, municipality: str, number: int) -> HttpResponse:
    """One round: a snapshot for good once it is closed."""
    found = reading.municipality(municipality)
    shown = get_object_or_404(public_rounds(found), number=number)
    earlier = public_rounds(found).filter(number__lt=number).values_list("number", flat=True).first()
    context = {"municipality": found, "page": round_page(shown), "round": shown, "earlier": earlier}
    return public(request, render(request, "portal/followup/round.html", context), state_of(found))


@public_page
def changes(request: HttpRequest, municipality: str, old: int, new: int) -> HttpResponse:
    """What is otherwise in a later round than in an earlier one."""
    if old > new:
        return redirect("portal:round_changes", municipality, new, old)
    found = reading.municipality(municipality)
    before, after = (get_object_or_404(public_rounds(found), number=number) for number in (old, new))
    context = {"municipality": found, "comparison": compare_rounds(before, after)}
    return public(request, render(request, "portal/followup/changes.html", context), state_of(found))
