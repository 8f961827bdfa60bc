"""Signed-in people's own pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.requests import signed_in_user
from apps.municipalities.permissions import may_enter_admin
from apps.workspace.memberships import memberships_of


@require_safe
@login_required
def account_home(request: HttpRequest) -> HttpResponse:
    """Who is signed in, to what they belong, and where they can go from here."""
    person = signed_in_user(request)
    memberships = memberships_of(person)
    context = {
        "person": person,
        "current": memberships.current,
        "coming": memberships.coming,
        "ended": memberships.ended,
        "may_enter_admin": may_enter_admin(person),
    }
    return render(request, "workspace/account/home.html", context)
