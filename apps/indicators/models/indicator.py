import uuid
from decimal import Decimal
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.core.fields import LineField, LinesField
from apps.municipalities.models import Committee, Municipality, ScopedQuerySet
from apps.strategies.models import ElementIdentity

#: Digits in all, and after the comma, of everything that is measured.
DIGITS, MOST_DECIMALS = 20, 6


class IndicatorQuerySet(ScopedQuerySet):
    def public(self) -> Self:
        """What citizens may read."""
        return self.filter(is_public=True)


class Indicator(models.Model):
    """A measured quantity that shows whether something is getting better, with a baseline and targets over time."""

    class Direction(models.TextChoices):
        UP = "up", _("more is better")
        DOWN = "down", _("less is better")
        LEVEL = "level", _("close to the target is better")

    class Frequency(models.TextChoices):
        MONTHLY = "monthly", _("every month")
        QUARTERLY = "quarterly", _("every quarter")
        HALF_YEARLY = "half_yearly", _("every half-year")
        YEARLY = "yearly", _("every year")
        TWO_YEARLY = "two_yearly", _("every other year")
        IRREGULAR = "irregular", _("now and then")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="indicators", verbose_name=_("municipality")
    )
    title = LineField(_("name"), max_length=200)
    unit = LineField(_("unit"), max_length=50, help_text=_("For example “%”, “hectares” or “children”."))
    decimals = models.PositiveSmallIntegerField(
        _("decimals shown"), default=0, validators=[MaxValueValidator(MOST_DECIMALS)]
    )
    direction = models.CharField(_("direction"), max_length=10, choices=Direction)
    baseline_on = models.DateField(_("baseline measured"), null=True, blank=True)
    baseline = models.DecimalField(
        _("baseline"), max_digits=DIGITS, decimal_places=MOST_DECIMALS, null=True, blank=True
    )
    least = models.DecimalField(
        _("least possible value"), max_digits=DIGITS, decimal_places=MOST_DECIMALS, null=True, blank=True
    )
    most = models.DecimalField(
        _("largest possible value"), max_digits=DIGITS, decimal_places=MOST_DECIMALS, null=True, blank=True
    )
    frequency = models.CharField(_("measured"), max_length=12, choices=Frequency, default=Frequency.YEARLY)
    owner = models.ForeignKey(
        Committee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("owner"),
        help_text=_("The committee or unit that measures it."),
    )
    source = LineField(_("source"), max_length=300, blank=True)
    method = LinesField(_("method"), max_length=3000, blank=True)
    limits = LinesField(
        _("what it does not show"),
        max_length=3000,
        blank=True,
        help_text=_("What a reader should be wary of."),
    )
    is_public = models.BooleanField(_("public"), default=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = IndicatorQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["municipality", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "title"],
                name="indicators_indicator_title",
                violation_error_message=_("The municipality already has an indicator of this name."),
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True, baseline_on__isnull=True)
                | Q(baseline__isnull=False, baseline_on__isnull=False),
                name="indicators_indicator_baseline_has_day",
                violation_error_message=_("A baseline has both a value and the day it was measured."),
            ),
            models.CheckConstraint(
                condition=Q(least__isnull=True) | Q(most__isnull=True) | Q(most__gt=F("least")),
                name="indicators_indicator_domain",
                violation_error_message=_("The largest possible value must be larger than the least."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.owner and self.municipality_id and self.owner.municipality_id != self.municipality_id:
            raise ValidationError({"owner": _("The committee belongs to another municipality.")})
        if self.baseline is not None:
            try:
                self.refuse_outside(self.baseline)
            except ValidationError as refused:
                raise ValidationError({"baseline": refused}) from refused

    def refuse_outside(self, value: Decimal) -> None:
        """Raise ``ValidationError`` for a value that the indicator cannot have."""
        if self.least is not None and value < self.least:
            told = _("The value must be at least %(least)s.")
            raise ValidationError(told, code="too_small", params={"least": _plain(self.least)})
        if self.most is not None and value > self.most:
            told = _("The value must be at most %(most)s.")
            raise ValidationError(told, code="too_large", params={"most": _plain(self.most)})


def _plain(value: Decimal) -> str:
    """A number as a Dane writes it, without zeros that say nothing."""
    return f"{value.normalize():f}".replace(".", ",")


class IndicatorElementQuerySet(ScopedQuerySet):
    scope = "indicator__municipality"


class IndicatorElement(models.Model):
    """The indicator says something of an element: whether its effect is there, or whether the work is done."""

    class Role(models.TextChoices):
        OUTCOME = "outcome", _("outcome: the effect")
        OUTPUT = "output", _("output: what is done")

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="elements")
    identity = models.ForeignKey(
        ElementIdentity, models.PROTECT, related_name="indicators", verbose_name=_("element")
    )
    role = models.CharField(_("shows"), max_length=10, choices=Role, default=Role.OUTCOME)

    objects = IndicatorElementQuerySet.as_manager()

    class Meta:
        verbose_name = _("element that the indicator is about")
        verbose_name_plural = _("elements that the indicator is about")
        ordering = ["indicator", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "identity"],
                name="indicators_element_once",
                violation_error_message=_("The element is among those of the indicator already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.identity)

    def clean(self) -> None:
        super().clean()
        if (
            self.identity_id
            and self.indicator.municipality_id
            and self.identity.municipality_id != self.indicator.municipality_id
        ):
            raise ValidationError({"identity": _("The element belongs to another municipality.")})
