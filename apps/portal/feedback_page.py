"""The page that a reader answers about: one of the public pages of a municipality, as it is read at this moment."""

import re
from copy import copy
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.urls import Resolver404, resolve
from django.utils import translation

from apps.municipalities.models import Municipality
from apps.readership.counting import page_address
from apps.readership.models import ADDRESS_LENGTH

#: Pages end in a stroke, files do not: none of these is made to find out whether it is there.
_OF_A_PAGE = re.compile(r"/(?:[a-z0-9_-]+/)+", re.ASCII)


@dataclass(frozen=True)
class AnsweredPage:
    """``shown`` is where it was read, and ``address`` its Danish address, by which it is known."""

    municipality: Municipality
    address: str
    shown: str


def find_page(request: HttpRequest, path: str) -> AnsweredPage | None:
    """The page at ``path``, a path of this portal and nothing else; None where no municipality shows one there today.

    Its own view is asked, in the language of the address: nobody else knows as well what is public.
    """
    if len(path) > ADDRESS_LENGTH or not _OF_A_PAGE.fullmatch(path):
        return None
    with translation.override("en" if path.startswith("/en/") else "da"):
        answer = _answer_at(request, path)
    version = getattr(answer, "public_version", None)
    if answer is None or version is None or answer.status_code != 200 or hasattr(answer, "is_unkept"):
        return None
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return None
    municipality = Municipality.objects.filter(pk=version.of or 0).first()
    return AnsweredPage(municipality, page_address(path), path) if municipality else None


def _answer_at(request: HttpRequest, path: str) -> HttpResponseBase | None:
    """What whoever asks for ``path`` is answered, if it is a public page."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    if found.namespace != "portal":
        return None
    asked = copy(request)
    asked.method, asked.path, asked.path_info = "GET", path, path
    asked.__dict__["GET"] = QueryDict()
    asked.META = {**request.META, "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": ""}
    try:
        return found.func(asked, *found.args, **found.kwargs)
    except Http404:
        return None
