"""The public record: the log of a municipality and of the portal, as pages, lines of JSON, a feed and an archive to check."""

from typing import Any

from django.core.paginator import Page
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from apps.core.conditional import CACHE_CONTROL, PublicVersion, public
from apps.municipalities.freshness import state_of, state_of_portal
from apps.portal.answers import public_page
from apps.portal.record_feed import record_feed
from apps.publishing import reading
from apps.publishing.record.archive import archive as archive_of
from apps.publishing.record.archive import verifier_text
from apps.publishing.record.reading import (
    Told,
    entries_of,
    page_of,
    parts_of_portal_log,
    portal_log,
    whole_log,
)

_LINES = "application/x-ndjson; charset=utf-8"
_FEED = "application/atom+xml; charset=utf-8"


@public_page
def log(request: HttpRequest, municipality: str) -> HttpResponse:
    """What was published, withdrawn and left out in a municipality, newest first, and how one checks it."""
    found = reading.municipality(municipality)
    context = {"municipality": found, **_listed(*page_of(entries_of(found), request.GET.get("side")))}
    return public(request, render(request, "portal/record/log.html", context), state_of(found))


@public_page
def portal(request: HttpRequest) -> HttpResponse:
    """The same of all municipalities, in the one chain of the portal."""
    version = state_of_portal()
    page, entries = page_of(entries_of(), request.GET.get("side"))
    context = {"parts": parts_of_portal_log(page.paginator.count), **_listed(page, entries)}
    return public(request, render(request, "portal/record/portal.html", context), version)


def _listed(page: Page, entries: list[Told]) -> dict[str, Any]:
    """A page of entries; the newest of all is on the first."""
    newest = entries[0].entry if page.number == 1 and entries else None
    return {"page": page, "entries": entries, "newest": newest}


@public_page
def lines(request: HttpRequest, municipality: str) -> HttpResponse:
    """The whole log as lines of JSON, as it stands in the archive."""
    found = reading.municipality(municipality)
    return public(request, HttpResponse(whole_log(found), content_type=_LINES), state_of(found))


@public_page
def portal_lines(request: HttpRequest, part: int) -> HttpResponse:
    """A part of the portal's log as lines of JSON."""
    version = state_of_portal()
    text = portal_log(part)
    if not text:
        raise Http404
    return public(request, HttpResponse(text, content_type=_LINES), version)


@public_page
def feed(request: HttpRequest, municipality: str) -> HttpResponse:
    """The newest entries as an Atom feed (RFC 4287)."""
    found = reading.municipality(municipality)
    _page, newest = page_of(entries_of(found), None)
    text = record_feed(found, newest, request.build_absolute_uri)
    return public(request, HttpResponse(text, content_type=_FEED), state_of(found))


@public_page
def archive(request: HttpRequest, municipality: str) -> HttpResponseBase:
    """Every edition that can be read, and the log, in a file: too large to be kept in memory, so it is sent from the disk."""
    found = reading.municipality(municipality)
    file, key = archive_of(found)
    response = FileResponse(file, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}-arkiv.zip"'
    response["Cache-Control"] = CACHE_CONTROL
    response["ETag"] = f'"{key}"'
    answer = get_conditional_response(request, response["ETag"], None, response)  # type: ignore[arg-type]
    if answer is not response:
        file.close()
    return answer or response


@public_page
def verifier(request: HttpRequest) -> HttpResponse:
    """The program that checks an archive."""
    response = HttpResponse(verifier_text(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verificer.py"'
    return public(request, response, PublicVersion(of=None))
