"""What the page of an indicator says: a headline in Danish, a table, and numbers that are rounded."""

from datetime import date
from decimal import Decimal

import pytest

from apps.indicators.models import Indicator, Measurement, Target
from apps.indicators.reading import IndicatorSheet
from apps.overview.indicators import IndicatorPage, TableRow


def rows(model, figures):
    """Figures by year (on its last day) or by day."""
    return [
        model(on=on if isinstance(on, date) else date(on, 12, 31), value=Decimal(value))
        for on, value in figures.items()
    ]


def page(measured=None, aimed_at=None, missing=None, **fields) -> IndicatorPage:
    about = {"title": "Ledige", "unit": "%", "direction": "up", "decimals": 1, **fields}
    found = rows(Measurement, measured or {})
    found += [Measurement(on=date(year, 12, 31), missing_reason=why) for year, why in (missing or {}).items()]
    ordered = sorted(found, key=lambda row: row.on)
    return IndicatorPage(IndicatorSheet(Indicator(**about), ordered, rows(Target, aimed_at or {})))


TWO = {2024: "79.2", 2025: "82.4"}


def read(shown):
    return shown.headline.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("given", "headline"),
    [
        ({}, "Intet er målt endnu. Der er ikke sat noget måltal."),
        ({"aimed_at": {2029: "90"}}, "Intet er målt endnu. Måltallet er 90,0 % i 2029."),
        ({"measured": {2025: "82.4"}}, "82,4 % i 2025. Der er ikke sat noget måltal."),
        (
            {"measured": TWO, "aimed_at": {2029: "90"}},
            "82,4 % i 2025, bedre end 79,2 % i 2024. Måltallet er 90,0 % i 2029.",
        ),
        (
            {"measured": TWO, "aimed_at": {2029: "75"}, "direction": "down"},
            "82,4 % i 2025, dårligere end 79,2 % i 2024. Måltallet er 75,0 % i 2029.",
        ),
        (
            {"measured": {2024: "5", 2025: "5"}, "aimed_at": {2025: "4"}},
            "5,0 % i 2025, det samme som i 2024. Måltallet på 4,0 % i 2025 er nået.",
        ),
        (
            {"measured": TWO, "aimed_at": {2025: "90"}},
            "82,4 % i 2025, bedre end 79,2 % i 2024. Måltallet på 90,0 % i 2025 blev ikke nået.",
        ),
        (
            {"measured": TWO, "direction": "level"},
            "82,4 % i 2025. Det var 79,2 % i 2024. Der er ikke sat noget måltal.",
        ),
        (
            {"measured": {2024: "-3.5", 2025: "0"}, "aimed_at": {2030: "0"}, "direction": "up"},
            "0,0 % i 2025, bedre end \N{MINUS SIGN}3,5 % i 2024. Måltallet på 0,0 % i 2030 er nået.",
        ),
        (
            {
                "measured": {2025: "6"},
                "baseline": Decimal(8),
                "baseline_on": date(2021, 6, 1),
                "direction": "down",
            },
            "6,0 % i 2025, bedre end 8,0 % i 2021. Der er ikke sat noget måltal.",
        ),
        (
            {"measured": {2024: "1234567"}, "missing": {2025: "Sygdom"}, "unit": "træer", "decimals": 0},
            "1.234.567 træer i 2024. Der er ikke sat noget måltal.",
        ),
    ],
)
def test_the_headline_says_what_the_figures_show(given, headline):
    assert read(page(**given)) == headline


def test_a_number_and_its_unit_are_not_parted_at_the_end_of_a_line():
    assert "82,4\N{NO-BREAK SPACE}% i 2025" in page({2025: "82.4"}).headline


def test_what_is_measured_more_often_names_the_month():
    figures = {date(2025, 1, 31): "5", date(2025, 2, 28): "4"}
    assert read(page(figures, frequency="monthly", direction="down")) == (
        "4,0 % i februar 2025, bedre end 5,0 % i januar 2025. Der er ikke sat noget måltal."
    )


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("82.46", 1, "82,5"),
        ("82.44", 1, "82,4"),
        ("79.99", 0, "80"),
        ("0.9", 0, "1"),
        ("-0.96", 1, "\N{MINUS SIGN}1,0"),
        ("1234.5", 0, "1.235"),
        ("99.999999", 2, "100,00"),
        ("5", 6, "5,000000"),
    ],
)
def test_a_number_is_rounded_as_it_is_shown_and_not_cut_off(value, decimals, shown):
    assert page(decimals=decimals).shown(Decimal(value)) == shown


def test_the_table_tells_every_day_of_which_something_is_said():
    found = page(
        {2023: "5", 2025: "6.25"},
        {2025: "6", 2029: "0"},
        {2024: "Skolen var lukket"},
        baseline=Decimal("4.5"),
        baseline_on=date(2021, 6, 1),
    )
    found.sheet.measurements[0].source = "Skoletal"
    assert found.table == [
        TableRow("2021", "4,5", "", "udgangspunkt"),
        TableRow("2023", "5,0", "", "Skoletal"),
        TableRow("2024", "", "", "Skolen var lukket"),
        TableRow("2025", "6,3", "6,0", ""),
        TableRow("2029", "", "0,0", ""),
    ]


def test_a_baseline_on_the_day_of_a_measurement_is_one_row():
    found = page({2021: "5"}, baseline=Decimal("4.5"), baseline_on=date(2021, 12, 31))
    assert found.table == [TableRow("2021", "5,0", "", "udgangspunkt")]
    missing = page(missing={2021: "Sygdom"}, baseline=Decimal("4.5"), baseline_on=date(2021, 12, 31))
    assert missing.table == [TableRow("2021", "4,5", "", "udgangspunkt; Sygdom")]


def test_an_indicator_without_figures_has_neither_picture_nor_table():
    assert (page().chart, page().table) == (None, [])
    only_missing = page(missing={2024: "Sygdom"})
    assert only_missing.chart is None
    assert only_missing.table == [TableRow("2024", "", "", "Sygdom")]
    assert only_missing.headline == "Intet er målt endnu. Der er ikke sat noget måltal."


@pytest.mark.parametrize(
    ("figures", "decimals", "labels"),
    [
        ({2024: "0", 2025: "1"}, 0, ["0", "0,2", "0,4", "0,6", "0,8", "1"]),
        ({2024: "0.001", 2025: "0.004"}, 3, ["0,001", "0,0015", "0,002", "0,0025", "0,003", "0,0035", "0,004"]),
        ({2024: "0", 2025: "6000000"}, 0, ["0", *(f"{n}.000.000" for n in range(1, 7))]),
    ],
)  # fmt: skip
def test_the_scale_has_as_many_decimals_as_it_takes_to_tell_its_lines_apart(figures, decimals, labels):
    assert [line.label for line in page(figures, decimals=decimals).chart.grid] == labels


def test_a_missing_figure_leaves_a_gap_in_the_picture():
    chart = page({2022: "1", 2023: "2", 2025: "3"}, missing={2024: "Sygdom"}).chart
    assert [dot.words for dot in chart.dots] == ["2022: 1,0", "2023: 2,0", "2025: 3,0"]
    assert len(chart.lines) == 1
