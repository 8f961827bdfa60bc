"""Lock-out after wrong tries: how django-axes sees a try, and what whoever is locked out reads."""

from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.accounts.models import User


def client_ip(request: HttpRequest) -> str | None:
    """The network address that allauth's limits count by, too: behind trusted proxies the client's own."""
    return get_client_ip(request)


def tried_address(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The e-mail address somebody tries to sign in with, as accounts have it."""
    return str((credentials or {}).get("email") or "").strip().lower()[:255]


def locked_out(request: HttpRequest, *args: Any) -> HttpResponse:
    """Says the same whether the address has an account or not."""
    context = {"minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)}
    return render(request, "account/locked.html", context, status=429)


def is_locked_out(request: HttpRequest, email: str) -> bool:
    """Whether ``email`` is locked out from where the request comes; the answer to it then says so."""
    if AxesProxyHandler.is_allowed(request, {"email": email}):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    return True


def count_failure(request: HttpRequest, user: User) -> None:
    """Count a wrong code as what it is: a try at somebody's account, like a wrong password."""
    AxesProxyHandler.user_login_failed(sender=User, credentials={"email": user.email}, request=request)


def forget_failures(user: User) -> None:
    """Let somebody in again who proved by mail, or to an administrator, who he or she is."""
    AxesProxyHandler.reset_attempts(username=user.email)
