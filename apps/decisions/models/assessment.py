from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LinesField
from apps.decisions.models.decision import Decision
from apps.municipalities.models import Municipality, ScopedQuerySet
from apps.publishing.models import EditionElement
from apps.strategies.kinds import Kind
from apps.strategies.models import ElementIdentity


class WeighingBasis(models.Model):
    """Which kind of element a municipality weighs its decisions against, where it is not its values."""

    KINDS = (Kind.VALUE, Kind.GOAL, Kind.PRINCIPLE)

    municipality = models.OneToOneField(
        Municipality, models.CASCADE, related_name="weighing_basis", verbose_name=_("municipality")
    )
    kind = models.CharField(
        _("weighed against"),
        max_length=20,
        choices=[(kind.value, kind.label) for kind in KINDS],
        default=Kind.VALUE,
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("what decisions are weighed against")
        verbose_name_plural = _("what decisions are weighed against")

    def __str__(self) -> str:
        return str(Kind(self.kind).label)


class ValueAssessmentQuerySet(ScopedQuerySet):
    scope = "decision__municipality"

    def final(self) -> Self:
        """Those that count now: the newest final one of each decision and value."""
        return self.filter(is_current=True)

    def newest(self) -> Self:
        """The newest version of each decision and value, a draft or a final one."""
        later = ValueAssessment.objects.filter(
            decision=OuterRef("decision"), identity=OuterRef("identity"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(later))


class ValueAssessment(models.Model):
    """How a decision pulls on one value, from −2 to +2; ``effect`` is None for “not assessed”.

    A final one is never changed: a later change makes the next version and leaves it. ``edition_element`` is the value as
    it was published when the assessment was made.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="assessments")
    identity = models.ForeignKey(
        ElementIdentity, models.PROTECT, related_name="assessments", verbose_name=_("value")
    )
    edition_element = models.ForeignKey(EditionElement, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(_("version"), default=1)
    effect = models.SmallIntegerField(_("effect"), null=True, blank=True)
    reason = LinesField(_("reason"), max_length=1000, blank=True)
    is_final = models.BooleanField(_("final"), default=False)
    is_current = models.BooleanField(default=False, help_text="The newest final one.")
    assessed_at = models.DateTimeField(_("assessed"))
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ValueAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment of a value")
        verbose_name_plural = _("assessments of values")
        ordering = ["decision", "edition_element__position", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "identity", "version"], name="decisions_assessment_version"
            ),
            models.UniqueConstraint(
                fields=["decision", "identity"],
                condition=Q(is_current=True),
                name="decisions_assessment_one_current",
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(is_final=True), name="decisions_assessment_current_is_final"
            ),
            models.CheckConstraint(
                condition=Q(effect__isnull=True) | Q(effect__range=(-2, 2)),
                name="decisions_assessment_range",
                violation_error_message=_("An effect lies between −2 and +2."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_element}: {'–' if self.effect is None else self.effect}"
