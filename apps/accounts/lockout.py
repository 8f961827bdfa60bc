"""Lock-out after wrong tries: how django-axes sees a try, and what whoever is locked out reads."""

import logging
from math import ceil
from typing import Any

from allauth.core.internal import ratelimit
from allauth.core.internal.httpkit import get_client_ip
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from apps.accounts.models import User

logger = logging.getLogger("sign_in")


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


def tell_failure(request: HttpRequest, email: str, step: str) -> None:
    """Put a failed sign-in into the log: from where, at which step, and at which account without saying whose.

    The account stands there as a word that only this portal's key makes of its address, the same each time: that many tries
    go for one account can be seen, and no address that was tried (a mistyped password among them) lies in a file.
    """
    account = salted_hmac("failed sign-in", email.strip().lower()).hexdigest()[:12]
    logger.warning("sign-in failed", extra={"ip": client_ip(request), "account": account, "step": step})


def may_guess(request: HttpRequest, about: str) -> bool:
    """Whether whoever sends the request may try once more to find out ``about``, something only one person knows."""
    return _guess(request, about, dry_run=True) is not None


def count_guess(request: HttpRequest, about: str) -> None:
    """Count a try that was wrong, for where it came from and for what it was about."""
    _guess(request, about, dry_run=False)


def _guess(request: HttpRequest, about: str, *, dry_run: bool) -> object:
    seconds = int(settings.LOCKOUT_TIME.total_seconds())
    here, everywhere = settings.GUESSES_FROM_ONE_PLACE, settings.LOGIN_ATTEMPTS_EVERYWHERE
    return ratelimit.consume(
        request,
        app="apps.accounts",
        action="guess",
        config={"guess": f"{here}/{seconds}s/ip,{everywhere}/{seconds}s/key"},
        key=about,
        dry_run=dry_run,
        limit_get=True,
    )


def takes_turn(request: HttpRequest, action: str, times: int, seconds: int) -> bool:
    """Count one more of what anybody may do so many times within so many seconds; False where it is too many.

    The network address that it counts by is kept for that long as a word that only this portal's key makes of it.
    """
    place = salted_hmac(f"turns of {action}", ratelimit.get_ip(request) or "").hexdigest()
    config = {action: f"{times}/{seconds}s/key"}
    return (
        ratelimit.consume(request, app="apps.accounts", action=action, config=config, key=place) is not None
    )


def count_failure(request: HttpRequest, user: User) -> None:
    """Count a wrong code as what it is: a try at somebody's account, like a wrong password."""
    tell_failure(request, user.email, "second factor")
    AxesProxyHandler.user_login_failed(sender=User, credentials={"email": user.email}, request=request)


def forget_failures(user: User) -> None:
    """Let somebody in again who proved by mail, or to an administrator, who he or she is."""
    AxesProxyHandler.reset_attempts(username=user.email)
