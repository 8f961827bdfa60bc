from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LinesField
from apps.followup.models.round import FollowUpRound
from apps.followup.status import Status
from apps.municipalities.models import ScopedQuerySet
from apps.strategies.models import ElementIdentity

MAX_TEXT = 3000


class StatusUpdateQuerySet(ScopedQuerySet):
    scope = "identity__municipality"

    def public(self) -> Self:
        """What citizens may read."""
        return self.filter(is_public=True)

    def current(self) -> Self:
        """The newest public update of each element."""
        return self.filter(is_current=True)


class StatusUpdate(models.Model):
    """What somebody reported of an element on a day. Never changed: whoever was wrong reports anew."""

    identity = models.ForeignKey(
        ElementIdentity, models.PROTECT, related_name="status_updates", verbose_name=_("element")
    )
    round = models.ForeignKey(
        FollowUpRound,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="updates",
        verbose_name=_("round"),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status)
    text = LinesField(_("what has happened"), blank=True, max_length=MAX_TEXT)
    on = models.DateField(_("as of"))
    is_public = models.BooleanField(_("public"), default=True)
    is_unchanged = models.BooleanField(
        _("unchanged"), default=False, help_text="Confirmed as it stood, without new words."
    )
    is_current = models.BooleanField(default=False, editable=False)
    reported_at = models.DateTimeField(_("reported"))
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reported by")
    )

    objects = StatusUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("status")
        verbose_name_plural = _("statuses")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["identity"],
                condition=Q(is_current=True),
                name="followup_statusupdate_one_current",
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(is_public=True),
                name="followup_statusupdate_current_is_public",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="followup_statusupdate_known_status"
            ),
        ]
        indexes = [models.Index(fields=["round", "identity"], name="followup_update_of_round")]

    def __str__(self) -> str:
        return f"{self.get_status_display()}, {date_format(self.on)}"
