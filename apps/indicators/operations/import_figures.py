"""Taking figures in from a spreadsheet: first a report of what every row would do, then all of it or nothing."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.core.conflicts import SavedMeanwhile
from apps.core.text import collapse_space
from apps.indicators.models import Indicator, Measurement, Target
from apps.indicators.models.indicator import MOST_DECIMALS
from apps.indicators.numbers import NotANumber, as_written, parse_number, rounded
from apps.indicators.operations.record import Figure, record
from apps.indicators.reading import with_figures
from apps.indicators.spreadsheets import COLUMNS, MEASURED, TARGET, Formula, Row, as_text, day_written


class FiguresChanged(SavedMeanwhile):
    """Figures that a report was made of are no longer what they were then."""

    then = gettext_lazy("Nothing has been taken in. Look at what the spreadsheet would do now.")


_DAYS = ("%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d")


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


class _Refused(Exception):
    """A row cannot be taken in: the field and why."""


def dry_run(rows: Sequence[Row], indicators: Mapping[str, Indicator]) -> ImportReport:
    """What taking in ``rows`` would do; nothing is written. ``indicators`` (with figures) are those one may write, by uid.

    A row whose figure was emptied takes away what stands there.
    """
    report, seen = ImportReport(), set[_Key]()
    standing = _standing(indicators.values())
    for row in rows:
        uid, title, day = (str(row.cells[0]), str(row.cells[1]), row.cells[2])
        try:
            indicator, figure = _figure(row, indicators)
            key = _key(indicator, figure)
            if key in seen:
                raise _Refused(_("There is another row for the same indicator, day and sort."))
            removes = _is_empty(figure)
            if removes and key not in standing:
                raise _Refused(_("Værdi: write a figure, or under “Hvorfor intet tal” why there is none."))
            seen.add(key)
            report.figures[indicator.pk].append(figure)
            before, after = _told(standing.get(key)), "" if removes else _told(figure)
            report.lines.append(
                ReportLine(
                    row.number,
                    indicator.title,
                    _day_in_words(figure.on),
                    before,
                    after,
                    is_removal=removes,
                )
            )
        except _Refused as refused:
            report.lines.append(
                ReportLine(row.number, title or uid, _day_in_words(day), problem=str(refused))
            )
    report.basis = _basis(report, indicators.values(), standing)
    return report


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
    return sum(
        record(indicator=of_key[pk], figures=figures, by=by) for pk, figures in sorted(report.figures.items())
    )


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


def _is_empty(figure: Figure) -> bool:
    return figure.value is None and not figure.missing_reason


def _figure(row: Row, indicators: Mapping[str, Indicator]) -> tuple[Indicator, Figure]:
    _refuse_formulas(row)
    uid, _title, day, sort, value, _unit, source, reason = row.cells
    indicator = indicators.get(str(uid).strip())
    if indicator is None:
        raise _Refused(_("Id: there is no such indicator here."))
    sort = str(sort).strip().casefold()
    if sort not in (MEASURED, TARGET):
        told = _("Art: write “%(measured)s” or “%(target)s”.")
        raise _Refused(told % {"measured": MEASURED, "target": TARGET})
    number = _number(value)
    if number is not None:
        try:
            indicator.refuse_outside(number)
        except ValidationError as refused:
            raise _Refused(_("Værdi: %(why)s") % {"why": " ".join(refused.messages)}) from refused
    reason = collapse_space(as_text(reason))
    if sort == MEASURED and number is not None and reason:
        raise _Refused(_("Hvorfor intet tal: there is a figure, so leave it empty."))
    if number is None and sort == TARGET and reason:
        raise _Refused(_("Hvorfor intet tal: a target has a figure or is left out."))
    return indicator, Figure(
        _day(day),
        number,
        sort == TARGET,
        "" if sort == TARGET else collapse_space(as_text(source))[:300],
        reason[:300],
    )


def _refuse_formulas(row: Row) -> None:
    """A CSV holds no formulas, only figures that look like one; elsewhere such a text is a text."""
    for column, cell in zip(COLUMNS, row.cells, strict=True):
        if isinstance(cell, Formula) or (column == "Værdi" and str(cell).startswith("=")):
            told = _(
                "%(column)s: a formula stands here. Write what it comes to instead, or paste it as a value."
            )
            raise _Refused(told % {"column": column})


def _day(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    written = str(cell).strip()
    for form in _DAYS if written.isascii() else ():  # else the digits of every script would do
        try:
            return datetime.strptime(written, form).date()
        except ValueError:
            continue
    raise _Refused(_("Dato: “%(cell)s” is not a day such as 31-12-2025.") % {"cell": cell})


def _number(cell: Any) -> Decimal | None:
    if cell in (None, ""):
        return None
    if isinstance(cell, (bool, date)) or cell != cell:  # the latter is “not a number” itself
        raise _Refused(_("Værdi: “%(cell)s” is not a number.") % {"cell": cell})
    try:
        number = Decimal(repr(cell)) if isinstance(cell, int | float) else parse_number(str(cell))
    except NotANumber as error:
        told = _("Værdi: “%(cell)s” is not a number such as 1234,5. Write thousands without a point.")
        raise _Refused(told % {"cell": cell}) from error
    if not number.is_finite() or abs(number) >= Decimal(10) ** 14:
        raise _Refused(_("Værdi: the number is too large."))
    return rounded(number, MOST_DECIMALS).normalize()


def _told(figure: Any) -> str:
    if figure is None:
        return ""
    told = as_written(figure.value) if figure.value is not None else figure.missing_reason
    source = getattr(figure, "source", "")
    return f"{told} ({source})" if source else told


def _day_in_words(cell: Any) -> str:
    return day_written(cell) if isinstance(cell, date) else str(cell)
