import uuid
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.core.fields import LineField, LinesField
from apps.municipalities.models import Committee, Municipality, ScopedQuerySet
from apps.strategies.models import ElementIdentity


class Meeting(models.Model):
    """A meeting of a committee or the council on a day."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="meetings", verbose_name=_("municipality")
    )
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="meetings", verbose_name=_("committee")
    )
    on = models.DateField(_("date"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-on", "committee"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "on"],
                name="decisions_meeting_once",
                violation_error_message=_("The committee’s meeting on this day is here already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.committee}, {date_format(self.on)}"

    def clean(self) -> None:
        super().clean()
        if (
            self.committee_id
            and self.municipality_id
            and self.committee.municipality_id != self.municipality_id
        ):
            raise ValidationError({"committee": _("The committee belongs to another municipality.")})


class DecisionQuerySet(ScopedQuerySet):
    def public(self) -> Self:
        """What citizens may read."""
        return self.filter(is_public=True)


class Decision(models.Model):
    """What a meeting decided in a case."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        ADOPTED_CHANGED = "adopted_changed", _("adopted with changes")
        REJECTED = "rejected", _("rejected")
        POSTPONED = "postponed", _("postponed")
        REFERRED = "referred", _("sent on")
        NOTED = "noted", _("taken note of")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="decisions", verbose_name=_("municipality")
    )
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions", verbose_name=_("meeting"))
    case_number = LineField(_("case number"), max_length=50, blank=True)
    title = LineField(_("title"), max_length=300)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    text = LinesField(_("what was decided"), max_length=5000, blank=True)
    minutes_url = models.URLField(_("address of the minutes"), blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = DecisionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-meeting__on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.meeting_id and self.municipality_id and self.meeting.municipality_id != self.municipality_id:
            raise ValidationError({"meeting": _("The meeting belongs to another municipality.")})


class DecisionElementQuerySet(ScopedQuerySet):
    scope = "decision__municipality"


class DecisionElement(models.Model):
    """What a decision does with an element."""

    class Relation(models.TextChoices):
        IMPLEMENTS = "implements", _("implements")
        AMENDS = "amends", _("amends")
        REVIEWS = "reviews", _("reviews")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="elements")
    identity = models.ForeignKey(
        ElementIdentity, models.PROTECT, related_name="decisions", verbose_name=_("element")
    )
    relation = models.CharField(_("does"), max_length=12, choices=Relation, default=Relation.IMPLEMENTS)

    objects = DecisionElementQuerySet.as_manager()

    class Meta:
        verbose_name = _("element of the decision")
        verbose_name_plural = _("elements of the decision")
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "identity"],
                name="decisions_element_once",
                violation_error_message=_("The element is among those of the decision already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.identity)

    def clean(self) -> None:
        super().clean()
        if self.identity_id and self.identity.municipality_id != self.decision.municipality_id:
            raise ValidationError({"identity": _("The element belongs to another municipality.")})
