"""What a row of a spreadsheet says, or why it says nothing that can be taken in: the field and the reason."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from apps.indicators.models import Indicator
from apps.indicators.operations.import_figures import ReportLine, dry_run
from apps.indicators.spreadsheets import Row
from tests.factories.indicators import IndicatorFactory
from tests.indicators.test_import_figures import DAY, of, problems_of, rows


@pytest.fixture
def indicator(herning):
    return IndicatorFactory(
        municipality=herning, title="Ledige", least=Decimal(0), most=Decimal(100), measured={2024: "5.5"}
    )


@pytest.mark.parametrize(
    ("day", "sort", "value", "more", "problem"),
    [
        ("i går", "måling", "5", (), "Dato: ”i går” er ikke en dato som for eksempel 31-12-2025."),
        ("31-02-2025", "måling", "5", (), "Dato: ”31-02-2025” er ikke en dato som for eksempel 31-12-2025."),
        ("", "måling", "5", (), "Dato: ”” er ikke en dato som for eksempel 31-12-2025."),
        ("٣١-١٢-٢٠٢٥", "måling", "5", (), "Dato: ”٣١-١٢-٢٠٢٥” er ikke en dato som for eksempel 31-12-2025."),
        (45657.0, "måling", "5", (), "Dato: ”45657.0” er ikke en dato som for eksempel 31-12-2025."),
        ("31-12-2025", "tal", "5", (), "Art: Skriv ”måling” eller ”mål”."),
        ("31-12-2025", "", "5", (), "Art: Skriv ”måling” eller ”mål”."),
        ("31-12-2025", "måling", "fem", (), "Værdi: ”fem” er ikke et tal som for eksempel 1234,5. Skriv tusinder uden punktum."),
        ("31-12-2025", "mål", "1.234", (), "Værdi: ”1.234” er ikke et tal som for eksempel 1234,5. Skriv tusinder uden punktum."),
        ("31-12-2025", "mål", "=1+1", (), "Værdi: Her står en formel. Skriv det, den giver, eller indsæt den som værdi."),
        ("31-12-2025", "mål", True, (), "Værdi: ”True” er ikke et tal."),
        ("31-12-2025", "mål", date(2025, 1, 1), (), "Værdi: ”2025-01-01” er ikke et tal."),
        ("31-12-2025", "mål", "-0,1", (), "Værdi: Værdien skal være mindst 0."),
        ("31-12-2025", "måling", 100.1, (), "Værdi: Værdien må højst være 100."),
        ("31-12-2025", "måling", "100000000000000", (), "Værdi: Tallet er for stort."),
        ("31-12-2025", "måling", 1e14, (), "Værdi: Tallet er for stort."),
        ("31-12-2025", "måling", 1e300, (), "Værdi: Tallet er for stort."),
        ("31-12-2025", "måling", float("inf"), (), "Værdi: Tallet er for stort."),
        ("31-12-2025", "måling", float("nan"), (), "Værdi: ”nan” er ikke et tal."),
        ("31-12-2025", "måling", "0,1234567", (), "Værdi: ”0,1234567” har mere end 6 decimaler, og flere gemmes ikke. Afrund tallet."),
        ("31-12-2025", "mål", 1 / 3, (), "Værdi: ”0,333333333333333” har mere end 6 decimaler, og flere gemmes ikke. Afrund tallet."),
        ("31-12-2025", "måling", "5", ("x" * 301,), "Kilde: Teksten fylder 301 tegn, og der er plads til 300."),
        ("31-12-2025", "måling", "", ("", "x" * 301), "Hvorfor intet tal: Teksten fylder 301 tegn, og der er plads til 300."),
        ("31-12-2099", "måling", "5", (), "Dato: 31-12-2099 ligger i fremtiden, så der er ikke målt noget endnu."),
        ("31-12-2099", "måling", "", ("", "Sygdom"), "Dato: 31-12-2099 ligger i fremtiden, så der er ikke målt noget endnu."),
        ("31-12-1969", "måling", "5", (), "Dato: 31-12-1969 ligger uden for årene 1970 til 2200."),
        ("01-01-0001", "mål", "5", (), "Dato: 01-01-0001 ligger uden for årene 1970 til 2200."),
        ("01-01-2201", "mål", "5", (), "Dato: 01-01-2201 ligger uden for årene 1970 til 2200."),
        ("31-12-2025", "mål", "5", ("Danmarks Statistik",), "Kilde: Et mål har ingen kilde, så lad feltet stå tomt."),
        ("31-12-2025", "mål", "", ("", "Sygdom"), "Hvorfor intet tal: Et mål har et tal eller udelades."),
        ("31-12-2025", "mål", "", (), "Værdi: Skriv et tal, eller skriv under ”Hvorfor intet tal”, hvorfor der ikke er noget."),
        ("31-12-2025", "måling", "", (), "Værdi: Skriv et tal, eller skriv under ”Hvorfor intet tal”, hvorfor der ikke er noget."),
        ("31-12-2025", "måling", "", ("", "\u200b"), "Værdi: Skriv et tal, eller skriv under ”Hvorfor intet tal”, hvorfor der ikke er noget."),
        ("31-12-2025", "måling", "5", ("", "Sygdom"), "Hvorfor intet tal: Der er et tal, så lad feltet stå tomt."),
    ],
)  # fmt: skip
def test_a_problem_names_the_row_and_the_field(indicator, day, sort, value, more, problem):
    fine = (indicator.uid, "31-12-2023", "måling", "5")
    assert problems_of(indicator, fine, (indicator.uid, day, sort, value, *more)) == [(3, problem)]


@pytest.mark.parametrize("uid", ["", "123", "00000000-0000-0000-0000-000000000000"])
def test_an_indicator_that_is_not_there_is_a_problem(indicator, uid):
    assert problems_of(indicator, (uid, "31-12-2025", "mål", "5")) == [
        (2, "Id: Den indikator findes ikke her.")
    ]


@pytest.mark.parametrize(
    ("title", "unit", "problem"),
    [
        ("Gæld", "%", "Indikator: Her står ”Gæld”, men til Id’et hører ”Ledige”. Er kolonnerne sorteret hver for sig?"),
        ("Ledige", "kr.", "Enhed: Her står ”kr.”, men til Id’et hører ”%”. Er kolonnerne sorteret hver for sig?"),
        (2025.0, "", "Indikator: Her står ”2025”, men til Id’et hører ”Ledige”. Er kolonnerne sorteret hver for sig?"),
    ],
)  # fmt: skip
def test_a_row_with_the_name_or_unit_of_another_indicator_is_refused(
    indicator, herning, title, unit, problem
):
    """Where Excel sorted some of the columns, each row has the Id of another; both figures would be wrong."""
    row = Row(2, (str(indicator.uid), title, "31-12-2025", "måling", "5", unit, "", ""))
    assert [line.problem for line in dry_run([row], of(herning)).lines] == [problem]


@pytest.mark.parametrize(("title", "unit"), [("", ""), (None, None), (" ledige ", "%"), ("LEDIGE", "")])
def test_a_name_or_unit_that_is_left_out_or_differs_by_capitals_only_is_taken(
    indicator, herning, title, unit
):
    row = Row(2, (str(indicator.uid), title, "31-12-2025", "måling", "5", unit, "", ""))
    assert dry_run([row], of(herning)).lines == [ReportLine(2, "Ledige", "31-12-2025", "", "5")]


@pytest.mark.parametrize(
    "day", ["31-12-2024", "31.12.2024", "31/12/2024", "2024-12-31", DAY, datetime(2024, 12, 31)]
)
def test_a_day_is_read_however_it_is_written(indicator, herning, day):
    report = dry_run(rows((indicator.uid, day, "måling", "5,5")), of(herning))
    assert report.lines == [ReportLine(2, "Ledige", "31-12-2024", "5,5", "5,5")]


@pytest.mark.parametrize("point", ["12.5", "-0.1", "12.5 %"])
def test_decimals_by_point_are_refused_where_other_rows_have_a_comma(indicator, point):
    given = [("31-12-2023", "12,5"), ("31-12-2022", point), ("31-12-2021", "5"), ("31-12-2020", 5.5)]
    cells = [(indicator.uid, day, "måling", value) for day, value in given]
    told = f"Værdi: ”{point}” har punktum før decimalerne, og andre rækker har komma. Skriv komma."
    assert problems_of(indicator, *cells) == [(3, told)]


def test_decimals_by_point_alone_are_read(indicator, herning):
    cells = [(indicator.uid, f"31-12-{year}", "måling", f"{year - 2000}.5") for year in (2022, 2023)]
    assert [line.after for line in dry_run(rows(*cells), of(herning)).lines] == ["22,5", "23,5"]


def test_decimals_are_read_from_words_and_from_numbers_in_one_file(indicator, herning, editor):
    given = ["12,5", "12,50", 12.5, "1 2,5", "1.012,5", "0,1234560", "0,3333333333", 1 / 3, 0.1 + 0.2]
    cells = [(indicator.uid, f"31-12-{2010 + n}", "måling", value) for n, value in enumerate(given)]
    Indicator.objects.filter(pk=indicator.pk).update(most=None)
    report = dry_run(rows(*cells), of(herning))
    assert [line.after or line.row for line in report.lines] == [
        "12,5", "12,5", "12,5", 5, "1012,5", "0,123456", 8, 9, "0,3",
    ]  # fmt: skip
