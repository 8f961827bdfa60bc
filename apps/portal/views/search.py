"""Search in all published plans: the page of hits, and how a query may go on while it is typed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from apps.core.conditional import public
from apps.municipalities.freshness import state_of_portal
from apps.overview.search_facets import Facets
from apps.portal.answers import public_page
from apps.portal.search_filters import SearchFilter
from apps.portal.search_page import SearchPage
from apps.publishing.models import SearchEntry
from apps.publishing.search.results import Search, complete


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """What was found, best first, and what it can be narrowed down by. Any query is answered with a page that helps."""
    version = state_of_portal()
    typed = Search.of(request.GET.get("q", ""))
    every = Search(typed.instead.query, everyday=typed.everyday) if typed.instead else typed
    facets = Facets(every.keys)
    filters = SearchFilter(request.GET, SearchEntry.objects.all(), facets=facets)
    found = Search(every.query, filters.entries, every.everyday) if filters.chosen else every
    page = SearchPage(typed, found, every, filters, facets, request.GET.get("side", ""))
    return public(request, render(request, "portal/search/search.html", {"page": page}), version)


@public_page
def completions(request: HttpRequest) -> HttpResponse:
    """How what was typed may go on, as a list that a script shows under the field."""
    version = state_of_portal()
    typed = request.GET.get("q", "")[: settings.SEARCH_MAX_LENGTH]
    found = {"completions": list(complete(typed, settings.SEARCH_COMPLETIONS))}
    answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    return public(request, answer, version)
