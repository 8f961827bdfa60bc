"""Municipalities: all of them, and one."""

import mimetypes

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from apps.core.conditional import not_modified, page_version, public
from apps.municipalities.freshness import portal_version
from apps.overview.directory import all_municipalities
from apps.overview.municipality import municipality_overview
from apps.portal.answers import public_page
from apps.publishing import reading


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Every municipality with its published plans."""
    version = page_version(request, portal_version())
    if fresh := not_modified(request, version):
        return fresh
    return public(
        render(request, "portal/municipalities/home.html", {"directory": all_municipalities()}), version
    )


@public_page
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    """One municipality: its motto, its plans and their main parts, and what is missing."""
    place = reading.municipality(municipality)
    version = page_version(request, place.public_version)
    if fresh := not_modified(request, version):
        return fresh
    context = {"municipality": place, "glance": municipality_overview(place)}
    return public(render(request, "portal/municipalities/municipality.html", context), version)


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
    version = page_version(request, portal_version())
    if fresh := not_modified(request, version):
        return fresh
    return public(
        render(request, "portal/municipalities/accessibility.html", {"directory": all_municipalities()}),
        version,
    )
