"""What is new of a municipality, and what became of an element, to read; and of both and a plan, for programs that read feeds
(Atom, RFC 4287).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.core.conditional import public
from apps.municipalities.freshness import state_of
from apps.municipalities.models import Municipality
from apps.overview.news import feed_uid, newest, news_page
from apps.overview.news_rows import Scope, of_element, of_municipality, of_plan
from apps.overview.timeline import timeline_of
from apps.portal.answers import public_page
from apps.portal.record_feed import feed_title
from apps.publishing import reading

ATOM = "application/atom+xml; charset=utf-8"


@public_page
def news(request: HttpRequest, municipality: str) -> HttpResponse:
    """What happened in public, by month, the newest first."""
    found = reading.municipality(municipality)
    page, months = news_page(found, request.GET.get("side"))
    context = {"municipality": found, "page": page, "months": months}
    return public(request, render(request, "portal/news/news.html", context), state_of(found))


@public_page
def feed(request: HttpRequest, municipality: str) -> HttpResponse:
    """The news of a municipality."""
    found = reading.municipality(municipality)
    page = reverse("portal:news", args=[municipality])
    return _feed(request, of_municipality(found), found.name, page)


@public_page
def plan_feed(request: HttpRequest, municipality: str, plan: str) -> HttpResponse:
    """The news of a plan."""
    current = reading.published_plan(municipality, plan)
    page = reverse("portal:plan", args=[municipality, plan])
    return _feed(request, of_plan(current), current.title, page)


@public_page
def timeline(request: HttpRequest, municipality: str, plan: str, element: str) -> HttpResponse:
    """What became of an element, the newest first; at an address it had once, the way to the one it has."""
    current, row = reading.last_row(municipality, plan, element)
    if row.slug != element:
        return redirect("portal:element_timeline", municipality, plan, row.slug, permanent=True)
    owner = current.plan.municipality
    page, years = timeline_of(current, row, request.GET.get("side"))
    context = {"municipality": owner, "edition": current, "row": row, "page": page, "years": years}
    return public(request, render(request, "portal/news/timeline.html", context), state_of(owner))


@public_page
def element_feed(request: HttpRequest, municipality: str, plan: str, element: str) -> HttpResponse:
    """The news of an element; at an address it had once, the way to the one it has."""
    current, row = reading.last_row(municipality, plan, element)
    if row.slug != element:
        return redirect("portal:element_feed", municipality, plan, row.slug, permanent=True)
    page = reverse("portal:element", args=[municipality, plan, element])
    return _feed(request, of_element(current, row), row.title, page)


def _feed(request: HttpRequest, scope: Scope, name: str, page: str) -> HttpResponse:
    owner: Municipality = scope.municipality
    entries = newest(scope)
    context = {
        "municipality": owner,
        "uid": feed_uid(scope, get_language() or ""),
        "title": feed_title(owner, _("News: %(name)s") % {"name": name}),
        "page": request.build_absolute_uri(page),
        "self": request.build_absolute_uri(request.path),
        "origin": request.build_absolute_uri("/").rstrip("/"),
        "entries": entries,
        "updated": entries[0].at if entries else None,
    }
    return public(
        request, render(request, "portal/news/feed.xml", context, content_type=ATOM), state_of(owner)
    )
