"""Writing figures down: counted, all or none, told to readers where they may read them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.indicators.models import Indicator, Measurement, Target
from apps.indicators.operations.record import Figure, FigureChanged, record, record_many
from apps.municipalities.models import Municipality
from tests.factories.indicators import IndicatorFactory

DAY, NEXT = date(2024, 12, 31), date(2025, 12, 31)


@pytest.fixture
def indicator(herning):
    return IndicatorFactory(
        municipality=herning, title="Ledige", least=Decimal(0), most=Decimal(100), measured={2024: "5.5"}
    )


def figures(indicator) -> list[tuple]:
    return [
        (row.on, row.value, row.source, row.missing_reason)
        for row in Measurement.objects.filter(indicator=indicator).order_by("on")
    ]


def targets(indicator) -> list[tuple]:
    return list(Target.objects.filter(indicator=indicator).order_by("on").values_list("on", "value"))


def versions(indicator) -> tuple[int, int]:
    owner = Municipality.objects.get(pk=indicator.municipality_id)
    return Indicator.objects.get(pk=indicator.pk).version, owner.public_version


def test_only_what_is_otherwise_is_counted(indicator, editor):
    given = [
        Figure(DAY, Decimal("5.500000")),
        Figure(NEXT, Decimal(6), source="Jobcentret"),
        Figure(DAY, Decimal(0), is_target=True),
        Figure(NEXT, None),
        Figure(NEXT, None, is_target=True),
    ]
    assert record(indicator=indicator, figures=given[:3], by=editor) == 2
    assert figures(indicator) == [(DAY, Decimal("5.5"), "", ""), (NEXT, 6, "Jobcentret", "")]
    assert targets(indicator) == [(DAY, 0)]
    assert record(indicator=indicator, figures=given, by=editor) == 1
    assert figures(indicator) == [(DAY, Decimal("5.5"), "", "")]


def test_an_empty_figure_takes_the_one_that_stands_away_and_says_who_did(indicator, editor):
    assert record(indicator=indicator, figures=[Figure(DAY, None)], by=editor) == 1
    assert figures(indicator) == []
    row = Measurement.history.filter(indicator=indicator).latest()
    assert (row.history_type, row.history_user, row.value) == ("-", editor, Decimal("5.5"))
    assert record(indicator=indicator, figures=[Figure(DAY, None)], by=editor) == 0


def test_history_says_who_wrote_a_figure_and_what_stood_there(indicator, editor):
    record(indicator=indicator, figures=[Figure(DAY, Decimal(7))], by=editor)
    record(indicator=indicator, figures=[Figure(DAY, Decimal(8), is_target=True)], by=editor)
    columns = ("history_type", "history_user", "value")
    measured = Measurement.history.filter(indicator=indicator).order_by("history_date", "history_id")
    assert list(measured.values_list(*columns)) == [("+", None, Decimal("5.5")), ("~", editor.pk, 7)]
    assert list(Target.history.filter(indicator=indicator).values_list(*columns)) == [("+", editor.pk, 8)]


def test_a_reason_stands_in_place_of_a_figure_and_goes_with_the_next_one(indicator, editor):
    record(indicator=indicator, figures=[Figure(DAY, None, missing_reason=" Ikke  målt ")], by=editor)
    assert figures(indicator) == [(DAY, None, "", "Ikke målt")]
    record(indicator=indicator, figures=[Figure(DAY, Decimal(4))], by=editor)
    assert figures(indicator) == [(DAY, 4, "", "")]


def test_a_reason_that_nobody_can_see_is_none(indicator, editor):
    unseen = Figure(NEXT, None, missing_reason="\u200b")
    assert record(indicator=indicator, figures=[unseen], by=editor) == 0
    assert figures(indicator) == [(DAY, Decimal("5.5"), "", "")]


def test_a_figure_without_a_source_leaves_the_one_that_stands(indicator, editor):
    record(indicator=indicator, figures=[Figure(DAY, Decimal(4), source="Jobcentret")], by=editor)
    assert record(indicator=indicator, figures=[Figure(DAY, Decimal(4))], by=editor) == 0
    assert record(indicator=indicator, figures=[Figure(DAY, Decimal(5))], by=editor) == 1
    assert figures(indicator) == [(DAY, 5, "Jobcentret", "")]
    assert record(indicator=indicator, figures=[Figure(DAY, Decimal(5), source="")], by=editor) == 1
    assert figures(indicator) == [(DAY, 5, "", "")]


@pytest.mark.parametrize("value", ["-0.5", "100.5", "100000000000000", "1.1234567", "NaN"])
@pytest.mark.parametrize("is_target", [True, False])
def test_a_wrong_figure_is_refused_and_nothing_of_the_others_is_written(indicator, editor, value, is_target):
    before = versions(indicator)
    wrong = [Figure(NEXT, Decimal(6)), Figure(DAY, Decimal(value), is_target)]
    with pytest.raises(ValidationError):
        record(indicator=indicator, figures=wrong, by=editor)
    assert figures(indicator) == [(DAY, Decimal("5.5"), "", "")]
    assert targets(indicator) == []
    assert versions(indicator) == before


@pytest.mark.parametrize(
    "wrong",
    [Figure(DAY, Decimal(1), missing_reason="Sygdom"), Figure(DAY, None, True, missing_reason="Sygdom")],
)
def test_a_figure_beside_a_reason_and_a_target_of_a_reason_are_refused_in_words(indicator, editor, wrong):
    with pytest.raises(ValidationError) as refused:
        record(indicator=indicator, figures=[wrong], by=editor)
    assert refused.value.messages == ["Skriv enten et tal, eller hvorfor der ikke er noget."]
    assert figures(indicator) == [(DAY, Decimal("5.5"), "", "")]


def test_the_domain_of_today_counts_and_not_the_one_that_was_read(indicator, editor):
    Indicator.objects.filter(pk=indicator.pk).update(most=Decimal(10))
    with pytest.raises(ValidationError) as refused:
        record(indicator=indicator, figures=[Figure(DAY, Decimal(11))], by=editor)
    assert refused.value.messages == ["Værdien må højst være 10."]


@pytest.mark.parametrize("expected", ["5", "-5.5", None])
def test_a_figure_that_was_changed_meanwhile_is_not_overwritten(indicator, editor, expected):
    seen = Decimal(expected) if expected else None
    with pytest.raises(FigureChanged) as changed:
        record(
            indicator=indicator,
            figures=[Figure(DAY, Decimal(9))],
            by=editor,
            expected=seen,
            check_expected=True,
        )
    assert str(changed.value) == (
        "En anden har gemt ”Ledige” i mellemtiden. "
        "Dit tal er ikke gemt. Se, hvad der står nu, og skriv dit tal igen, hvis det er rigtigt."
    )
    assert figures(indicator) == [(DAY, Decimal("5.5"), "", "")]


@pytest.mark.parametrize(("day", "expected"), [(DAY, Decimal("5.5")), (NEXT, None)])
def test_a_figure_that_is_still_what_was_seen_is_written(indicator, editor, day, expected):
    given = [Figure(day, Decimal(9))]
    assert record(indicator=indicator, figures=given, by=editor, expected=expected, check_expected=True) == 1
    assert (day, 9, "", "") in figures(indicator)


@pytest.mark.parametrize(("is_public", "bumped"), [(True, 1), (False, 0)])
def test_readers_are_told_of_a_change_where_the_indicator_is_public(herning, editor, is_public, bumped):
    indicator = IndicatorFactory(municipality=herning, is_public=is_public)
    version, public = versions(indicator)
    record(indicator=indicator, figures=[Figure(DAY, Decimal(1)), Figure(NEXT, Decimal(2))], by=editor)
    assert versions(indicator) == (version + 1, public + bumped)
    record(indicator=indicator, figures=[Figure(DAY, Decimal(1))], by=editor)
    assert versions(indicator) == (version + 1, public + bumped)
    record(indicator=indicator, figures=[Figure(DAY, None)], by=editor)
    assert versions(indicator) == (version + 2, public + 2 * bumped)


def test_figures_of_another_indicator_on_the_same_day_stand_as_they_were(indicator, herning, editor):
    other = IndicatorFactory(municipality=herning, measured={2024: "1"}, aimed_at={2024: "2"})
    record(indicator=indicator, figures=[Figure(DAY, None), Figure(DAY, Decimal(3), True)], by=editor)
    assert figures(other) == [(DAY, 1, "", "")]
    assert targets(other) == [(DAY, 2)]


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(2024, 3, 2), "02-03-2024 ligger i fremtiden, så der er ikke målt noget endnu."),
        (date(1, 1, 1), "01-01-0001 ligger uden for årene 1970 til 2200."),
        (date(1969, 12, 31), "31-12-1969 ligger uden for årene 1970 til 2200."),
    ],
)
def test_a_day_on_which_nothing_can_have_been_measured_is_refused(indicator, editor, monkeypatch, on, why):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2024, 3, 1))
    for wrong in (Figure(on, Decimal(1)), Figure(on, None, missing_reason="Sygdom")):
        with pytest.raises(ValidationError) as refused:
            record(indicator=indicator, figures=[wrong], by=editor)
        assert refused.value.messages == [why]
    assert record(indicator=indicator, figures=[Figure(date(2024, 3, 1), Decimal(1))], by=editor) == 1


def test_what_one_aims_at_lies_ahead_but_not_beyond_the_years_of_a_council(indicator, editor):
    assert record(indicator=indicator, figures=[Figure(date(2200, 12, 31), 1, True)], by=editor) == 1
    with pytest.raises(ValidationError) as refused:
        record(indicator=indicator, figures=[Figure(date(2201, 1, 1), 1, True)], by=editor)
    assert refused.value.messages == ["01-01-2201 ligger uden for årene 1970 til 2200."]


def test_a_figure_of_a_wrong_day_can_stay_and_be_taken_away(indicator, editor):
    ahead = date(2099, 12, 31)
    Measurement.objects.create(indicator=indicator, on=ahead, value=1)
    assert record(indicator=indicator, figures=[Figure(ahead, Decimal(1))], by=editor) == 0
    with pytest.raises(ValidationError):
        record(indicator=indicator, figures=[Figure(ahead, Decimal(2))], by=editor)
    assert record(indicator=indicator, figures=[Figure(ahead, None)], by=editor) == 1
    assert figures(indicator) == [(DAY, Decimal("5.5"), "", "")]


def test_of_several_figures_for_a_day_the_last_counts(indicator, editor):
    given = [Figure(DAY, Decimal(7)), Figure(DAY, Decimal(8)), Figure(DAY, Decimal(9), True)]
    assert record(indicator=indicator, figures=given, by=editor) == 2
    assert (figures(indicator), targets(indicator)) == ([(DAY, 8, "", "")], [(DAY, 9)])


def test_figures_of_many_indicators_are_written_with_the_history_of_each(indicator, herning, editor):
    other = IndicatorFactory(
        municipality=herning, measured={2023: "1"}, aimed_at={2024: "2"}, is_public=False
    )
    still = IndicatorFactory(municipality=herning, measured={2024: "3"})
    before = [versions(row) for row in (indicator, other, still)]
    given = {
        indicator.pk: [
            Figure(DAY, Decimal(6), source="Jobcentret"),
            Figure(NEXT, None, missing_reason="Storm"),
        ],
        other.pk: [
            Figure(date(2023, 12, 31), None),
            Figure(DAY, Decimal(4), True),
            Figure(NEXT, Decimal(5), True),
        ],
        still.pk: [Figure(DAY, Decimal(3))],
    }
    assert record_many(figures=given, by=editor) == 5
    assert figures(indicator) == [(DAY, 6, "Jobcentret", ""), (NEXT, None, "", "Storm")]
    assert (figures(other), targets(other)) == ([], [(DAY, 4), (NEXT, 5)])
    assert [versions(row) for row in (indicator, other, still)] == [
        (before[0][0] + 1, before[0][1] + 1), (before[1][0] + 1, before[1][1] + 1), (before[2][0], before[2][1] + 1)
    ]  # fmt: skip
    columns = ("indicator", "on", "value", "source", "missing_reason", "history_type")
    measured = Measurement.history.filter(history_user=editor).order_by("indicator", "on")
    assert list(measured.values_list(*columns)) == [
        (indicator.pk, DAY, 6, "Jobcentret", "", "~"),
        (indicator.pk, NEXT, None, "", "Storm", "+"),
        (other.pk, date(2023, 12, 31), 1, "", "", "-"),
    ]
    aimed = Target.history.filter(history_user=editor).order_by("on")
    assert list(aimed.values_list("on", "value", "history_type")) == [(DAY, 4, "~"), (NEXT, 5, "+")]
    keys = Measurement.objects.filter(indicator=indicator).values_list("pk", flat=True)
    assert set(Measurement.history.filter(indicator=indicator).values_list("id", flat=True)) == set(keys)


def test_nobody_is_named_in_the_history_where_nobody_wrote(indicator):
    record(indicator=indicator, figures=[Figure(DAY, Decimal(7)), Figure(NEXT, Decimal(8))], by=None)
    record(indicator=indicator, figures=[Figure(DAY, None)], by=None)
    found = Measurement.history.filter(indicator=indicator).order_by("history_date", "history_id")
    assert list(found.values_list("history_type", "history_user", "history_change_reason")) == [
        (kind, None, None) for kind in "++~-"
    ]


@pytest.mark.parametrize("value", [Decimal(1), Decimal(2), None])
def test_many_figures_cost_no_more_statements_than_one(indicator, editor, value):
    """Written row by row, a spreadsheet of 20,000 figures took half a minute."""
    days = [date(1990 + n // 12, n % 12 + 1, 1) for n in range(90)]
    spent = []
    record(indicator=indicator, figures=[Figure(DAY, Decimal(9))], by=editor)
    for own in (days[:1], days[1:]):
        if value != 1:
            record(indicator=indicator, figures=[Figure(on, Decimal(1)) for on in own], by=editor)
        given = [Figure(on, value) for on in own]
        with CaptureQueriesContext(connection) as queries:
            assert record(indicator=indicator, figures=given, by=editor) == len(own)
        spent.append(len(queries))
    assert spent[0] == spent[1] < 15
