"""Figures as a spreadsheet, out and in: one row for each, in CSV as Danish Excel writes it or in XLSX.

What is written here is read here unchanged. Text that a spreadsheet would take for a formula is written with an apostrophe
before it, which reading takes away again (OWASP, CSV injection).
"""

import csv
import io
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zipfile import BadZipFile

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook

from apps.indicators.days import day_written
from apps.indicators.models import Indicator
from apps.indicators.numbers import as_written, of_spreadsheet
from apps.indicators.sheet_cells import NoWorkbook, look_through

#: The columns, in the language of those who fill them in. The first tells indicators of the same name apart.
COLUMNS = ("Id", "Indikator", "Dato", "Art", "Værdi", "Enhed", "Kilde", "Hvorfor intet tal")
MEASURED, TARGET = "måling", "mål"
#: Before it a workbook has no days that all programs read as the same.
_FIRST_DAY = date(1900, 3, 1)
#: More columns than anybody needs beside ours; a cell far out would cost all that lies between in memory.
_MOST_COLUMNS = 100
_MOST_UNPACKED = 50_000_000  # bytes
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class UnreadableSpreadsheet(Exception):
    """The file as a whole cannot be read; the message says why, in words for whoever sent it."""


class Formula:
    """Stands in the place of a cell that holds a formula, whatever was written beside it as what it comes to."""

    def __str__(self) -> str:
        return "="


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file, counted from 1 with the headings."""

    number: int
    cells: tuple[Any, ...]


def rows_of(indicators: Iterable[Indicator]) -> Iterator[tuple[Any, ...]]:
    """The rows of indicators that come with figures: dates and numbers as themselves."""
    for indicator in indicators:
        start = (str(indicator.uid), indicator.title)
        for target in indicator.targets.all():
            yield (*start, target.on, TARGET, target.value, indicator.unit, "", "")
        for row in indicator.measurements.all():
            yield (*start, row.on, MEASURED, row.value, indicator.unit, row.source, row.missing_reason)


def as_csv(indicators: Iterable[Indicator]) -> bytes:
    """Semicolons, commas before decimals, days as 31-12-2025, UTF-8 with a mark: what Danish Excel opens by itself."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows_of(indicators):
        writer.writerow([_written(cell) for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _written(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day_written(cell)
    return as_written(cell) if isinstance(cell, Decimal) else _harmless(cell)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def as_text(cell: Any) -> str:
    """A cell that was read, of whatever sort, so that reading the text again gives the same."""
    if isinstance(cell, date):
        return day_written(cell)
    if isinstance(cell, float):
        return as_written(of_spreadsheet(cell)) if abs(cell) < 10**15 else str(cell)
    return "" if cell is None else str(cell)


def as_xlsx(indicators: Iterable[Indicator]) -> bytes:
    """One sheet with real dates and numbers. Numbers of more digits than a spreadsheet keeps are written as text."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as book:
        sheet = book.add_worksheet("Tal")
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, 8)
        sheet.set_column(1, 1, 50)
        sheet.set_column(2, 7, 16)
        sheet.write_row(0, 0, COLUMNS, bold)
        for line, row in enumerate(rows_of(indicators), start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, date) and cell >= _FIRST_DAY:
                    sheet.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), day)
                elif isinstance(cell, Decimal) and len(cell.normalize().as_tuple().digits) <= 15:
                    sheet.write_number(line, column, float(cell))
                elif cell not in (None, ""):
                    sheet.write_string(line, column, _written(cell))
    return stream.getvalue()


def read(name: str, content: bytes) -> list[Row]:
    """The rows of a CSV or XLSX file below its headings. Raises ``UnreadableSpreadsheet``."""
    if not content:
        raise UnreadableSpreadsheet(_("The file is empty."))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableSpreadsheet(_("This is an old Excel file. Save it as XLSX or CSV first."))
    is_workbook = content.startswith(b"PK\x03\x04")
    lines = _workbook_lines(content) if is_workbook else _csv_lines(content)
    found = [(number, cells) for number, cells in lines if any(cell not in (None, "") for cell in cells)]
    if not found:
        raise UnreadableSpreadsheet(_("The file is empty."))
    (_number, headings), *rows = found
    order = _order(headings)
    _refuse_more_rows(len(rows))
    return [Row(number, tuple(_cell(cells, at) for at in order)) for number, cells in rows]


def _workbook_lines(content: bytes) -> list[tuple[int, Sequence[Any]]]:
    try:
        formulas = _formulas(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        if len(names) != 1:
            told = _("The workbook has %(number)d sheets: %(names)s. Send one with the figures only.")
            raise UnreadableSpreadsheet(told % {"number": len(names), "names": ", ".join(names)})
        sheet = book.get_sheet_by_index(0)
        if sheet.merged_cell_ranges:
            raise UnreadableSpreadsheet(
                _("The sheet has merged cells. Unmerge them, so that each row stands for itself.")
            )
        _refuse_more_rows(sheet.height - 1)
        lines = _with_formulas(sheet.to_python(skip_empty_area=False), formulas)
        return list(enumerate(lines, start=1))
    except (
        CalamineError,
        BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        zlib.error,
    ) as error:
        raise UnreadableSpreadsheet(_("The file cannot be read as a spreadsheet.")) from error


def _refuse_more_rows(number: int) -> None:
    """Without their number: where there are too many, nobody has counted them all."""
    if number > settings.SPREADSHEET_MAX_ROWS:
        told = _("The file has more than %(most)s rows, and no more are read at once. Send it in parts.")
        most = number_format(settings.SPREADSHEET_MAX_ROWS, force_grouping=True)
        raise UnreadableSpreadsheet(told % {"most": most})


def _formulas(content: bytes) -> set[tuple[int, int]]:
    """Where formulas stand. Cells far out are refused before they are read."""
    try:
        cells = look_through(
            content,
            most_rows=settings.SPREADSHEET_MAX_ROWS + 1,
            most_columns=_MOST_COLUMNS,
            most_bytes=_MOST_UNPACKED,
        )
    except NoWorkbook as error:
        raise UnreadableSpreadsheet(
            _("The file is neither XLSX nor CSV. Save it as one of them first.")
        ) from error
    if cells.columns > _MOST_COLUMNS:
        raise UnreadableSpreadsheet(_("The columns are not those of the portal."))
    _refuse_more_rows(cells.rows - 1)
    return cells.formulas


def _with_formulas(lines: list[list[Any]], formulas: set[tuple[int, int]]) -> list[list[Any]]:
    for row, column in formulas:
        lines += [[] for _more in range(row - len(lines))]
        cells = lines[row - 1]
        cells += [""] * (column - len(cells))
        cells[column - 1] = Formula()
    return lines


def _csv_lines(content: bytes) -> list[tuple[int, Sequence[Any]]]:
    text = _decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(";\t,", key=first.count)
    try:
        return list(enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1))
    except csv.Error as error:
        raise UnreadableSpreadsheet(_("The file cannot be read as a spreadsheet.")) from error


def _decoded(content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):  # what Excel calls Unicode text
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableSpreadsheet(_("The file cannot be read as a spreadsheet.")) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # what Excel writes where nobody asked for UTF-8


def _order(headings: Sequence[Any]) -> list[int | None]:
    """Where each of ``COLUMNS`` stands. Unit and name may be missing, for they are only there to be read."""
    given = [str(heading).strip().casefold() for heading in headings]
    wanted = [column.casefold() for column in COLUMNS]
    missing = [column for column in COLUMNS if column.casefold() not in given and column in _NEEDED]
    unknown = [
        str(heading).strip() for heading in headings if str(heading).strip().casefold() not in {*wanted, ""}
    ]
    twice = sorted({column for column in COLUMNS if given.count(column.casefold()) > 1})
    problems = [
        _("Missing: %(columns)s.") % {"columns": ", ".join(missing)} if missing else "",
        _("Unknown: %(columns)s.") % {"columns": ", ".join(unknown)} if unknown else "",
        _("There twice: %(columns)s.") % {"columns": ", ".join(twice)} if twice else "",
    ]
    if any(problems):
        told = _("The columns are not those of the portal.")
        raise UnreadableSpreadsheet(" ".join([told, *filter(None, problems)]))
    return [given.index(column) if column in given else None for column in wanted]


_NEEDED = ("Id", "Dato", "Art", "Værdi")


def _cell(cells: Sequence[Any], at: int | None) -> Any:
    value = cells[at] if at is not None and at < len(cells) else ""
    if isinstance(value, str):
        return value.strip().removeprefix("'") if value.strip().startswith("'") else value.strip()
    return value
