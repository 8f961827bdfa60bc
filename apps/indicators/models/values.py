from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.core.fields import LineField
from apps.indicators.models.indicator import DIGITS, MOST_DECIMALS, Indicator
from apps.municipalities.models import ScopedQuerySet


class ValueQuerySet(ScopedQuerySet):
    scope = "indicator__municipality"


class Target(models.Model):
    """What the indicator should be on a day. Zero and negative targets are real targets."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    on = models.DateField(_("on"))
    value = models.DecimalField(_("target"), max_digits=DIGITS, decimal_places=MOST_DECIMALS)

    objects = ValueQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator", "on"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "on"],
                name="indicators_target_once",
                violation_error_message=_("There is a target for this day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{date_format(self.on)}: {self.value}"

    def clean(self) -> None:
        super().clean()
        _refuse_outside(self)


class Measurement(models.Model):
    """What was measured on a day, or why nothing was."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="measurements")
    on = models.DateField(_("on"))
    value = models.DecimalField(
        _("value"), max_digits=DIGITS, decimal_places=MOST_DECIMALS, null=True, blank=True
    )
    source = LineField(
        _("source"), max_length=300, blank=True, help_text=_("Where it is another than the indicator’s own.")
    )
    missing_reason = LineField(_("why there is no figure"), max_length=300, blank=True)

    objects = ValueQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["indicator", "on"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "on"],
                name="indicators_measurement_once",
                violation_error_message=_("There is a measurement for this day already."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing_reason="")
                | Q(Q(value__isnull=True), ~Q(missing_reason="")),
                name="indicators_measurement_value_or_reason",
                violation_error_message=_("Write either a figure or why there is none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.on)}: {self.value if self.value is not None else self.missing_reason}"

    def clean(self) -> None:
        super().clean()
        _refuse_outside(self)


def _refuse_outside(row: Target | Measurement) -> None:
    if row.value is None or not row.indicator_id:
        return
    try:
        row.indicator.refuse_outside(row.value)
    except ValidationError as refused:
        raise ValidationError({"value": refused}) from refused
