"""What public answers say of themselves, so that nobody is sent again what has not changed.

A view says with ``public`` which version its answer depends on. The rest, keeping the answer, compressing it and saying 304,
is the page cache's (``apps.core.page_cache``), so no view needs to think of it.
"""

import gzip
import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.utils.translation import get_language

from apps.core.code_version import code_version

CACHE_CONTROL = "public, max-age=0, must-revalidate"
#: In seconds: as long as caches are asked to keep what never changes at its address.
A_YEAR = 365 * 24 * 3600
VARY = "Accept-Encoding"
IDENTITY = "identity"
_REFUSED = {"q=0", "q=0.0", "q=0.00", "q=0.000"}
#: Better compression takes several times as long as rendering the page, for a few bytes in a hundred.
_BROTLI_QUALITY, _GZIP_LEVEL = 5, 6


class PublicVersion(NamedTuple):
    """How far the counter that an answer depends on had come when it was made; ``of`` None: only the code changes it."""

    of: int | None
    number: int = 0


def public(request: HttpRequest, response: HttpResponse, version: PublicVersion) -> HttpResponse:
    """``response`` as a page that everybody may keep and must ask about before showing it again.

    ``version`` must have been read before anything else that the answer shows: what changes in between then makes it stale.
    """
    name = _page_name(request)
    response["ETag"] = f'W/"{name}"' if version.of is None else f'W/"{name}-{version.number}"'
    response["Cache-Control"] = CACHE_CONTROL
    response["Vary"] = VARY
    response.public_version = version  # type: ignore[attr-defined]
    return response


def unkept(response: HttpResponse) -> HttpResponse:
    """``response``, of which the page cache keeps nothing: there are more such addresses than it has room for."""
    response.is_unkept = True  # type: ignore[attr-defined]
    return response


def after_sending(response: HttpResponse, call: Callable[[], None]) -> HttpResponse:
    """``response``, with something to do that its reader need not wait for; ``call`` must not raise."""
    response._resource_closers.append(call)  # type: ignore[attr-defined]
    return response


def take_over(response: HttpResponse, former: HttpResponse) -> HttpResponse:
    """``response``, sent in place of ``former``, with what was to be done after sending that one."""
    response._resource_closers += former._resource_closers  # type: ignore[attr-defined]
    return response


def _page_name(request: HttpRequest) -> str:
    """A short word for a page whatever its state: address, language and code version."""
    name = "|".join([request.get_full_path(), get_language() or "", code_version()])
    return hashlib.blake2s(name.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def is_known(etag: str, if_none_match: str) -> bool:
    """Whether a reader who sends this ``If-None-Match`` has the page already; compared weakly (RFC 9110, 13.1.2)."""
    known = parse_etags(if_none_match)
    return known == ["*"] or etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in known}


@lru_cache(maxsize=256)
def encoding_for(accept_encoding: str) -> str:
    """The encoding to send: ``br`` or ``gzip``, whichever the reader takes in this order, else ``identity``."""
    accepted = set()
    for item in accept_encoding.lower().split(","):
        name, _, weight = item.partition(";")
        if weight.replace(" ", "") not in _REFUSED:
            accepted.add(name.strip())
    return next((encoding for encoding in ("br", "gzip") if encoding in accepted), IDENTITY)


def encode(content: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(content, quality=_BROTLI_QUALITY)
    if encoding == "gzip":
        return gzip.compress(content, compresslevel=_GZIP_LEVEL, mtime=0)
    return content


def decode(content: bytes, encoding: str) -> bytes:
    """The inverse of ``encode``."""
    if encoding == "br":
        return brotli.decompress(content)
    return gzip.decompress(content) if encoding == "gzip" else content
