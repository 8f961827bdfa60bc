"""Taking figures in: a report of every row first, then all of it or nothing."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from apps.indicators.models import Indicator, Measurement, Target
from apps.indicators.operations.import_figures import FiguresChanged, ReportLine, dry_run, import_figures
from apps.indicators.reading import with_figures
from apps.indicators.spreadsheets import Row, as_text
from tests.factories.indicators import IndicatorFactory

DAY = date(2024, 12, 31)


@pytest.fixture
def indicator(herning):
    return IndicatorFactory(
        municipality=herning, title="Ledige", least=Decimal(0), most=Decimal(100), measured={2024: "5.5"}
    )


def of(municipality) -> dict[str, Indicator]:
    return {str(row.uid): row for row in with_figures(Indicator.objects.filter(municipality=municipality))}


def rows(*cells, names=None) -> list[Row]:
    """Rows of ``(id, day, sort, value[, source[, reason]])``, numbered from 2 as below the headings."""
    return [
        Row(
            number,
            (
                str(uid),
                (names or {}).get(uid, "Ledige"),
                day,
                sort,
                value,
                "%",
                *more,
                *[""] * (2 - len(more)),
            ),
        )
        for number, (uid, day, sort, value, *more) in enumerate(cells, start=2)
    ]


def figures(indicator) -> list[tuple]:
    found = Measurement.objects.filter(indicator=indicator).order_by("on")
    return list(found.values_list("on", "value", "source", "missing_reason"))


def problems_of(indicator, *cells) -> list[tuple[int, str]]:
    report = dry_run(rows(*cells), of(indicator.municipality))
    return [(line.row, line.problem) for line in report.problems]


def test_the_report_tells_what_each_row_would_do_and_writes_nothing(indicator, herning):
    uid = indicator.uid
    report = dry_run(
        rows(
            (uid, "31-12-2024", "måling", "5,50"),
            (uid, "31-12-2025", "Måling ", "6", "Jobcentret"),
            (uid, date(2023, 12, 31), "måling", "", "", "Ikke målt"),
            (uid, "31-12-2029", "MÅL", 0.0),
        ),
        of(herning),
    )
    assert report.lines == [
        ReportLine(2, "Ledige", "31-12-2024", "5,5", "5,5"),
        ReportLine(3, "Ledige", "31-12-2025", "", "6 (Jobcentret)"),
        ReportLine(4, "Ledige", "31-12-2023", "", "Ikke målt"),
        ReportLine(5, "Ledige", "31-12-2029", "", "0"),
    ]
    assert [line.row for line in report.changes] == [3, 4, 5]
    assert figures(indicator) == [(DAY, Decimal("5.5"), "", "")]


def test_what_the_report_said_is_written_and_counted(indicator, herning, editor):
    given = rows(
        (indicator.uid, "31-12-2024", "måling", "5,50"),
        (indicator.uid, "31-12-2025", "måling", "6", "Jobcentret"),
        (indicator.uid, "31-12-2029", "mål", "0"),
    )
    report = dry_run(given, of(herning))
    assert import_figures(report=report, indicators=of(herning), by=editor, expected=report.basis) == 2
    assert figures(indicator) == [(DAY, Decimal("5.5"), "", ""), (date(2025, 12, 31), 6, "Jobcentret", "")]
    assert [(row.on, row.value) for row in Target.objects.filter(indicator=indicator)] == [
        (date(2029, 12, 31), 0)
    ]
    again = dry_run(given, of(herning))
    assert (again.changes, again.problems) == ([], [])


def test_a_source_that_would_go_is_told(indicator, herning, editor):
    Measurement.objects.filter(indicator=indicator).update(source="Jobcentret")
    report = dry_run(rows((indicator.uid, "31-12-2024", "måling", "5,5")), of(herning))
    assert report.changes == [ReportLine(2, "Ledige", "31-12-2024", "5,5 (Jobcentret)", "5,5")]
    assert import_figures(report=report, indicators=of(herning), by=editor, expected=report.basis) == 1


def test_what_stands_on_a_day_that_lies_ahead_may_stay_and_go_and_is_not_changed(indicator, herning):
    """An example is loaded whatever day it is."""
    Measurement.objects.create(indicator=indicator, on=date(2099, 12, 31), value=7)
    lines = [
        dry_run(rows((indicator.uid, "31-12-2099", "måling", value)), of(herning)).lines[0]
        for value in ("7", "", "8")
    ]
    assert lines[:2] == [
        ReportLine(2, "Ledige", "31-12-2099", "7", "7"),
        ReportLine(2, "Ledige", "31-12-2099", "7", "", is_removal=True),
    ]
    assert lines[2].problem == "Dato: 31-12-2099 ligger i fremtiden, så der er ikke målt noget endnu."


def test_an_indicator_of_another_municipality_is_as_good_as_none(indicator, randers):
    other = IndicatorFactory(municipality=randers, title="Hemmelig")
    report = dry_run(rows((other.uid, "31-12-2025", "mål", "5")), of(indicator.municipality))
    assert report.lines == [
        ReportLine(2, "Ledige", "31-12-2025", problem="Id: Den indikator findes ikke her.")
    ]


def test_nothing_is_taken_in_where_one_row_cannot_be(indicator, herning, editor):
    good, bad = (indicator.uid, "31-12-2025", "måling", "6"), (indicator.uid, "31-12-2023", "måling", "x")
    report = dry_run(rows(good, bad), of(herning))
    with pytest.raises(ValidationError) as refused:
        import_figures(report=report, indicators=of(herning), by=editor, expected=report.basis)
    assert refused.value.messages == [
        "Regnearket har rækker, der ikke kan indlæses. Derfor er intet indlæst."
    ]
    assert figures(indicator) == [(DAY, Decimal("5.5"), "", "")]


def test_nothing_is_half_taken_in_where_a_domain_was_narrowed_meanwhile(indicator, herning, editor):
    other = IndicatorFactory(municipality=herning, title="Andet")
    given = rows(
        (indicator.uid, "31-12-2025", "måling", "6"),
        (other.uid, "31-12-2025", "måling", "6"),
        names={other.uid: "Andet"},
    )
    report = dry_run(given, of(herning))
    Indicator.objects.filter(pk=other.pk).update(most=Decimal(5))
    with pytest.raises(ValidationError):
        import_figures(report=report, indicators=of(herning), by=editor, expected=report.basis)
    assert figures(indicator) == [(DAY, Decimal("5.5"), "", "")]
    assert figures(other) == []


def test_a_second_row_for_the_same_day_and_sort_is_a_problem(indicator):
    assert problems_of(
        indicator,
        (indicator.uid, "31-12-2025", "måling", "5"),
        (indicator.uid, "31-12-2025", "mål", "5"),
        (indicator.uid, datetime(2025, 12, 31, 9), "Måling", "6"),
    ) == [(4, "Der er en anden række med samme indikator, dato og art.")]


def test_what_a_workbook_computed_is_taken_in_with_the_second_step_too(indicator, herning, editor):
    """Between the report and the deed the cells travel as text."""
    [row] = rows((indicator.uid, datetime(2025, 12, 31), "måling", 0.1 + 0.2, 2025.0))
    sent = [Row(row.number, tuple(map(as_text, row.cells)))]
    first, second = dry_run([row], of(herning)), dry_run(sent, of(herning))
    assert first.lines == second.lines == [ReportLine(2, "Ledige", "31-12-2025", "", "0,3 (2025)")]
    assert import_figures(report=second, indicators=of(herning), by=editor, expected=second.basis) == 1
    assert figures(indicator)[1] == (date(2025, 12, 31), Decimal("0.3"), "2025", "")


def test_an_emptied_figure_is_told_to_be_removed_and_removed_when_confirmed(indicator, herning, editor):
    Target.objects.create(indicator=indicator, on=DAY, value=7)
    given = rows(
        (indicator.uid, "31-12-2024", "måling", "", "Jobcentret"), (indicator.uid, DAY, "mål", None, "", " ")
    )
    report = dry_run(given, of(herning))
    assert report.removals == [
        ReportLine(2, "Ledige", "31-12-2024", "5,5", "", is_removal=True),
        ReportLine(3, "Ledige", "31-12-2024", "7", "", is_removal=True),
    ]
    assert (report.changes, report.problems) == (report.removals, [])
    with pytest.raises(ValidationError) as refused:
        import_figures(report=report, indicators=of(herning), by=editor, expected=report.basis)
    assert refused.value.messages == ["Bekræft, at tallene skal fjernes. Intet er indlæst."]
    assert figures(indicator) == [(DAY, Decimal("5.5"), "", "")]
    number = import_figures(
        report=report, indicators=of(herning), by=editor, expected=report.basis, may_remove=True
    )
    assert (number, figures(indicator), Target.objects.filter(indicator=indicator).count()) == (2, [], 0)


def test_a_reason_that_was_emptied_is_removed_too(indicator, herning):
    Measurement.objects.filter(indicator=indicator).update(value=None, missing_reason="Sygdom")
    report = dry_run(rows((indicator.uid, DAY, "måling", "")), of(herning))
    assert report.lines == [ReportLine(2, "Ledige", "31-12-2024", "Sygdom", "", is_removal=True)]


def test_a_row_that_is_left_out_removes_nothing(indicator, herning, editor):
    report = dry_run(rows((indicator.uid, "31-12-2025", "måling", "6")), of(herning))
    import_figures(report=report, indicators=of(herning), by=editor, expected=report.basis, may_remove=True)
    assert [value for _on, value, *_rest in figures(indicator)] == [Decimal("5.5"), 6]


@pytest.mark.parametrize(
    "meanwhile", [{"value": 9}, {"source": "Jobcentret"}, {"value": None, "missing_reason": "Sygdom"}, None]
)
def test_a_figure_that_changed_since_the_report_stops_all_of_it(indicator, herning, editor, meanwhile):
    other = IndicatorFactory(municipality=herning, title="Andet")
    given = rows(
        (other.uid, DAY, "måling", "6"), (indicator.uid, DAY, "måling", "6"), names={other.uid: "Andet"}
    )
    report = dry_run(given, of(herning))
    changed = Measurement.objects.filter(indicator=indicator)
    changed.update(**meanwhile) if meanwhile else changed.delete()
    stands = figures(indicator)
    for again in (report, dry_run(given, of(herning))):  # the second step makes the report anew
        with pytest.raises(FiguresChanged) as refused:
            import_figures(report=again, indicators=of(herning), by=editor, expected=report.basis)
        assert str(refused.value) == (
            "En anden har gemt ”Ledige” i mellemtiden. Intet er indlæst. Se, hvad regnearket ville gøre nu."
        )
    assert (figures(indicator), figures(other)) == (stands, [])


def test_a_figure_that_appeared_since_the_report_stops_it_and_one_of_another_day_does_not(
    indicator, herning, editor
):
    report = dry_run(rows((indicator.uid, "31-12-2025", "måling", "6")), of(herning))
    Measurement.objects.create(indicator=indicator, on=date(2023, 12, 31), value=1)
    Measurement.objects.create(indicator=indicator, on=date(2025, 12, 31), value=1)
    with pytest.raises(FiguresChanged):
        import_figures(report=report, indicators=of(herning), by=editor, expected=report.basis)
    Measurement.objects.filter(indicator=indicator, on=date(2025, 12, 31)).delete()
    assert import_figures(report=report, indicators=of(herning), by=editor, expected=report.basis) == 1


def test_an_indicator_that_was_deleted_since_the_report_stops_it(indicator, herning, editor):
    report, known = dry_run(rows((indicator.uid, DAY, "måling", "6")), of(herning)), of(herning)
    indicator.delete()
    with pytest.raises(FiguresChanged):
        import_figures(report=report, indicators=known, by=editor, expected=report.basis)
