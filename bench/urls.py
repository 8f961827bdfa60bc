"""The portal's addresses, and an empty page to compare them with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from strategy_portal.urls import *  # noqa: F403
from strategy_portal.urls import urlpatterns as portal


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"hello")


urlpatterns = [path("bench-hello/", hello), *portal]
