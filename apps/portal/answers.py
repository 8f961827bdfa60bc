"""How the public pages answer: when what was asked for is not there, or not there any more, and to machines."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from apps.core.methods import read_only
from apps.municipalities.models import Committee, Municipality
from apps.publishing.models import Edition, EditionElement, EditionSource
from apps.publishing.reading import PlanWithdrawn

View = Callable[..., HttpResponseBase]
_ABSENT = (
    Committee.DoesNotExist,
    Municipality.DoesNotExist,
    Edition.DoesNotExist,
    EditionElement.DoesNotExist,
    EditionSource.DoesNotExist,
)


def public_page(view: View) -> View:
    """A page anybody may read: GET and HEAD only, 404 for what is not there, 410 for a withdrawn plan; to machines in JSON."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except _ABSENT:
            if kwargs.get("form") == "json":
                return json_answer({"detail": "Not found."}, status=404)
            raise Http404 from None
        except PlanWithdrawn as gone:
            if kwargs.get("form") == "json":
                return json_answer({"detail": "Withdrawn."}, status=410)
            return _gone(request, gone)

    return read_only(answer)


def _gone(request: HttpRequest, gone: PlanWithdrawn) -> HttpResponse:
    withdrawal = gone.withdrawal
    context = {"withdrawal": withdrawal, "municipality": withdrawal.plan.municipality}
    return render(request, "portal/plans/withdrawn.html", context, status=410)


def json_answer(value: dict[str, Any], status: int = 200) -> HttpResponse:
    """``value`` as JSON, with Danish letters as themselves, for any page to fetch."""
    return _for_everybody(JsonResponse(value, status=status, json_dumps_params={"ensure_ascii": False}))


def markdown_answer(text: str) -> HttpResponse:
    """``text`` as Markdown (RFC 7763), for any page to fetch."""
    return _for_everybody(HttpResponse(text, content_type="text/markdown; charset=utf-8; variant=CommonMark"))


def _for_everybody(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
