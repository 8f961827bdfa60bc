"""Municipalities: all of them, and one."""

import mimetypes

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from apps.core.conditional import A_YEAR, CACHE_CONTROL, public
from apps.core.text import collapse_space
from apps.core.tree_filter import words_of
from apps.municipalities.freshness import state_of, state_of_portal
from apps.overview.directory import all_municipalities
from apps.overview.municipality import municipality_overview
from apps.portal.answers import public_page
from apps.publishing import reading


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Every municipality with its published plans, or those with the words that are looked for."""
    version = state_of_portal()
    query = collapse_space(request.GET.get("q", ""))[: settings.SEARCH_MAX_LENGTH]
    context = {"query": query, "directory": all_municipalities(words_of(query))}
    return public(request, render(request, "portal/municipalities/home.html", context), version)


@public_page
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    """One municipality: its motto, its plans and their main parts, and what is missing."""
    found = reading.municipality(municipality)
    context = {"municipality": found, "glance": municipality_overview(found)}
    return public(
        request, render(request, "portal/municipalities/municipality.html", context), state_of(found)
    )


@public_page
def logo(request: HttpRequest, municipality: str) -> HttpResponseBase:
    """The uploaded coat of arms, as an image and as nothing else: for good at the address with its version."""
    found = reading.municipality(municipality)
    image = found.logo
    kind = mimetypes.guess_type(image.name or "")[0]
    if kind not in ("image/png", "image/jpeg", "image/webp") or not image.storage.exists(image.name or ""):
        raise Http404
    with image.open() as picture:
        response = HttpResponse(picture.read(), content_type=kind)
    response["Content-Disposition"] = "inline"
    is_this_one = request.GET.get("v") == found.logo_version
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if is_this_one else CACHE_CONTROL
    response["ETag"] = f'"{found.logo_version}"'
    return get_conditional_response(request, response["ETag"], None, response) or response


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the portal conforms, and where each municipality's accessibility statement is."""
    version = state_of_portal()
    context = {"directory": all_municipalities()}
    return public(request, render(request, "portal/municipalities/accessibility.html", context), version)
