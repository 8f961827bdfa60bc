"""Inviting people by mail, and what became of it."""

from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.accounts.requests import signed_in_user
from apps.administration.municipalities.committees import OwnMunicipalityFilter
from apps.administration.people.grant_form import GrantForm
from apps.administration.people.membership_help import MEMBERSHIP_HELP
from apps.administration.scoping import ScopedAdmin
from apps.core.durations import duration_in_words
from apps.municipalities import invitations
from apps.municipalities.models import Invitation
from apps.municipalities.roles import Capability


def _mail(request: HttpRequest, invitation: Invitation, token: str) -> bool:
    """Send the link; says so, and returns False, where mail does not go out."""
    with translation.override(settings.LANGUAGE_CODE):
        link = request.build_absolute_uri(reverse("invitation", args=[token]))
    try:
        invitations.send(invitation, link)
    except (OSError, SMTPException):
        told = _("The mail to %(email)s could not be sent. Try “Send again” later.") % {
            "email": invitation.email
        }
        messages.error(request, told)
        return False
    return True


class InvitationForm(GrantForm):
    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if email == self.editor.email and not self.editor.is_superuser:
            raise ValidationError(_("You cannot change your own rights. Ask another editor."))
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        email, municipality, role = (cleaned.get(name) for name in ("email", "municipality", "role"))
        known = email and municipality and role
        if known and invitations.has_role(email, municipality, role, cleaned.get("committee")):
            raise ValidationError(_("This person has this role in the municipality already."))
        return cleaned

    def validate_constraints(self) -> None:
        """One that is unanswered is sent anew, so two of them are no mistake."""


@admin.register(Invitation)
class InvitationAdmin(ScopedAdmin):
    seen_with = written_with = Capability.MANAGE_MEMBERS
    form = InvitationForm
    list_display = ["email", "full_name", "role", "municipality", "committee", "state_in_words", "sent_at"]
    list_filter = ["role", ("municipality", OwnMunicipalityFilter)]
    list_select_related = ["municipality", "committee"]
    search_fields = ["email__folded", "full_name__folded"]
    fields: list[Any] = ["email", "full_name", "municipality", "role", "committee"]
    nothing_yet = gettext_lazy("Nobody has been invited. Invite the first by mail.")
    field_help = {
        **MEMBERSHIP_HELP,
        "email": gettext_lazy("Where the invitation goes, and what the person signs in with."),
        "full_name": gettext_lazy("As colleagues know the person."),
    }
    shown_fields = [
        *fields,
        "state_in_words",
        "inviter",
        "sent_at",
        "expires_at",
        "accepted_at",
        "withdrawn_at",
    ]
    actions = ["send_again", "withdraw"]
    add_form_template = "administration/people/invite.html"

    @admin.display(description=gettext_lazy("invited by"))
    def inviter(self, invitation: Invitation) -> str:
        return str(invitation.invited_by or "")

    @admin.display(description=gettext_lazy("what became of it"))
    def state_in_words(self, invitation: Invitation) -> str:
        return str(invitation.state.label)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Invitations"), **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        valid = {"days_valid": timedelta(days=settings.INVITATION_DAYS)}
        return super().add_view(
            request, form_url, {"title": _("Invite by mail"), **valid, **(extra_context or {})}
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return self.shown_fields if obj else self.fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was sent cannot be changed; it can be withdrawn."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.editor = request.user
        return form

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        invitation, token = invitations.invite(**form.cleaned_data, by=signed_in_user(request))
        obj.pk = invitation.pk
        request.__dict__["_invited"] = (invitation, token)

    def response_add(
        self, request: HttpRequest, obj: Invitation, post_url_continue: Any = None
    ) -> HttpResponse:
        if _mail(request, *request.__dict__["_invited"]):
            time = duration_in_words(timedelta(days=settings.INVITATION_DAYS))
            told = _("The invitation has been sent to %(email)s. The link in it works for %(time)s.")
            messages.success(request, told % {"email": obj.email, "time": time})
        return self.response_post_save_add(request, obj)

    @admin.action(description=gettext_lazy("Send again"))
    def send_again(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        sent = 0
        for invitation in queryset.select_related("municipality", "committee"):
            try:
                token = invitations.renew(invitation=invitation, by=signed_in_user(request))
            except invitations.InvitationUnusable:
                continue
            invitation.refresh_from_db()
            sent += _mail(request, invitation, token)
        self._tell(
            request, sent, ngettext("%d invitation was sent again.", "%d invitations were sent again.", sent)
        )

    @admin.action(description=gettext_lazy("Withdraw"))
    def withdraw(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        done = sum(invitations.withdraw(invitation=invitation) for invitation in queryset)
        self._tell(
            request, done, ngettext("%d invitation was withdrawn.", "%d invitations were withdrawn.", done)
        )

    @staticmethod
    def _tell(request: HttpRequest, number: int, words: str) -> None:
        if number:
            messages.success(request, words % number)
        else:
            messages.warning(
                request, _("Nothing was done: those invitations have been accepted or withdrawn.")
            )
