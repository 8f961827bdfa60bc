"""A plan: the whole of it, its editions, and what changed between two."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from apps.core.conditional import (
    compressed,
    encoding_for,
    not_modified,
    page_name,
    page_version,
    public,
)
from apps.overview.edition_list import changed_elements, with_earlier
from apps.overview.quality import known_of
from apps.portal.answers import public_page
from apps.publishing import reading
from apps.publishing.comparison.snapshot import compare_in_public
from apps.publishing.models import Edition
from apps.publishing.pages.memory import glance, remember
from apps.publishing.pages.render import Fragments
from apps.publishing.pages.store import fragments, whole_page


@public_page
def plan(request: HttpRequest, municipality: str, plan: str) -> HttpResponse:
    """The whole plan as its council adopted it."""
    if seen := glance(municipality, page_name(request)):
        version = page_version(request, seen.public_version)
        if fresh := not_modified(request, version):
            return fresh
        if _kept_encoding(request) != "identity":
            return compressed(request, seen.page, version)
    return _whole_plan(request, reading.published_plan(municipality, plan), newest=None)


def _kept_encoding(request: HttpRequest) -> str:
    """Only the plain address is kept, compressed: anybody can make up a query string."""
    return "identity" if request.META.get("QUERY_STRING") else encoding_for(request)


@public_page
def edition(request: HttpRequest, municipality: str, plan: str, number: int) -> HttpResponse:
    """An older edition of a plan, marked as older; the current one is read at the plan's own address."""
    found = reading.published_edition(municipality, plan, number)
    if found.is_current:
        return redirect("portal:plan", municipality, plan)
    return _whole_plan(request, found, newest=found.current_number)


def _whole_plan(request: HttpRequest, edition: Edition, *, newest: int | None) -> HttpResponse:
    place, language = edition.plan.municipality, get_language() or ""
    version = page_version(request, place.public_version)

    def compose(found: Fragments) -> str:
        context = {
            "edition": edition,
            "municipality": place,
            "newest": newest,
            "fragments": found.marks(),
            "known": known_of([edition])[edition.pk],
        }
        return found.set_into(render_to_string("portal/plans/plan.html", context, request))

    if fresh := not_modified(request, version):
        return fresh
    if _kept_encoding(request) != "identity":
        page = whole_page(edition, language, version, compose)
        if edition.is_current:
            state = {"municipality_id": place.pk, "public_version": place.public_version}
            remember(page_name(request), **state, page=page)
        return compressed(request, page, version)
    return public(HttpResponse(compose(fragments(edition, language))), version)


@public_page
def editions(request: HttpRequest, municipality: str, plan: str) -> HttpResponse:
    """Every edition of the plan, newest first."""
    current = reading.published_plan(municipality, plan)
    version = page_version(request, current.plan.municipality.public_version)
    if fresh := not_modified(request, version):
        return fresh
    context = {
        "municipality": current.plan.municipality,
        "edition": current,
        "editions": with_earlier(reading.editions_of(current)),
    }
    return public(render(request, "portal/plans/editions.html", context), version)


@public_page
def changes(request: HttpRequest, municipality: str, plan: str, old: int, new: int) -> HttpResponse:
    """What changed from one edition to a later one, word for word."""
    if old > new:
        return redirect("portal:changes", municipality, plan, new, old)
    before = reading.published_edition(municipality, plan, old)
    after = reading.published_edition(municipality, plan, new)
    version = page_version(request, after.plan.municipality.public_version)
    if fresh := not_modified(request, version):
        return fresh
    comparison, titles = compare_in_public(before, after)
    context = {
        "municipality": after.plan.municipality,
        "edition": after,
        "before": before,
        "comparison": comparison,
        "changed": changed_elements(comparison, titles),
    }
    return public(render(request, "portal/plans/changes.html", context), version)
