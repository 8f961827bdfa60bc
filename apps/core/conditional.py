"""Public pages over HTTP: not sent again while nothing changed, and sent as the bytes that are kept compressed.

A face works out the *version* of a page from what little it has fetched, answers ``not_modified`` before rendering
anything, and otherwise finishes its response with ``public``:

    edition = published_plan(municipality, plan)
    version = page_version(request, edition.plan.municipality.public_version)
    return not_modified(request, version) or public(render(…), version)
"""

import gzip
import hashlib
from dataclasses import dataclass

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language

from apps.core.code_version import code_version

CACHE_CONTROL = "public, max-age=0, must-revalidate"
_HTML = "text/html; charset=utf-8"
_REFUSED = {"q=0", "q=0.0", "q=0.00", "q=0.000"}
_SMALL = 300_000  # bytes up to which the best compression takes no longer than a reader notices


def page_name(request: HttpRequest) -> str:
    """A short word for a page whatever its state: address, language and code version."""
    name = "|".join([request.get_full_path(), get_language() or "", code_version()])
    return hashlib.blake2s(name.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def page_version(request: HttpRequest, *parts: object) -> str:
    """A short word for the state of a page: its name and ``parts`` (public versions)."""
    return "-".join([page_name(request), *map(str, parts)])


def not_modified(request: HttpRequest, version: str) -> HttpResponse | None:
    """304 where the reader already has this version of the page, else ``None``."""
    known = request.META.get("HTTP_IF_NONE_MATCH", "")
    if request.method not in ("GET", "HEAD") or not known:
        return None
    # A proxy that compresses may have added a suffix inside the quotes; comparing weakly, as the RFC wants, drops W/.
    tags = {tag.strip().removeprefix("W/").strip('"') for tag in known.split(",")}
    return public(HttpResponseNotModified(), version) if version in tags or "*" in tags else None


def public(response: HttpResponse, version: str) -> HttpResponse:
    """``response`` with the headers of a page that everybody may keep and must ask about before showing it again."""
    response["ETag"] = f'W/"{version}"'
    response["Cache-Control"] = CACHE_CONTROL
    response["Vary"] = "Accept-Encoding"
    return response


@dataclass(frozen=True, slots=True)
class Compressed:
    """A page's bytes, compressed in both ways that browsers ask for."""

    brotli: bytes
    gzip: bytes


def compress(html: str) -> Compressed:
    """Best compression where that is quick, good compression for long pages."""
    data = html.encode()
    quality, level = (11, 9) if len(data) <= _SMALL else (5, 6)
    return Compressed(
        brotli.compress(data, quality=quality), gzip.compress(data, compresslevel=level, mtime=0)
    )


def encoding_for(request: HttpRequest) -> str:
    """The encoding to send: ``br`` or ``gzip``, whichever the reader takes in this order, else ``identity``."""
    header = request.META.get("HTTP_ACCEPT_ENCODING", "").lower()
    accepted = set()
    for item in header.split(","):
        name, _, weight = item.partition(";")
        if weight.replace(" ", "") not in _REFUSED:
            accepted.add(name.strip())
    return next((encoding for encoding in ("br", "gzip") if encoding in accepted), "identity")


def compressed(request: HttpRequest, page: Compressed, version: str) -> HttpResponse:
    """The page in the encoding the reader prefers of those that are kept."""
    encoding = encoding_for(request)
    if encoding == "identity":
        html = HttpResponse(gzip.decompress(page.gzip), content_type=_HTML)
        return public(html, version)
    response = HttpResponse(page.brotli if encoding == "br" else page.gzip, content_type=_HTML)
    response["Content-Encoding"] = encoding
    return public(response, version)
