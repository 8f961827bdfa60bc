"""Municipalities: all of them, and one."""

import mimetypes

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from apps.core.conditional import public
from apps.municipalities.freshness import state_of, state_of_portal
from apps.overview.directory import all_municipalities
from apps.overview.municipality import municipality_overview
from apps.portal.answers import public_page
from apps.publishing import reading


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Every municipality with its published plans."""
    version = state_of_portal()
    return public(
        request,
        render(request, "portal/municipalities/home.html", {"directory": all_municipalities()}),
        version,
    )


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
    """The uploaded coat of arms, as an image and as nothing else."""
    image = reading.municipality(municipality).logo
    kind = mimetypes.guess_type(image.name or "")[0]
    if kind not in ("image/png", "image/jpeg", "image/webp") or not image.storage.exists(image.name or ""):
        raise Http404
    response = FileResponse(image.open(), content_type=kind)
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = f"public, max-age={settings.BRIEF_CACHE_SECONDS}"
    return response


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the portal conforms, and where each municipality's accessibility statement is."""
    version = state_of_portal()
    context = {"directory": all_municipalities()}
    return public(request, render(request, "portal/municipalities/accessibility.html", context), version)
