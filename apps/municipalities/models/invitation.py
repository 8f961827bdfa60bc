"""Invitations by mail: the only way to an account."""

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.core.fields import LineField
from apps.municipalities.models.municipality import Committee, Municipality, ScopedQuerySet
from apps.municipalities.roles import role_choices

UNANSWERED = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)


class InvitationQuerySet(ScopedQuerySet):
    def unanswered(self) -> Self:
        """Neither accepted nor withdrawn; perhaps expired, and then they can be sent again."""
        return self.filter(UNANSWERED)

    def usable(self, at: datetime | None = None) -> Self:
        """Those whose link works ``at`` a moment, now unless told."""
        return self.unanswered().filter(expires_at__gt=at or timezone.now())


class Invitation(models.Model):
    """A role in a municipality, offered to whoever reads the mail of an address.

    The link in the mail holds a secret of which only a digest is kept; sending again makes a new one.
    """

    class State(models.TextChoices):
        SENT = "sent", pgettext_lazy("an invitation", "sent")
        ACCEPTED = "accepted", pgettext_lazy("an invitation", "accepted")
        WITHDRAWN = "withdrawn", pgettext_lazy("an invitation", "withdrawn")
        EXPIRED = "expired", pgettext_lazy("an invitation", "expired")

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="invitations", verbose_name=_("municipality")
    )
    email = models.EmailField(_("e-mail address"))
    full_name = LineField(_("full name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=role_choices)
    committee = models.ForeignKey(
        Committee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("committee"),
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="invitations_sent",
        verbose_name=_("invited by"),
    )
    sent_at = models.DateTimeField(_("sent"), editable=False)
    expires_at = models.DateTimeField(_("link works until"), editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="municipalities_invitation_email_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="municipalities_invitation_one_answer",
            ),
            models.UniqueConstraint(
                fields=["municipality", "email", "role"],
                condition=UNANSWERED,
                name="municipalities_invitation_one_unanswered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.get_role_display()} ({self.municipality})"

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()
        if self.committee and self.municipality_id and self.committee.municipality_id != self.municipality_id:
            raise ValidationError({"committee": _("The committee belongs to another municipality.")})

    @property
    def state(self) -> State:
        """What became of it until now."""
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        return self.State.SENT if self.expires_at > timezone.now() else self.State.EXPIRED
