"""The first thing a request meets: every public answer is kept, and sent again until the version it depends on changes.

A view marks its answer with ``conditional.public``; on its way out it is kept here with the headers that all other middleware
gave it. The next reader of the same address gets the kept bytes, or 304, after one small query and nothing else. Nothing is
kept of what is not marked, is private, sets a cookie, is no 200 or was asked with a query string, which anybody can make up;
nor of the past day by day (``conditional.unkept``), or a robot that walks the calendar would push everything else out.
"""

import logging
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.module_loading import import_string

from apps.core.conditional import (
    IDENTITY,
    VARY,
    PublicVersion,
    after_sending,
    encoding_for,
    is_known,
    take_over,
)
from apps.core.response_store import ResponseStore, StoredResponse

GetResponse = Callable[[HttpRequest], HttpResponse]
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
logger = logging.getLogger(__name__)

store = ResponseStore(settings.PAGE_MEMORY_BYTES)
#: Set where the application has already been told that nothing is kept.
_LOOKED = "portal.page_cache_looked"


class Asked(NamedTuple):
    """What a request says that decides which answer it gets."""

    key: str
    is_head: bool
    if_none_match: str
    encoding: str


class Answer(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    body: bytes


def asked(environ: Environ) -> Asked | None:
    """What the request asks for; None where nothing kept may answer it.

    The key is what was sent, unread: whatever is wrong with it, be it a host that is not ours, was found out the long way
    and never kept. Public answers do not depend on cookies, but damaged ones are refused (``middleware.refuse_malformed``).
    """
    method, cookies = environ["REQUEST_METHOD"], environ.get("HTTP_COOKIE", "")
    if method not in ("GET", "HEAD") or environ.get("QUERY_STRING"):
        return None
    if environ.get("CONTENT_LENGTH") not in (None, "", "0") or "HTTP_TRANSFER_ENCODING" in environ:
        return None
    if not cookies.isascii() or "\\" in cookies:
        return None
    return Asked(
        "\n".join([str(environ.get(name, "")) for name in _deciding()]),
        method == "HEAD",
        environ.get("HTTP_IF_NONE_MATCH", ""),
        encoding_for(environ.get("HTTP_ACCEPT_ENCODING", "")),
    )


@cache
def _deciding() -> tuple[str, ...]:
    """The names of what decides address, host and scheme (``HttpRequest.get_host`` and ``scheme``)."""
    names = ["wsgi.url_scheme", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SCRIPT_NAME", "PATH_INFO"]
    if settings.SECURE_PROXY_SSL_HEADER:
        names.append(settings.SECURE_PROXY_SSL_HEADER[0])
    if settings.USE_X_FORWARDED_HOST:
        names.append("HTTP_X_FORWARDED_HOST")
    if settings.USE_X_FORWARDED_PORT:
        names.append("HTTP_X_FORWARDED_PORT")
    return tuple(names)


@cache
def _counter() -> Callable[[int], int | None]:
    """How far a counter has come, in one small query; what the counters count, an app above knows."""
    return import_string(settings.PUBLIC_VERSION)


@cache
def _told() -> Callable[[Environ], Callable[[], None] | None]:
    """Who is told of each page that is sent; an app above counts them."""
    return import_string(settings.PAGE_SENT)


def _tell(environ: Environ, content_type: str) -> Callable[[], None] | None:
    """Say that a page was sent to a reader; what is to be done for it once they have it, if anything."""
    if environ["REQUEST_METHOD"] != "GET" or not content_type.startswith("text/html"):
        return None
    try:
        return _told()(environ)
    except Exception:
        logger.exception("A page that was sent could not be counted.")
        return None


def find(request: Asked) -> StoredResponse | None:
    """What is kept for the request, if it is still so. Whatever goes wrong here, the long way answers."""
    try:
        if kept := store.own(request.key):
            if _is_fresh(kept.version):
                return kept
            store.discard(request.key)
        if (kept := store.shared(request.key)) and _is_fresh(kept.version):
            store.keep(request.key, kept)
            return kept
    except Exception:
        logger.exception("What is kept of a page could not be read.")
    return None


def _is_fresh(version: PublicVersion) -> bool:
    return version.of is None or _counter()(version.of) == version.number


def answer(request: Asked, kept: StoredResponse) -> Answer:
    """304 or the kept bytes, compressed as the reader wants them; a form made for this reader is kept for the next."""
    if request.if_none_match and is_known(kept.etag, request.if_none_match):
        return Answer(304, kept.headers_not_modified(), b"")
    body = kept.body_in(request.encoding)
    if request.encoding != IDENTITY and request.encoding not in kept.bodies:
        store.keep(request.key, kept.keeping(request.encoding, body), share=True)
    headers = kept.headers_in(request.encoding, len(body))
    return Answer(200, headers, b"" if request.is_head else body)


def middleware(get_response: GetResponse) -> GetResponse:
    """Answers from what is kept, and keeps what the long way answers. Put it before all others."""

    def respond(request: HttpRequest) -> HttpResponse:
        environ = request.META
        wanted = asked(environ)
        if wanted and not environ.pop(_LOOKED, False) and (kept := find(wanted)):
            return _counted(environ, _response(answer(wanted, kept)), kept.content_type)
        response = get_response(request)
        is_page = _may_be_kept(response) and not getattr(response, "is_unkept", False)
        content_type = response.get("Content-Type", "") if is_page else ""
        try:
            response = _finished(environ, wanted, response)
        except Exception:
            logger.exception("A page could not be kept.")
        return _counted(environ, response, content_type)

    return respond


def _counted(environ: Environ, response: HttpResponse, content_type: str) -> HttpResponse:
    """``response``, told of if it is a public page."""
    then = _tell(environ, content_type)
    return after_sending(response, then) if then else response


def _finished(environ: Environ, wanted: Asked | None, response: HttpResponse) -> HttpResponse:
    """The answer as the next reader will get it; what is not to be kept at least answers 304 like the rest."""
    if not _may_be_kept(response):
        return response
    found = StoredResponse.of(response, response.public_version)  # type: ignore[attr-defined]
    if wanted:
        encoding = "gzip" if wanted.encoding == IDENTITY else wanted.encoding
        kept = found.keeping(encoding, found.body_in(encoding))
        if not getattr(response, "is_unkept", False):
            store.keep(wanted.key, kept, share=True)
        return take_over(_response(answer(wanted, kept)), response)
    known = environ.get("HTTP_IF_NONE_MATCH", "")
    if environ["REQUEST_METHOD"] in ("GET", "HEAD") and known and is_known(found.etag, known):
        return take_over(_response(Answer(304, found.headers_not_modified(), b"")), response)
    return response


def _may_be_kept(response: HttpResponse) -> bool:
    """Whether it is the same for everybody: what any middleware made private or varied by something else is not."""
    caching = response.get("Cache-Control", "")
    return (
        hasattr(response, "public_version")
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and response.get("Vary") == VARY
        and caching.startswith("public,")
        and not any(word in caching for word in ("private", "no-store", "no-cache"))
    )


def _response(found: Answer) -> HttpResponse:
    if found.status == 304:
        return HttpResponseNotModified(headers=dict(found.headers))
    return HttpResponse(found.body, headers=dict(found.headers))


class _Sent(list[bytes]):
    """What is sent, and what is to be done then."""

    def __init__(self, body: list[bytes], then: Callable[[], None]) -> None:
        super().__init__(body)
        self.close = then


def in_front_of(application: Application) -> Application:
    """``application``, asked only for what is not kept: for that, Django need not even make a request of it."""

    def respond(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        wanted = asked(environ)
        kept = wanted and find(wanted)
        if not wanted or not kept:
            environ[_LOOKED] = wanted is not None
            return application(environ, start_response)
        found = answer(wanted, kept)
        start_response("304 Not Modified" if found.status == 304 else "200 OK", found.headers)
        then = _tell(environ, kept.content_type)
        return _Sent([found.body], then) if then else [found.body]

    return respond
