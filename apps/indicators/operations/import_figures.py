"""Taking figures in from a spreadsheet: first a report of what every row would do, then all of it or nothing."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.core.conflicts import SavedMeanwhile
from apps.indicators.days import day_written, refuse_day
from apps.indicators.models import Indicator, Measurement, Target
from apps.indicators.numbers import as_written
from apps.indicators.operations.record import Figure, record_many
from apps.indicators.reading import with_figures
from apps.indicators.rows import RowRefused, figure_in, have_both_marks, refuse_point
from apps.indicators.spreadsheets import Row


class FiguresChanged(SavedMeanwhile):
    """Figures that a report was made of are no longer what they were then."""

    then = gettext_lazy("Nothing has been taken in. Look at what the spreadsheet would do now.")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What one row would do: ``problem`` says in words why it cannot, naming the field; else before and after."""

    row: int
    indicator: str
    day: str
    before: str = ""
    after: str = ""
    problem: str = ""
    is_removal: bool = False

    @property
    def is_change(self) -> bool:
        return not self.problem and self.before != self.after


@dataclass
class ImportReport:
    lines: list[ReportLine] = field(default_factory=list)
    figures: dict[int, list[Figure]] = field(default_factory=lambda: defaultdict(list))
    basis: dict[str, str] = field(default_factory=dict)
    """By the uid of each indicator, a digest of what stood where the rows write: what was decided upon."""

    @property
    def problems(self) -> list[ReportLine]:
        return [line for line in self.lines if line.problem]

    @property
    def changes(self) -> list[ReportLine]:
        return [line for line in self.lines if line.is_change]

    @property
    def removals(self) -> list[ReportLine]:
        return [line for line in self.lines if line.is_removal]

    @property
    def is_fine(self) -> bool:
        return not self.problems


def dry_run(rows: Sequence[Row], indicators: Mapping[str, Indicator]) -> ImportReport:
    """What taking in ``rows`` would do; nothing is written. ``indicators`` (with figures) are those one may write, by uid.

    A row whose figure was emptied takes away what stands there.
    """
    report, seen = ImportReport(), set[_Key]()
    standing, today = _standing(indicators.values()), timezone.localdate()
    is_mixed = have_both_marks(rows)
    for row in rows:
        try:
            if is_mixed:
                refuse_point(row)
            indicator, figure = figure_in(row, indicators)
            key = _key(indicator, figure)
            if key in seen:
                raise RowRefused(_("There is another row for the same indicator, day and sort."))
            line = _line(row.number, indicator, figure, standing.get(key), today)
            seen.add(key)
            report.figures[indicator.pk].append(figure)
        except RowRefused as refused:
            uid, title, day, *_more = row.cells
            line = ReportLine(row.number, str(title) or str(uid), _day_in_words(day), problem=str(refused))
        report.lines.append(line)
    report.basis = _basis(report, indicators.values(), standing)
    return report


def _line(
    number: int, indicator: Indicator, figure: Figure, standing: Target | Measurement | None, today: date
) -> ReportLine:
    """What the figure would do where ``standing`` stands. A day on which none can be is refused only where one is written."""
    removes = figure.value is None and not figure.missing_reason
    if removes and standing is None:
        raise RowRefused(_("Værdi: write a figure, or under “Hvorfor intet tal” why there is none."))
    before, after = _told(standing), "" if removes else _told(figure)
    if not removes and before != after:
        try:
            refuse_day(figure.on, today=None if figure.is_target else today)
        except ValidationError as refused:
            raise RowRefused(_("Dato: %(why)s") % {"why": " ".join(refused.messages)}) from refused
    return ReportLine(number, indicator.title, _day_in_words(figure.on), before, after, is_removal=removes)


@transaction.atomic
def import_figures(
    *,
    report: ImportReport,
    indicators: Mapping[str, Indicator],
    by: User,
    expected: Mapping[str, str],
    may_remove: bool = False,
) -> int:
    """Write what ``report`` says; returns how many figures are otherwise than before, or gone.

    ``expected`` is the ``basis`` of the report that the person saw. Raises ``FiguresChanged`` where other figures stand there now,
    ``ValidationError`` where a row cannot be taken in or would remove a figure without ``may_remove``; then nothing is written.
    """
    if not report.is_fine:
        raise ValidationError(_("The spreadsheet has rows that cannot be taken in, so nothing was."))
    if report.removals and not may_remove:
        raise ValidationError(_("Say that the figures are to be removed. Nothing has been taken in."))
    locked = Indicator.objects.select_for_update(no_key=True).filter(pk__in=report.figures).order_by("pk")
    of_key = {indicator.pk: indicator for indicator in locked}
    _refuse_changed(report, expected, indicators)
    missing = [row.title for row in indicators.values() if row.pk in report.figures and row.pk not in of_key]
    if missing:
        raise FiguresChanged(*sorted(missing))
    return record_many(figures=report.figures, by=by)


def _refuse_changed(
    report: ImportReport, expected: Mapping[str, str], indicators: Mapping[str, Indicator]
) -> None:
    """Under the lock: read what stands where the rows write once more."""
    now = list(with_figures(Indicator.objects.filter(pk__in=report.figures)))
    basis = _basis(report, now, _standing(now))
    changed = [row.title for uid, row in indicators.items() if basis.get(uid) != expected.get(uid)]
    if changed:
        raise FiguresChanged(*sorted(changed)[:_MOST_NAMED])


#: So many indicators are named when they changed meanwhile; more would bury what to do now.
_MOST_NAMED = 5

_Key = tuple[int, bool, date]


def _key(indicator: Indicator, figure: Figure) -> _Key:
    return (indicator.pk, figure.is_target, figure.on)


def _standing(indicators: Iterable[Indicator]) -> dict[_Key, Target | Measurement]:
    return {
        (indicator.pk, is_target, row.on): row
        for indicator in indicators
        for is_target, found in ((True, indicator.targets.all()), (False, indicator.measurements.all()))
        for row in found
    }


def _basis(
    report: ImportReport, indicators: Iterable[Indicator], standing: Mapping[_Key, Target | Measurement]
) -> dict[str, str]:
    """What stands where the rows write, as a digest for each indicator."""
    found = {}
    for indicator in indicators:
        if figures := report.figures.get(indicator.pk):
            told = [[str(figure.on), _told(standing.get(_key(indicator, figure)))] for figure in figures]
            found[str(indicator.uid)] = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]
    return found


def _told(figure: Any) -> str:
    if figure is None:
        return ""
    told = as_written(figure.value) if figure.value is not None else figure.missing_reason
    source = getattr(figure, "source", "")
    return f"{told} ({source})" if source else told


def _day_in_words(cell: Any) -> str:
    return day_written(cell) if isinstance(cell, date) else str(cell)
