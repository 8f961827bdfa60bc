"""Writing figures down: counted, all or none, told to readers where they may read them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from apps.indicators.models import Indicator, Measurement, Target
from apps.indicators.operations.record import Figure, FigureChanged, record
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
