"""Figures as a spreadsheet: what goes out comes in unchanged, what is no such file is refused in words."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as few
from hypothesis import strategies as st
from xlsxwriter import Workbook

from apps.core.text import collapse_space
from apps.indicators.models import Indicator, Measurement, Target
from apps.indicators.numbers import as_written
from apps.indicators.operations.import_figures import dry_run, import_figures
from apps.indicators.reading import with_figures
from apps.indicators.spreadsheets import COLUMNS, Row, UnreadableSpreadsheet, as_csv, as_text, as_xlsx, read
from tests.factories.indicators import IndicatorFactory

FORMS = [("tal.csv", as_csv), ("tal.xlsx", as_xlsx)]
VALUES = st.decimals(-(10**14) + 1, 10**14 - 1, places=6)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(collapse_space)
AWKWARD = [
    "=1+1",
    "'",
    "''x",
    "'=x",
    "+",
    "-5",
    "@a",
    'a;b,c"d',
    "_x0041_",
    "12,5",
    "http://a.dk",
    "2025-01-01",
    "SAND",
]
NEEDED = ("Id", "Dato", "Art", "Værdi")
TOO_MANY = "Filen har mere end 20.000 rækker, og flere læses ikke på én gang. Send den i flere dele."


@pytest.fixture
def indicator(herning):
    return IndicatorFactory(municipality=herning, title="=Ledige; i alt", unit="%")


def of(indicator) -> dict[str, Indicator]:
    return {
        str(row.uid): row
        for row in with_figures(Indicator.objects.filter(municipality=indicator.municipality_id))
    }


def written_down(indicator) -> list[tuple]:
    measured = Measurement.objects.filter(indicator=indicator).order_by("on")
    targets = Target.objects.filter(indicator=indicator).order_by("on")
    return [
        *measured.values_list("on", "value", "source", "missing_reason"),
        *targets.values_list("on", "value"),
    ]


def workbook(*rows, merged=False, sheets=1) -> bytes:
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        for _number in range(sheets):
            sheet = book.add_worksheet()
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
            if merged:
                sheet.merge_range("A3:B3", "flettet")
    return stream.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableSpreadsheet) as refused:
        read("tal", content)
    return str(refused.value)


@pytest.mark.parametrize(("name", "written"), FORMS)
@few(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    days=st.lists(st.dates(), min_size=1, max_size=4, unique=True),
    values=st.lists(VALUES, min_size=4, max_size=4),
    words=st.one_of(st.sampled_from(AWKWARD), WORDS),
)
def test_what_goes_out_comes_in_unchanged(name, written, indicator, editor, days, values, words):
    for model in (Measurement, Target):
        model.objects.filter(indicator=indicator).delete()
    for number, (on, value) in enumerate(zip(days, values, strict=False)):
        Target.objects.create(indicator=indicator, on=on, value=value)
        told = {"missing_reason": words} if number % 2 and words else {"value": value}
        Measurement.objects.create(indicator=indicator, on=on, source=words, **told)
    report = dry_run(read(name, written(of(indicator).values())), of(indicator))
    assert report.problems == []
    assert [(line.before, line.after) for line in report.changes] == []
    assert len(report.lines) == 2 * len(days)
    assert import_figures(report=report, indicators=of(indicator), by=editor, expected=report.basis) == 0


@pytest.mark.parametrize(("name", "written"), FORMS)
def test_what_goes_out_fills_an_indicator_that_lost_it(name, written, indicator, editor):
    Measurement.objects.create(
        indicator=indicator, on=date(1970, 1, 1), value=Decimal("-0.5"), source="=Kilde"
    )
    Measurement.objects.create(indicator=indicator, on=date(2024, 2, 29), missing_reason="-")
    Target.objects.create(indicator=indicator, on=date(2030, 1, 1), value=Decimal("12345678901234.123456"))
    content = written(of(indicator).values())
    before = written_down(indicator)
    Measurement.objects.filter(indicator=indicator).delete()
    Target.objects.filter(indicator=indicator).delete()
    report = dry_run(read(name, content), of(indicator))
    assert import_figures(report=report, indicators=of(indicator), by=editor, expected=report.basis) == 3
    assert len(before) == 3
    assert written_down(indicator) == before


def test_a_csv_is_what_danish_excel_opens(indicator):
    Target.objects.create(indicator=indicator, on=date(2029, 12, 31), value=Decimal(-1))
    Measurement.objects.create(
        indicator=indicator, on=date(2024, 1, 5), value=Decimal("1234.5"), source="@dst"
    )
    Measurement.objects.create(indicator=indicator, on=date(2025, 1, 5), missing_reason="Sygdom")
    content = as_csv(of(indicator).values())
    assert content.startswith(b"\xef\xbb\xbfId;Indikator;")
    uid = str(indicator.uid)
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")) == [
        list(COLUMNS),
        [uid, "'=Ledige; i alt", "31-12-2029", "mål", "-1", "%", "", ""],
        [uid, "'=Ledige; i alt", "05-01-2024", "måling", "1234,5", "%", "'@dst", ""],
        [uid, "'=Ledige; i alt", "05-01-2025", "måling", "", "%", "", "Sygdom"],
    ]


def test_a_workbook_holds_real_days_and_numbers_and_no_formulas(indicator):
    Measurement.objects.create(
        indicator=indicator, on=date(2024, 1, 5), value=Decimal("1234.5"), source="=A1"
    )
    [row] = read("tal.xlsx", as_xlsx(of(indicator).values()))
    uid = str(indicator.uid)
    assert row == Row(2, (uid, "=Ledige; i alt", date(2024, 1, 5), "måling", 1234.5, "%", "=A1", ""))


def test_the_columns_are_the_same_in_every_language(indicator):
    with translation.override("en"):
        assert as_csv([]).decode("utf-8-sig").strip().split(";") == list(COLUMNS)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_csv_is_read_whatever_it_is_parted_and_encoded_by(delimiter, encoding, newline):
    lines = [
        ("ID", "art", " VÆRDI ", "Dato", "Kilde"),
        ("a", "mål", "5", "31-12-2025", '"Skåne; a,b"'),
        ("", ""),
    ]
    content = newline.join(delimiter.join(line) for line in lines).encode(encoding)
    assert read("tal.csv", content) == [Row(2, ("a", "", "31-12-2025", "mål", "5", "", "Skåne; a,b", ""))]


def test_rows_are_counted_as_they_stand_with_empty_ones_between():
    rows = [NEEDED, (), ("a", "31-12-2025", "mål", 5), ("", ""), ("b", "31-12-2026", "mål", 6)]
    written = "\n".join(";".join(map(str, row)) for row in rows).encode()
    assert [row.number for row in read("tal.csv", written)] == [3, 5]
    assert [row.number for row in read("tal.xlsx", workbook(*rows))] == [3, 5]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xef\xbb\xbf", b"\n\n;;\n", workbook()],
    ids=["nothing", "a mark", "empty cells", "an empty sheet"],
)
def test_an_empty_file_is_refused(content):
    assert refusal(content) == "Filen er tom."


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        (("Id", "Dato"), "Mangler: Art, Værdi."),
        ((*NEEDED, "Navn", "Note"), "Ukendt: Navn, Note."),
        ((*NEEDED, "dato"), "Står der to gange: Dato."),
        (("Id", "Dato", "Art", "Vaerdi"), "Mangler: Værdi. Ukendt: Vaerdi."),
    ],
)
def test_wrong_columns_are_told_apart(columns, why):
    told = f"Kolonnerne passer ikke til portalens. {why}"
    assert refusal(";".join(columns).encode()) == told
    assert refusal(workbook(columns)) == told


def test_two_sheets_are_refused_with_their_names():
    told = "Filen har 2 ark: Sheet1, Sheet2. Send en fil, hvor der kun er arket med tal."
    assert refusal(workbook(NEEDED, sheets=2)) == told


def test_merged_cells_are_refused():
    told = "Arket har flettede celler. Ophæv fletningen, så hver række står for sig selv."
    assert refusal(workbook(NEEDED, ("a", "b"), merged=True)) == told


def test_too_many_rows_are_refused_and_just_enough_are_not(settings):
    settings.SPREADSHEET_MAX_ROWS = 2
    rows = [("a", "31-12-2025", "mål", "5")] * 3
    told = "Filen har mere end 2 rækker, og flere læses ikke på én gang. Send den i flere dele."
    assert refusal(workbook(NEEDED, *rows)) == told
    assert refusal("\n".join(map(";".join, [NEEDED, *rows])).encode()) == told
    assert len(read("tal", workbook(NEEDED, *rows[:2]))) == 2
    assert len(read("tal", "\n".join(map(";".join, [NEEDED, *rows[:2]])).encode())) == 2


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (1048575, 16383, TOO_MANY),
        (1048575, 0, TOO_MANY),
        (1, 16383, "Kolonnerne passer ikke til portalens."),
    ],
)
def test_a_cell_far_out_is_refused_before_room_is_made_for_all_between(row, column, why):
    """The reader asked for 550 GB for such a file of 5 KB, and the process died."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, NEEDED)
        sheet.write_string(row, column, "x")
    assert refusal(stream.getvalue()) == why


