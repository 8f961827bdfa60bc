"""The grid in which figures are entered: a row for each indicator the person may write, a column for each period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.indicators.models import Indicator, Measurement
from apps.indicators.numbers import NotANumber, as_written, parse_number
from apps.indicators.operations.record import Figure, FigureChanged, record
from apps.indicators.periods import MONTHS, Period, periods
from apps.indicators.reading import with_figures
from apps.municipalities.permissions import capabilities
from apps.municipalities.roles import Capability, roles_with
from apps.workspace.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of one period. ``value`` is as it is written; ``missing`` says why there is none."""

    on: date
    value: str
    missing: str

    @property
    def name(self) -> str:
        return self.on.isoformat()


@dataclass(frozen=True, slots=True)
class GridRow:
    indicator: Indicator
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """Indicators that are measured equally often."""

    frequency: str
    columns: list[str]
    rows: list[GridRow]


def writable_indicators(workspace: Workspace) -> QuerySet[Indicator]:
    """The indicators whose figures the person may write: all for who edits, else those of their own units."""
    rows = Indicator.objects.filter(municipality=workspace.municipality)
    if Capability.EDIT in capabilities(workspace.user, workspace.municipality):
        return rows
    held = workspace.user.memberships.current().filter(
        municipality=workspace.municipality,
        role__in=roles_with(Capability.REPORT_STATUS),
        committee__isnull=False,
    )
    return rows.filter(owner__in=held.values("committee"))


def page_of(workspace: Workspace, number: str | None) -> Page[Indicator]:
    """So many of the indicators the person may write as fit into one form; the last page where there are not so many."""
    rows = with_figures(writable_indicators(workspace)).order_by("title", "pk")
    return Paginator(rows, settings.GRID_PAGE_SIZE).get_page(number)


def grids_of(indicators: Iterable[Indicator], *, today: date | None = None) -> list[Grid]:
    """The grids of indicators with figures, one for each way of measuring. The same queries at any size."""
    found = list(indicators)
    day = today or timezone.localdate()
    grids = []
    for frequency in MONTHS:
        own = [indicator for indicator in found if indicator.frequency == frequency]
        if own:
            columns = periods(frequency, day, number=settings.GRID_PERIODS)
            rows = [GridRow(each, _cells(each.measurements.all(), columns, day)) for each in own]
            label = str(Indicator.Frequency(frequency).label)
            grids.append(Grid(label, [_heading(frequency, period) for period in columns], rows))
    return grids


def _cells(measurements: Iterable[Measurement], columns: list[Period], today: date) -> list[Cell]:
    """The last figure of each period; a new one is of its last day, or of today in the period that is not over."""
    rows = sorted(measurements, key=lambda row: row.on)
    cells = []
    for period in columns:
        found = [row for row in rows if row.on in period]
        if not found:
            cells.append(Cell(min(period.last, today), "", ""))
            continue
        last = found[-1]
        cells.append(Cell(last.on, "" if last.value is None else as_written(last.value), last.missing_reason))
    return cells


def _heading(frequency: str, period: Period) -> str:
    months = MONTHS[frequency]
    if months == 12:
        return str(period.last.year)
    if months == 3:
        return _("Q%(number)d %(year)d") % {"number": (period.last.month + 2) // 3, "year": period.last.year}
    return date_format(period.last, "M Y")


class WrongFigure(ValueError):
    """What was written in a cell is no figure; the message says so."""


@transaction.atomic
def write_cell(
    workspace: Workspace, indicator: Indicator, *, on: date, text: str, before: str | None = None
) -> str:
    """Save what was written in a cell and return it as it stands there then; an empty one takes the figure away.

    ``before`` is what stood in the cell when it was read. Raises ``WrongFigure``, ``ValidationError`` and ``FigureChanged``.
    """
    figure = Figure(on, number_in(text))
    expected = number_in(before) if before is not None else None
    if before is not None:
        _refuse_another_day(indicator, on)
    record(
        indicator=indicator,
        figures=[figure],
        by=workspace.user,
        expected=expected,
        check_expected=before is not None,
    )
    return "" if figure.value is None else as_written(figure.value)


def _refuse_another_day(indicator: Indicator, on: date) -> None:
    """The cell of a period that is not over is of the day it was drawn: another may have been filled on another day since."""
    Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
    [period] = periods(indicator.frequency, on, number=1)
    rows = indicator.measurements.filter(on__range=(period.first, period.last))
    newest = rows.order_by("on").values_list("on", flat=True).last()
    if newest not in (None, on):
        raise FigureChanged(indicator.title)


def number_in(text: str) -> Decimal | None:
    """The number that a cell holds, None for an empty one. Raises ``WrongFigure``."""
    if not text.strip():
        return None
    try:
        return parse_number(text)
    except NotANumber as error:
        told = _("“%(text)s” is not a number such as 1234,5. Write thousands without a point.")
        raise WrongFigure(told % {"text": text.strip()[:40]}) from error
