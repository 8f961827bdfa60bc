"""What every request passes: the language of its address, refusal of malformed input, headers."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from apps.core.http.intake import REFUSED, takes_forms

GetResponse = Callable[[HttpRequest], HttpResponse]

#: Nothing in the portal uses a device of the reader's.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)
#: What stands where bytes were no UTF-8 and a parser put up with them.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SURROGATE = re.compile("[\ud800-\udfff]")
FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}


def security_headers(get_response: GetResponse) -> GetResponse:
    """Adds the headers that Django and django-csp leave out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        return response

    return middleware


def language_of_address(get_response: GetResponse) -> GetResponse:
    """Speaks English under ``/en/`` and Danish elsewhere.

    Neither cookie nor ``Accept-Language`` has a say, unlike in Django's own middleware: an address always shows the
    same page, so that caches may keep it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        english = request.path_info.startswith("/en/") or request.path_info == "/en"
        language = "en" if english else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = get_response(request)
        response.setdefault("Content-Language", language)
        return response

    return middleware


def _refuse_damaged(text: str) -> None:
    if "\0" in text or REPLACEMENT in text or (not text.isascii() and _SURROGATE.search(text)):
        raise BadRequest("NUL bytes or invalid UTF-8")


def _refuse_damaged_query(query: bytes) -> None:
    try:
        _refuse_damaged(unquote_to_bytes(query).decode())
    except UnicodeDecodeError as error:
        raise BadRequest("Invalid UTF-8 in the query string") from error


def _refuse_damaged_form(request: HttpRequest) -> None:
    if request.content_type == "application/x-www-form-urlencoded":
        _refuse_damaged_query(request.body)
    try:
        fields = request.POST.lists()
    except (LookupError, ValueError) as error:
        # Of what follows a name in a part of the form: an encoding of its own, as RFC 2231 has it.
        raise BadRequest("A form that cannot be read") from error
    for name, values in fields:
        for text in (name, *values):
            _refuse_damaged(text)
    for _, files in request.FILES.lists():
        for file in files:
            _refuse_damaged(file.name or "")


_REFUSALS = {400: BadRequest, 413: RequestDataTooBig}


def refuse_malformed(get_response: GetResponse) -> GetResponse:
    """Answers 400 to NUL bytes and invalid UTF-8 in address, query string, cookies and forms, and what ``intake`` refused.

    No view has to think of them, and no half-read text is ever saved. PostgreSQL stores no NUL byte at all.
    """

    def refuse(request: HttpRequest) -> None:
        if status := request.META.get(REFUSED):
            raise _REFUSALS[status]("Refused before it was read")
        _refuse_damaged(request.path_info)
        if query := request.META.get("QUERY_STRING"):
            _refuse_damaged_query(query.encode("latin-1"))
        for value in request.COOKIES.values():
            _refuse_damaged(value)
        if request.method == "POST" and request.content_type in FORM_TYPES and takes_forms(request.path_info):
            _refuse_damaged_form(request)

    def middleware(request: HttpRequest) -> HttpResponse:
        refuse(request)
        return get_response(request)

    return middleware


def keep_private(get_response: GetResponse) -> GetResponse:
    """Whatever looked into the session is one person's: no cache may keep it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.session.accessed:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware
