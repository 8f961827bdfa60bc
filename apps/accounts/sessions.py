"""Where somebody is signed in, and ending it."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.internal.flows.logout import logout
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.browsers import browser_and_machine
from apps.accounts.models import User
from apps.accounts.requests import signed_in_user
from apps.core.sizes import LARGEST_KEY


@dataclass(frozen=True)
class ActiveSession:
    """One place where somebody is signed in."""

    pk: int
    is_current: bool
    since: datetime
    ip: str
    browser: str
    machine: str


def signed_in_sessions(user: User, current_key: str | None) -> list[ActiveSession]:
    """Every place where ``user`` is signed in now, the one with ``current_key`` first, then the newest."""
    sessions = []
    for session in UserSession.objects.purge_and_list(user):
        browser, machine = browser_and_machine(session.user_agent)
        is_current = session.session_key == current_key
        sessions.append(
            ActiveSession(session.pk, is_current, session.created_at, session.ip, browser, machine)
        )
    return sorted(sessions, key=lambda each: (not each.is_current, -each.since.timestamp()))


def end_sessions(user: User, keep_key: str | None = None) -> int:
    """End every session of ``user`` but that with ``keep_key``; returns how many ended."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=keep_key or "")
    for session in sessions:
        session.end()
    return len(sessions)


@require_safe
@login_required
def list_sessions(request: HttpRequest) -> HttpResponse:
    """Where the user is signed in."""
    sessions = signed_in_sessions(signed_in_user(request), request.session.session_key)
    return render(request, "usersessions/list.html", {"sessions": sessions})


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the user's own sessions; one that has ended already, or is another person's, changes nothing."""
    session = UserSession.objects.filter(user=signed_in_user(request), pk=min(pk, LARGEST_KEY)).first()
    if session and session.session_key == request.session.session_key:
        logout(request)
        session.end()
        return HttpResponseRedirect(reverse("account_login"))
    if session:
        session.end()
        messages.success(request, _("You have been signed out there."))
    return redirect("usersessions_list")


@require_POST
@login_required
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End every session of the user but this one."""
    end_sessions(signed_in_user(request), keep_key=request.session.session_key)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("usersessions_list")
