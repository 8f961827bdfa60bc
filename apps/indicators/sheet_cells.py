"""Where the cells of an XLSX file stand, and which of them hold a formula: told from its parts before it is read.

The reader tells neither. It makes room for all that lies before a cell far out, of which the process died, and for a formula
it gives what some program wrote beside it: Excel what it comes to, others a nought, for they never computed it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from io import BytesIO
from zipfile import ZipFile

_START = re.compile(rb"<(?:\w+:)?(row|c|f)\b([^<>]*)>")
_PLACE = re.compile(rb"""\br=["']([A-Za-z]*)([0-9]+)["']""")
#: What one formula fills: all cells but the first hold nothing but a value.
_FILLED = re.compile(rb"""\bref=["']([A-Za-z]+)([0-9]+):([A-Za-z]+)([0-9]+)["']""")
_OF_SEVERAL = re.compile(rb"""\bt=["'](?:array|dataTable)["']""")


class NoWorkbook(Exception):
    """There is no sheet as XLSX has it: another program's workbook, or no workbook at all."""


@dataclass
class Cells:
    """How far out the cells lie, counted from 1, and the places (row, column) of formulas."""

    rows: int = 0
    columns: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)


def look_through(content: bytes, *, most_rows: int, most_columns: int, most_bytes: int) -> Cells:
    """The cells of all sheets. It ends with the first beyond ``most_rows`` or ``most_columns``.

    Raises ``NoWorkbook``, and ``ValueError`` for sheets that are too large to look through.
    """
    with ZipFile(BytesIO(content)) as parts:
        sheets = [
            part
            for part in parts.infolist()
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
        ]
        if not sheets:
            raise NoWorkbook
        if sum(part.file_size for part in sheets) > most_bytes:
            raise ValueError("more bytes than a sheet of the portal has")
        found = Cells()
        for sheet in sheets:
            for row, column, formula in _cells(parts.read(sheet)):
                found.rows, found.columns = max(found.rows, row), max(found.columns, column)
                if found.rows > most_rows or found.columns > most_columns:
                    return found
                if formula is not None:
                    found.formulas |= _filled(row, column, formula, most_rows, most_columns)
    return found


def _cells(sheet: bytes) -> Iterator[tuple[int, int, bytes | None]]:
    """Row, column and, of a formula, how it is described. Where a row or cell names no place it is the next one."""
    row = column = 0
    for start in _START.finditer(sheet):
        kind, described = start.groups()
        if kind == b"f":
            yield row, column, described
            continue
        place = _PLACE.search(described)
        if kind == b"row":
            row, column = (int(place[2][:9]) if place else row + 1), 0
        else:
            column = _column(place[1]) if place else column + 1
            row = int(place[2][:9]) if place else row
        if not described.endswith(b"/"):  # a cell with nothing but a colour
            yield row, column, None


def _filled(row: int, column: int, formula: bytes, most_rows: int, most_columns: int) -> set[tuple[int, int]]:
    filled = _FILLED.search(formula)
    if filled is None or not _OF_SEVERAL.search(formula):
        return {(row, column)}
    left, top, right, bottom = filled.groups()
    rows = range(int(top[:9]), min(int(bottom[:9]), most_rows) + 1)
    columns = range(_column(left), min(_column(right), most_columns) + 1)
    return {(row, column), *((row, column) for row in rows for column in columns)}


def _column(letters: bytes) -> int:
    """The number of column “A” is 1, of “AA” 27."""
    return reduce(lambda number, letter: number * 26 + letter - 64, letters.upper()[:4], 0)
