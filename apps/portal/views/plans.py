"""A plan: the whole of it, its editions, and what changed between two."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from apps.core.conditional import after_sending, public
from apps.municipalities.freshness import state_of
from apps.overview import reading_time
from apps.overview.adoption import adoption_in_words
from apps.overview.edition_list import changed_elements, edition_choice, with_earlier
from apps.overview.quality import known_of
from apps.overview.status_facts import status_facts
from apps.portal.answers import public_page
from apps.portal.views.citations import of_edition
from apps.publishing import reading
from apps.publishing.comparison.between_editions import compare_in_public
from apps.publishing.models import Edition
from apps.publishing.pages.store import fragments, keep


@public_page
def plan(request: HttpRequest, municipality: str, plan: str) -> HttpResponse:
    """The whole plan as its council adopted it."""
    return _whole_plan(request, reading.published_plan(municipality, plan))


@public_page
def edition(request: HttpRequest, municipality: str, plan: str, number: int) -> HttpResponse:
    """An older edition of a plan, marked as older; the current one is read at the plan's own address."""
    found = reading.published_edition(municipality, plan, number)
    if found.is_current:
        return redirect("portal:plan", municipality, plan)
    return _whole_plan(request, found, newest=found.current_number)


def _whole_plan(request: HttpRequest, edition: Edition, newest: int | None = None) -> HttpResponse:
    language = get_language() or ""
    text = fragments(edition, language)
    shown = text if newest else text.with_facts(status_facts(edition.plan_id))
    context = {
        "edition": edition,
        "municipality": edition.plan.municipality,
        "newest": newest,
        "adoption": adoption_in_words(edition, reading.first_adopted(edition)),
        "reading_time": reading_time.of_edition(edition),
        "fragments": shown.marks(),
        "citation": of_edition(request, edition),
        "known": known_of([edition])[edition.pk],
    }
    page = shown.set_into(render_to_string("portal/plans/plan.html", context, request))
    response = public(request, HttpResponse(page), state_of(edition.plan.municipality))
    return response if text.is_stored else after_sending(response, partial(keep, edition, language, text))


@public_page
def editions(request: HttpRequest, municipality: str, plan: str) -> HttpResponse:
    """Every edition of the plan, newest first; and the way to what changed between any two of them."""
    current = reading.published_plan(municipality, plan)
    rows = list(reading.editions_of(current))
    first, second = request.GET.get("fra", ""), request.GET.get("til", "")
    choice = edition_choice(first, second, [row.number for row in rows])
    if choice.is_made:
        return redirect("portal:changes", municipality, plan, choice.old, choice.new)
    owner = current.plan.municipality
    context = {
        "municipality": owner,
        "edition": current,
        "editions": with_earlier(rows),
        "choice": choice,
    }
    status = 404 if choice.is_unknown else 200
    page = render(request, "portal/plans/editions.html", context, status=status)
    return page if choice.is_unknown else public(request, page, state_of(owner))


@public_page
def changes(request: HttpRequest, municipality: str, plan: str, old: int, new: int) -> HttpResponse:
    """What changed from one edition to a later one, word for word."""
    if old > new:
        return redirect("portal:changes", municipality, plan, new, old)
    if old == new:
        return redirect(f"{reverse('portal:editions', args=[municipality, plan])}?fra={old}&til={new}")
    before = reading.published_edition(municipality, plan, old)
    after = reading.published_edition(municipality, plan, new)
    comparison, titles = compare_in_public(before, after)
    context = {
        "municipality": before.plan.municipality,
        "edition": after,
        "before": before,
        "comparison": comparison,
        "changed": changed_elements(comparison, titles),
    }
    return public(
        request, render(request, "portal/plans/changes.html", context), state_of(before.plan.municipality)
    )
