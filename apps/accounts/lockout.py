"""Lock-out after wrong tries: how django-axes sees a try, and what whoever is locked out reads."""

from math import ceil
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.accounts.models import User


def client_ip(request: HttpRequest) -> str | None:
    """The network address that allauth's limits count by, too: behind trusted proxies the client's own."""
    return get_client_ip(request)


def tried_address(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The e-mail address somebody tries to sign in with, as accounts have it."""
    return str((credentials or {}).get("email") or "").strip().lower()[:255]


def locked_out(request: HttpRequest, *args: Any) -> HttpResponse:
    """Says the same whether the address has an account or not."""
    credentials = getattr(request, "axes_credentials", None)
    context = {"minutes": _minutes_left(request, tried_address(request, credentials))}
    return render(request, "account/locked.html", context, status=429)


def _minutes_left(request: HttpRequest, email: str) -> int:
    """How long ``email`` stays locked out here; the whole time where the tries cannot be found."""
    tries = AccessAttempt.objects.filter(username=email, ip_address=client_ip(request))
    last = tries.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    now = timezone.now()
    opens = (last or now) + settings.AXES_COOLOFF_TIME
    return max(1, ceil((opens - now).total_seconds() / 60))


def is_locked_out(request: HttpRequest, email: str) -> bool:
    """Whether ``email`` is locked out from where the request comes; the answer to it then says so."""
    if AxesProxyHandler.is_allowed(request, {"email": email}):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    request.axes_credentials = {"email": email}  # type: ignore[attr-defined]
    return True


def count_failure(request: HttpRequest, user: User) -> None:
    """Count a wrong code as what it is: a try at somebody's account, like a wrong password."""
    AxesProxyHandler.user_login_failed(sender=User, credentials={"email": user.email}, request=request)


def forget_failures(user: User) -> None:
    """Let somebody in again who proved by mail, or to an administrator, who he or she is."""
    AxesProxyHandler.reset_attempts(username=user.email)
