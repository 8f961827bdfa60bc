"""Errors that no view answers: each face says them in its own way."""

from django.http import HttpRequest, HttpResponse

from apps.opendata import answers
from apps.portal.views import service


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 as JSON under ``/api/``, else as a page."""
    return answers.bad_request() if _is_api(request) else service.bad_request(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 as JSON under ``/api/``, else as a page."""
    return answers.server_error() if _is_api(request) else service.server_error(request)


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")
