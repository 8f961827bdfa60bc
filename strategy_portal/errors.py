"""Errors that no view answers: each face says them in its own way."""

import sys
from errno import EDQUOT, ENOSPC

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.defaults import page_not_found
from psycopg2.errors import DiskFull

from apps.opendata import answers
from apps.portal.respelling import meant_address
from apps.portal.views import service

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 as JSON under ``/api/``, else as a page; 413 where it was only too much at once."""
    if isinstance(exception, TOO_MUCH):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS if isinstance(exception, TooManyFieldsSent) else None
        return answers.too_much() if _is_api(request) else service.too_much(request, most_fields=most)
    return answers.bad_request() if _is_api(request) else service.bad_request(request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 as a page, or the way to the public address that was meant where it is written in another way."""
    if meant := meant_address(request):
        return HttpResponsePermanentRedirect(meant)
    return page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 as JSON under ``/api/``, else as a page; 503 where the database is away or the disk full, which passes."""
    if (trouble := _trouble(sys.exc_info()[1])) is not None:
        is_full = trouble == "full"
        response: HttpResponse = answers.unavailable(is_full=is_full)
        if not _is_api(request):
            response = service.unavailable(request, is_full=is_full)
        response["Retry-After"] = str(settings.RETRY_AFTER_SECONDS)
        response["Cache-Control"] = "no-store"
        return response
    return answers.server_error() if _is_api(request) else service.server_error(request)


def _trouble(error: BaseException | None) -> str | None:
    """``"full"`` for a disk without room, ``"away"`` for a database that did not answer, also where another error followed."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    if any(map(_is_full, chain)):
        return "full"
    return "away" if any(isinstance(each, OperationalError | InterfaceError) for each in chain) else None


def _is_full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in (ENOSPC, EDQUOT)
    return isinstance(error, DiskFull) or "database or disk is full" in str(error)


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")
