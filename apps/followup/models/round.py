from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LineField
from apps.followup.progress import is_past
from apps.municipalities.models import Committee, Municipality, ScopedQuerySet
from apps.publishing.models import EditionElement
from apps.strategies.models import ElementIdentity, Plan


class FollowUpRoundQuerySet(ScopedQuerySet):
    def open(self) -> Self:
        """Rounds in which can be reported."""
        return self.filter(closed_at__isnull=True)


class FollowUpRound(models.Model):
    """Everybody who is responsible says by a deadline how it goes. Closed, it is a snapshot that can be cited."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="follow_up_rounds", verbose_name=_("municipality")
    )
    number = models.PositiveIntegerField(_("number"))
    title = LineField(_("title"), max_length=150)
    opened_on = models.DateField(_("opened"))
    deadline = models.DateField(_("deadline"))
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    plans = models.ManyToManyField(Plan, related_name="follow_up_rounds", verbose_name=_("plans"))

    objects = FollowUpRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up round")
        verbose_name_plural = _("follow-up rounds")
        ordering = ["municipality", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="followup_round_number"),
            models.CheckConstraint(
                condition=Q(deadline__gte=F("opened_on")),
                name="followup_round_deadline_after_opening",
                violation_error_message=_("The deadline cannot lie before the day the round opens."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_on__isnull=False, closed_at__isnull=False, closed_by__isnull=False),
                name="followup_round_closed_when_and_by",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="followup_round_closed_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def is_past_deadline(self, on: date | None = None) -> bool:
        """Whether the deadline has passed ``on`` a day, today unless given; of a closed round, on the day it closed."""
        return is_past(self.deadline, on=self.closed_on or on or timezone.localdate())


class RoundElementQuerySet(ScopedQuerySet):
    scope = "round__municipality"


class RoundElement(models.Model):
    """An element that the round asks about, as it was published when the round opened.

    ``update`` is the public report that counts once the round is closed; the rows of an open round find theirs anew.
    """

    round = models.ForeignKey(FollowUpRound, models.CASCADE, related_name="elements")
    identity = models.ForeignKey(ElementIdentity, models.PROTECT, related_name="+")
    edition_element = models.ForeignKey(EditionElement, models.PROTECT, related_name="+")
    responsible = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible")
    )
    update = models.ForeignKey(
        "followup.StatusUpdate", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RoundElementQuerySet.as_manager()

    class Meta:
        verbose_name = _("element of a round")
        verbose_name_plural = _("elements of rounds")
        ordering = ["round", "edition_element"]
        constraints = [
            models.UniqueConstraint(fields=["round", "identity"], name="followup_roundelement_once")
        ]

    def __str__(self) -> str:
        return str(self.edition_element)

    def clean(self) -> None:
        super().clean()
        if self.identity.municipality_id != self.round.municipality_id:
            raise ValidationError(_("The element belongs to another municipality."))
