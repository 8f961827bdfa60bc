"""How the API answers: JSON for everything, errors too, and for anybody's page to fetch."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from apps.publishing.reading import PlanWithdrawn

View = Callable[..., HttpResponse]


def as_json(value: dict[str, Any], status: int = 200) -> JsonResponse:
    """``value`` as JSON, with Danish letters as themselves."""
    return JsonResponse(value, status=status, json_dumps_params={"ensure_ascii": False})


def open_data(view: View) -> View:
    """GET and HEAD for everybody, from any origin; what cannot be read is ``404 {"detail": …}``."""

    @csrf_exempt  # nothing can be changed here: a sender is told 405, not that a token is missing
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            response: HttpResponse = as_json({"detail": "Method not allowed."}, status=405)
            response["Allow"] = "GET, HEAD"
            return response
        try:
            response = view(request, *args, **kwargs)
        except (ObjectDoesNotExist, Http404, PlanWithdrawn):
            response = as_json({"detail": "Not found."}, status=404)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


def bad_request() -> JsonResponse:
    """400 to NUL bytes, invalid UTF-8 and the like."""
    return as_json({"detail": "Bad request."}, status=400)


def too_much() -> JsonResponse:
    """413: nothing can be sent here, and this was long besides."""
    return as_json({"detail": "Too much was sent."}, status=413)


def server_error() -> JsonResponse:
    """500; what went wrong is told to the log only."""
    return as_json({"detail": "Server error."}, status=500)


def unavailable(*, is_full: bool) -> JsonResponse:
    """503: the database does not answer, or there is no room on the disk."""
    return as_json({"detail": "Out of room." if is_full else "Unavailable for the moment."}, status=503)
