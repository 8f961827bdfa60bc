"""What a row of a spreadsheet says: the figure of an indicator, or in words why it says none that can be taken in."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.core.text import collapse_space
from apps.indicators.models import Indicator, Measurement
from apps.indicators.models.indicator import MOST_DECIMALS
from apps.indicators.numbers import NotANumber, decimal_mark, of_spreadsheet, parse_number, rounded
from apps.indicators.operations.record import Figure
from apps.indicators.spreadsheets import COLUMNS, MEASURED, TARGET, Formula, Row, as_text

_DAYS = ("%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d")
_LONGEST = Measurement._meta.get_field("source").max_length or 0


class RowRefused(Exception):
    """A row cannot be taken in: the field and why."""


def _is_empty(figure: Figure) -> bool:
    return figure.value is None and not figure.missing_reason


def figure_in(row: Row, indicators: Mapping[str, Indicator]) -> tuple[Indicator, Figure]:
    """The indicator, one of those by uid, and its figure, empty where it is to be taken away. Raises ``RowRefused``."""
    _refuse_formulas(row)
    uid, title, day, sort, value, unit, source, reason = row.cells
    indicator = indicators.get(str(uid).strip())
    if indicator is None:
        raise RowRefused(_("Id: there is no such indicator here."))
    _refuse_another(title, indicator.title, column="Indikator")
    _refuse_another(unit, indicator.unit, column="Enhed")
    sort = str(sort).strip().casefold()
    if sort not in (MEASURED, TARGET):
        told = _("Art: write “%(measured)s” or “%(target)s”.")
        raise RowRefused(told % {"measured": MEASURED, "target": TARGET})
    number = _number(value)
    if number is not None:
        try:
            indicator.refuse_outside(number)
        except ValidationError as refused:
            raise RowRefused(_("Værdi: %(why)s") % {"why": " ".join(refused.messages)}) from refused
    reason = _words(reason, column="Hvorfor intet tal")
    if sort == MEASURED and number is not None and reason:
        raise RowRefused(_("Hvorfor intet tal: there is a figure, so leave it empty."))
    if number is None and sort == TARGET and reason:
        raise RowRefused(_("Hvorfor intet tal: a target has a figure or is left out."))
    source = _words(source, column="Kilde")
    if sort == TARGET and source:
        raise RowRefused(_("Kilde: a target has no source, so leave it empty."))
    return indicator, Figure(_day(day), number, sort == TARGET, source, reason)


def have_both_marks(rows: Iterable[Row]) -> bool:
    """Whether some figures have a comma before their decimals and some a point: then who wrote them is not who checks them."""
    at = COLUMNS.index("Værdi")
    return {",", "."} <= {decimal_mark(str(row.cells[at])) for row in rows if isinstance(row.cells[at], str)}


def refuse_point(row: Row) -> None:
    """For a spreadsheet that ``have_both_marks``: the comma is the Danish one."""
    value = row.cells[COLUMNS.index("Værdi")]
    if isinstance(value, str) and decimal_mark(value) == ".":
        told = _(
            "Værdi: “%(cell)s” has a point before its decimals, and other rows have a comma. Write a comma."
        )
        raise RowRefused(told % {"cell": value})


def _refuse_another(cell: Any, own: str, *, column: str) -> None:
    """Where only some columns were sorted, a row has the name or unit of another indicator than its Id."""
    given = collapse_space(as_text(cell))
    if given and given.casefold() != collapse_space(own).casefold():
        told = _(
            "%(column)s: “%(given)s” stands here, and “%(own)s” belongs to the Id. Have the columns been sorted apart?"
        )
        raise RowRefused(told % {"column": column, "given": given, "own": own})


def _words(cell: Any, *, column: str) -> str:
    words = collapse_space(as_text(cell))
    if len(words) > _LONGEST:
        told = _("%(column)s: the text has %(length)d characters, and there is room for %(most)d.")
        raise RowRefused(told % {"column": column, "length": len(words), "most": _LONGEST})
    return words


def _refuse_formulas(row: Row) -> None:
    """A CSV holds no formulas, only figures that look like one; elsewhere such a text is a text."""
    for column, cell in zip(COLUMNS, row.cells, strict=True):
        if isinstance(cell, Formula) or (column == "Værdi" and str(cell).startswith("=")):
            told = _(
                "%(column)s: a formula stands here. Write what it comes to instead, or paste it as a value."
            )
            raise RowRefused(told % {"column": column})


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
    raise RowRefused(_("Dato: “%(cell)s” is not a day such as 31-12-2025.") % {"cell": cell})


def _number(cell: Any) -> Decimal | None:
    if cell in (None, ""):
        return None
    if isinstance(cell, (bool, date)) or cell != cell:  # the latter is “not a number” itself
        raise RowRefused(_("Værdi: “%(cell)s” is not a number.") % {"cell": cell})
    try:
        number = of_spreadsheet(cell) if isinstance(cell, int | float) else parse_number(str(cell))
    except NotANumber as error:
        told = _("Værdi: “%(cell)s” is not a number such as 1234,5. Write thousands without a point.")
        raise RowRefused(told % {"cell": cell}) from error
    if not number.is_finite() or abs(number) >= Decimal(10) ** 14:
        raise RowRefused(_("Værdi: the number is too large."))
    if rounded(number, MOST_DECIMALS) != number:
        told = _("Værdi: “%(cell)s” has more than %(most)d decimals, and no more are kept. Round it.")
        raise RowRefused(told % {"cell": as_text(cell), "most": MOST_DECIMALS})
    return rounded(number, MOST_DECIMALS).normalize()
