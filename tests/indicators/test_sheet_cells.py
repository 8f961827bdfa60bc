"""Formulas in a workbook: none is taken in, whatever was written beside it, and the report names row and column."""

import io
import re
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook

from apps.indicators.models import Indicator
from apps.indicators.operations.import_figures import dry_run
from apps.indicators.reading import with_figures
from apps.indicators.sheet_cells import Cells, NoWorkbook, look_through
from apps.indicators.spreadsheets import as_text, read
from tests.factories.indicators import IndicatorFactory
from tests.indicators.test_spreadsheets import NEEDED, refusal, workbook


def written(write, *, again=None) -> bytes:
    """A workbook of one sheet, whose part ``again`` changes as another program would have written it."""
    stream, changed = io.BytesIO(), io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        write(book.add_worksheet(), book)
    with ZipFile(stream) as old, ZipFile(changed, "w") as new:
        for part in old.namelist():
            is_sheet = part.startswith("xl/worksheets/")
            new.writestr(part, again(old.read(part)) if again and is_sheet else old.read(part))
    return changed.getvalue()


def cells(content, *, rows=100, columns=100) -> Cells:
    return look_through(content, most_rows=rows, most_columns=columns, most_bytes=10**6)


def problems_of(indicator, content) -> list[tuple[int, str]]:
    known = with_figures(Indicator.objects.filter(pk=indicator.pk))
    report = dry_run(read("tal.xlsx", content), {str(row.uid): row for row in known})
    return [(line.row, line.problem) for line in report.problems]


@pytest.fixture
def indicator(herning):
    return IndicatorFactory(municipality=herning, title="Ledige", measured={2024: "18.6"})


@pytest.mark.parametrize("value", [0, 25, "", "#DIV/0!", "Træer"])
def test_a_formula_is_refused_whatever_a_program_wrote_beside_it(indicator, value):
    """One program writes 0 beside what it never computed, which would have been taken in as the figure."""

    def write(sheet, _book):
        sheet.write_row(0, 0, NEEDED)
        sheet.write_row(1, 0, (str(indicator.uid), "31-12-2024", "måling"))
        sheet.write_formula(1, 3, "=10+15", None, value)
        sheet.write_row(2, 0, (str(indicator.uid), "31-12-2023", "måling", 5))

    assert problems_of(indicator, written(write)) == [
        (2, "Værdi: Her står en formel. Skriv det, den giver, eller indsæt den som værdi.")
    ]


@pytest.mark.parametrize("kept", [b"", b"<v></v>", b"<v/>"])
def test_a_formula_beside_which_nothing_is_written_is_one_too(indicator, kept):
    def write(sheet, _book):
        sheet.write_row(0, 0, NEEDED)
        sheet.write_row(1, 0, (str(indicator.uid), "31-12-2024", "måling"))
        sheet.write_formula(1, 3, "=SUM(1,2)", None, 77)

    content = written(write, again=lambda part: part.replace(b"<v>77</v>", kept))
    assert [row for row, _problem in problems_of(indicator, content)] == [2]


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_formula_in_any_column_of_the_portal_is_refused_by_its_name(indicator, at):
    def write(sheet, _book):
        sheet.write_row(0, 0, NEEDED)
        sheet.write_row(1, 0, (str(indicator.uid), "31-12-2024", "måling", 5))
        sheet.write_formula(1, at, "=A1", None, 45657)

    assert problems_of(indicator, written(write)) == [
        (2, f"{NEEDED[at]}: Her står en formel. Skriv det, den giver, eller indsæt den som værdi.")
    ]


def test_a_formula_in_a_heading_is_no_heading():
    def write(sheet, _book):
        sheet.write_row(0, 0, NEEDED)
        sheet.write_formula(0, 3, '="Værdi"', None, "Værdi")

    assert refusal(written(write)) == "Kolonnerne passer ikke til portalens. Mangler: Værdi. Ukendt: =."


def test_a_formula_beside_the_columns_of_the_portal_does_no_harm(indicator):
    def write(sheet, _book):
        sheet.write_row(0, 0, NEEDED)
        sheet.write_row(1, 0, (str(indicator.uid), "31-12-2024", "måling", 5))
        sheet.write_formula(1, 9, "=D2*2", None, 10)

    assert problems_of(indicator, written(write)) == []


def test_all_cells_that_one_formula_fills_are_formulas():
    """Only the first of them says so; beside the others stands but a value."""
    content = written(lambda sheet, _book: sheet.write_array_formula("C2:D4", "{=A1:B3}"))
    filled = {(row, column) for row in (2, 3, 4) for column in (3, 4)}
    assert cells(content) == Cells(4, 4, filled)
    everywhere = written(
        lambda sheet, _book: sheet.write_array_formula(0, 0, 1, 1, "{=1}"),
        again=lambda part: part.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'),
    )
    assert len(cells(everywhere, rows=5, columns=3).formulas) == 15


def test_a_formula_that_shares_the_text_of_another_is_one():
    content = written(
        lambda sheet, _book: sheet.write_formula("B2", "=1"),
        again=lambda part: part.replace(b"<f>1</f>", b'<f t="shared" si="0"/>'),
    )
    assert cells(content).formulas == {(2, 2)}


def test_cells_that_do_not_say_where_they_stand_are_counted():
    def write(sheet, book):
        sheet.write_row(0, 0, ("a", "b"))
        sheet.write_blank(1, 0, None, book.add_format({"bold": True}))
        sheet.write_formula(1, 1, "=1")

    content = written(write, again=lambda part: re.sub(rb' r="[A-Z]*[0-9]+"', b"", part))
    assert cells(content) == Cells(2, 2, {(2, 2)})


def test_a_sheet_written_with_prefixes_is_looked_through_as_any_other():
    content = written(
        lambda sheet, _book: sheet.write_formula("B2", "=1"),
        again=lambda part: re.sub(rb"<(/?)(row|c|f|v)\b", rb"<\1x:\2", part),
    )
    assert cells(content).formulas == {(2, 2)}


@pytest.mark.parametrize(("rows", "columns"), [(2, 2), (9, 1)])
def test_looking_ends_at_the_first_cell_too_far_out(rows, columns):
    content = written(lambda sheet, _book: [sheet.write("B3", 1), sheet.write_formula("B9", "=1")])
    assert cells(content, rows=9, columns=2) == Cells(9, 2, {(9, 2)})
    ended = cells(content, rows=rows, columns=columns)
    assert (ended.rows, ended.formulas) == (3, set())


def test_a_sheet_of_too_many_bytes_is_not_looked_through():
    with pytest.raises(ValueError, match="more bytes"):
        look_through(workbook(NEEDED), most_rows=9, most_columns=9, most_bytes=10)


@pytest.mark.parametrize("name", ["content.xml", "xl/worksheets/sheet1.bin", "xl/worksheets/_rels/x.rels"])
def test_the_workbook_of_another_program_is_to_be_saved_anew(name):
    """Of its formulas nothing is known."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as parts:
        parts.writestr(name, "whatever")
    with pytest.raises(NoWorkbook):
        cells(stream.getvalue())
    assert refusal(stream.getvalue()) == ("Filen er hverken XLSX eller CSV. Gem den som en af delene først.")


def test_a_formula_as_text_is_still_no_value():
    [row] = read(
        "tal",
        written(lambda sheet, _book: [sheet.write_row(0, 0, NEEDED), sheet.write_formula("D2", "=1")]),
    )
    assert as_text(row.cells[4]) == "="
