"""Spreadsheets that are too large, or whose formulas nobody computed: refused in words before anything is read of them."""

import io
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook

from apps.indicators.spreadsheets import read
from tests.indicators.test_spreadsheets import NEEDED, refusal, workbook


def test_a_hundred_thousand_rows_are_refused_in_either_form():
    told = "Filen har 100000 rækker. Portalen kan højst læse 20000 ad gangen."
    rows = [("a", "31-12-2025", "mål", "5")] * 100_000
    assert refusal("\n".join(map(";".join, [NEEDED, *rows])).encode()) == told
    assert refusal(workbook(NEEDED, *rows)) in (
        told,
        "Filen har 20001 rækker. Portalen kan højst læse 20000 ad gangen.",
    )


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>"])
def test_a_formula_nobody_computed_is_refused_rather_than_read_as_an_emptied_cell(value):
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, NEEDED)
        sheet.write_row(1, 0, ("a", "31-12-2025", "mål"))
        sheet.write_formula(1, 3, "=SUM(1,2)", None, 3)
    computed = stream.getvalue()
    assert read("tal", computed)[0].cells[4] == 3
    bare, told = io.BytesIO(), "Arket har formler, der ikke er regnet ud: række 2."
    with ZipFile(io.BytesIO(computed)) as old, ZipFile(bare, "w") as new:
        for part in old.namelist():
            new.writestr(
                part,
                old.read(part).replace(
                    b"<v>3</v></c></row></sheetData>", value.encode() + b"</c></row></sheetData>"
                ),
            )
    assert refusal(bare.getvalue()).startswith(told)
