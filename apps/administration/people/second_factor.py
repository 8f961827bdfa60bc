"""Taking the second factor from somebody who has lost it, so that a new one can be set up."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from apps.accounts.lockout import forget_failures
from apps.accounts.models import User
from apps.accounts.requests import signed_in_user
from apps.accounts.second_factor import has_second_factor, remove_second_factor
from apps.accounts.sessions import end_sessions
from apps.administration.scoping import parse_key
from apps.municipalities.memberships import is_wholly_managed_by


def may_reset_second_factor(request: HttpRequest, person: User | None) -> bool:
    """Whoever looks after the account may; for one's own there are the pages of the account."""
    return (
        person is not None
        and person.pk != request.user.pk
        and is_wholly_managed_by(person, signed_in_user(request))
    )


def _person(model_admin: admin.ModelAdmin, request: HttpRequest, object_id: str) -> User:
    person = model_admin.get_queryset(request).filter(pk=parse_key(object_id)).first()
    if person is None:
        raise Http404
    if not may_reset_second_factor(request, person):
        raise PermissionDenied
    return person


def second_factor_view(model_admin: admin.ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Asks, and on the answer takes the second factor, ends the person's sessions and tells the person by mail."""
    person = _person(model_admin, request, object_id)
    if request.method == "POST":
        _take(model_admin, request, person)
        return redirect("admin:accounts_user_change", person.pk)
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": _("Reset two-step sign-in"),
        "opts": model_admin.opts,
        "person": person,
        "has_second_factor": has_second_factor(person),
    }
    return TemplateResponse(request, "administration/people/second_factor.html", context)


def _take(model_admin: admin.ModelAdmin, request: HttpRequest, person: User) -> None:
    forget_failures(person)
    if not remove_second_factor(person):
        messages.warning(request, _("%(person)s has not set two-step sign-in up.") % {"person": person})
        return
    end_sessions(person)
    model_admin.log_change(request, person, _("Two-step sign-in was reset."))
    get_adapter(request).send_notification_mail("account/email/second_factor_reset", person)
    told = _("%(person)s is signed out everywhere and can set two-step sign-in up anew.")
    messages.success(request, told % {"person": person})
