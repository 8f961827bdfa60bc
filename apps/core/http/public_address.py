"""The address the portal is known by: what mails and permanent links name, whatever a request says of host and port."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def public_address(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Every ``request.build_absolute_uri`` starts with ``PUBLIC_URL``, those in libraries too.

    ``Host`` is what the reader sent: a name that is allowed, with any port and perhaps a dot at its end. Where
    ``PUBLIC_URL`` is empty, in a demo, there is nothing else to go by.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.PUBLIC_URL:
            request.__dict__["build_absolute_uri"] = partial(_absolute, request)
        return get_response(request)

    return middleware


def _absolute(request: HttpRequest, location: str | None = None) -> str:
    return urljoin(settings.PUBLIC_URL, request.get_full_path() if location is None else str(location))