def test_cells_far_out_with_a_colour_only_do_no_harm():
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, NEEDED)
        sheet.write_row(1, 0, ("a", "31-12-2025", "mål", 5))
        sheet.write_blank(1, 16383, None, book.add_format({"bold": True}))
    assert [row.cells[0] for row in read("tal.xlsx", stream.getvalue())] == ["a"]


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 no workbook at all",
        workbook(NEEDED)[:-200],
        b'Id;Dato;Art;V\xe6rdi\n"' + b"a" * 200_000,
        "Id;Dato".encode("utf-16")[:-1],
    ],
    ids=["no workbook", "a torn one", "one endless cell", "half a letter"],
)
def test_what_only_looks_like_a_spreadsheet_is_refused(content):
    assert refusal(content) == "Filen kan ikke læses som et regneark."


def test_a_file_of_an_old_excel_is_to_be_saved_anew():
    old = b"\xd0\xcf\x11\xe0" + b"whatever" * 100
    assert refusal(old) == "Det er en gammel Excel-fil. Gem den som XLSX eller CSV først."


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("æ", "æ"),
        (2025.0, "2025"),
        (0.1 + 0.2, "0,3"),
        (1e-7, "0,0000001"),
        (1 / 3, "0,333333333333333"),
        (1e300, "1e+300"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (True, "True"),
        (date(25, 1, 2), "02-01-0025"),
        (datetime(2025, 1, 2, 3, 4), "02-01-2025"),
    ],
)
def test_a_cell_becomes_text_that_says_the_same(cell, text):
    assert as_text(cell) == text


@given(VALUES.filter(lambda value: len(value.normalize().as_tuple().digits) <= 15))
def test_a_number_of_a_workbook_is_written_as_the_number_that_was_meant(value):
    assert as_text(float(value)) == as_written(value)
