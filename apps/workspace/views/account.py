"""Signed-in people's own pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.municipalities.models import Membership
from apps.municipalities.permissions import may_enter_admin


@require_safe
@login_required
def account_home(request: HttpRequest) -> HttpResponse:
    """Who is signed in, to what they belong, and where they can go from here."""
    memberships = Membership.objects.current().filter(user=request.user.pk)
    context = {
        "person": request.user,
        "memberships": memberships.select_related("municipality", "committee").order_by("municipality__name"),
        "may_enter_admin": may_enter_admin(request.user),
    }
    return render(request, "workspace/account_home.html", context)
