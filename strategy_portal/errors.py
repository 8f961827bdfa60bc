"""Errors that no view answers: each face says them in its own way."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse

from apps.opendata import answers
from apps.portal.views import service

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 as JSON under ``/api/``, else as a page; 413 where it was only too much at once."""
    if isinstance(exception, TOO_MUCH):
        return answers.too_much() if _is_api(request) else service.too_much(request)
    return answers.bad_request() if _is_api(request) else service.bad_request(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 as JSON under ``/api/``, else as a page."""
    return answers.server_error() if _is_api(request) else service.server_error(request)


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")
