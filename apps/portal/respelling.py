"""An address that somebody wrote by hand: with capitals, with æ, ø and å, or with a stroke too many or too few."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import override

from apps.core.text import danish_slug

_SAFE = ("GET", "HEAD")
#: Letters and figures, with strokes and spaces between them: a sign too many is no way of writing a word.
_WORD = re.compile(r"[^\W_]+(?:[-_ ]+[^\W_]+)*")
#: Longer than any address of ours, whatever the titles.
_LONGEST = 500


def meant_address(request: HttpRequest) -> str:
    """The public address that a request for what is not there meant; empty where that is none, or not there either."""
    path = request.path_info
    if request.method not in _SAFE or len(path) > _LONGEST:
        return ""
    return next((way for way in _spellings(path) if way != path and _is_there(request, way)), "")


def _spellings(path: str) -> Iterator[str]:
    written = [word for word in path.split("/") if word]
    if written and all(map(_WORD.fullmatch, written)):
        words = [danish_slug(word, fallback="") for word in written]
        yield f"/{'/'.join(words)}/"
        yield f"/{'/'.join(words)}"


def _is_there(request: HttpRequest, path: str) -> bool:
    """Whether a public page answers at the address; a redirect of its own counts, what is withdrawn does not."""
    language = "en" if path.startswith("/en/") else settings.LANGUAGE_CODE
    with override(language):
        try:
            match = resolve(path)
            if match.namespaces != ["portal"]:
                return False
            return bool(match.func(request, *match.args, **match.kwargs).status_code < 400)
        except (Resolver404, Http404, PermissionDenied):
            return False
