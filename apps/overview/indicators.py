"""Indicators in words and pictures: a headline that says what the figures show, a chart, and a table beside it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from apps.core.danish_words import DanishWords, Sentence, joined, sentence
from apps.indicators.models import Indicator
from apps.indicators.numbers import rounded
from apps.indicators.reading import IndicatorSheet
from apps.indicators.trend import Movement, Point
from apps.overview.chart import Chart, draw_chart

_YEARLY = (Indicator.Frequency.YEARLY, Indicator.Frequency.TWO_YEARLY)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A day with what was measured, what was aimed at, and what is to know of it."""

    day: str
    measured: str
    target: str
    note: str


def _rounded(value: Decimal, decimals: int) -> str:
    """Django cuts off what does not fit instead of rounding it."""
    told = number_format(rounded(value, decimals), decimal_pos=decimals, force_grouping=True)
    return told.replace("-", "\N{MINUS SIGN}")


class IndicatorPage:
    """What the page of an indicator, and its entry in a list, shows."""

    def __init__(self, sheet: IndicatorSheet) -> None:
        self.sheet = sheet
        self.indicator = sheet.indicator

    def number(self, value: Decimal) -> str:
        """A value of the indicator, rounded as it is shown."""
        return _rounded(value, self._decimals(value))

    def _decimals(self, value: Decimal) -> int:
        """As many decimals as the indicator is shown with, more where a round value of the scale has more."""
        exact = value.normalize().as_tuple().exponent
        shown = self.indicator.decimals
        return max(shown, min(shown + 2, -exact)) if isinstance(exact, int) else shown

    def with_unit(self, value: Decimal) -> Sentence:
        return joined([self.shown(value), DanishWords(self.indicator.unit)], by="\N{NO-BREAK SPACE}")

    def shown(self, value: Decimal) -> str:
        return _rounded(value, self.indicator.decimals)

    def day(self, on: date) -> str:
        return str(on.year) if self.indicator.frequency in _YEARLY else date_format(on, "YEAR_MONTH_FORMAT")

    @cached_property
    def headline(self) -> Sentence:
        """“82,4 % in 2025, better than 79,2 % in 2024. The target is 90 % in 2029.”"""
        return joined([self._now(), self._aim()])

    def _now(self) -> str:
        trend = self.sheet.trend
        if trend.last is None:
            return _("Nothing has been measured yet.")
        words: dict[str, object] = {"value": self.with_unit(trend.last.value), "day": self.day(trend.last.on)}
        if trend.since is None:
            return sentence(_("%(value)s in %(day)s."), words)
        words |= {"former": self.with_unit(trend.since.value), "since": self.day(trend.since.on)}
        told = {
            Movement.BETTER: _("%(value)s in %(day)s, better than %(former)s in %(since)s."),
            Movement.WORSE: _("%(value)s in %(day)s, worse than %(former)s in %(since)s."),
            Movement.SAME: _("%(value)s in %(day)s, the same as in %(since)s."),
            Movement.UNKNOWN: _("%(value)s in %(day)s; it was %(former)s in %(since)s."),
        }
        return sentence(told[trend.movement], words)

    def _aim(self) -> str:
        trend = self.sheet.trend
        if trend.target is None:
            return _("No target has been set.")
        words: dict[str, object] = {
            "value": self.with_unit(trend.target.value),
            "day": self.day(trend.target.on),
        }
        if trend.is_reached:
            return sentence(_("The target of %(value)s in %(day)s has been reached."), words)
        if trend.last and trend.last.on >= trend.target.on:
            return sentence(_("The target of %(value)s in %(day)s was not reached."), words)
        return sentence(_("The target is %(value)s in %(day)s."), words)

    @cached_property
    def chart(self) -> Chart | None:
        rows = [(row.on, row.value) for row in self.sheet.measurements]
        return draw_chart(rows, self.sheet.aimed_at, self.sheet.baseline, number=self.number, day=self.day)

    @cached_property
    def table(self) -> list[TableRow]:
        """Every day of which something is said, in order of time."""
        measured = {row.on: row for row in self.sheet.measurements}
        targets = {row.on: row.value for row in self.sheet.targets}
        baseline = self.sheet.baseline
        days = sorted({*measured, *targets, *([baseline.on] if baseline else [])})
        return [self._row(on, measured.get(on), targets.get(on), baseline) for on in days]

    def _row(self, on: date, measured: object, target: Decimal | None, baseline: Point | None) -> TableRow:
        value = getattr(measured, "value", None)
        is_baseline = baseline is not None and baseline.on == on
        if value is None and is_baseline and baseline:
            value = baseline.value
        notes = [
            _("baseline") if is_baseline else "",
            DanishWords(getattr(measured, "missing_reason", "")),
            DanishWords(getattr(measured, "source", "")),
        ]
        return TableRow(
            self.day(on),
            "" if value is None else self.shown(value),
            "" if target is None else self.shown(target),
            joined(notes, "; "),
        )
