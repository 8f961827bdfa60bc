"""Which way an indicator goes: direction, baseline, and the target that counts."""

from datetime import date
from decimal import Decimal

import pytest

from apps.indicators.trend import Movement, Point, Trend, trend


def points(**values):
    """``y2024="5"`` is a point on the last day of 2024."""
    return [Point(date(int(year[1:]), 12, 31), Decimal(value)) for year, value in values.items()]


@pytest.mark.parametrize(
    ("direction", "before", "now", "movement"),
    [
        ("up", "1", "2", Movement.BETTER),
        ("up", "2", "1", Movement.WORSE),
        ("up", "2", "2.000000", Movement.SAME),
        ("up", "-2", "-1", Movement.BETTER),
        ("up", "-1", "0", Movement.BETTER),
        ("down", "1", "2", Movement.WORSE),
        ("down", "2", "1", Movement.BETTER),
        ("down", "0", "-1", Movement.BETTER),
        ("down", "0", "0", Movement.SAME),
    ],
)
def test_more_or_less_is_better_by_the_direction(direction, before, now, movement):
    found = trend(direction, points(y2023=before, y2024=now))
    assert found.movement is movement
    assert (found.since, found.last) == tuple(points(y2023=before, y2024=now))


@pytest.mark.parametrize(
    ("before", "now", "movement"),
    [
        ("10", "6", Movement.BETTER),
        ("6", "1", Movement.WORSE),
        ("4", "6", Movement.SAME),
        ("5", "5", Movement.SAME),
        ("-5", "4", Movement.BETTER),
    ],
)
def test_closer_to_the_target_is_better_where_the_level_counts(before, now, movement):
    assert trend("level", points(y2023=before, y2024=now), targets=points(y2030="5")).movement is movement


def test_where_the_level_counts_nothing_is_better_without_a_target():
    first, last = points(y2023="1", y2024="2")
    assert trend("level", [first, last]) == Trend(Movement.UNKNOWN, last, first)


@pytest.mark.parametrize(
    ("direction", "now", "target", "is_reached"),
    [
        ("up", "0", "0", True),
        ("up", "-1", "0", False),
        ("up", "-4", "-5", True),
        ("down", "0", "0", True),
        ("down", "1", "0", False),
        ("down", "-6", "-5", True),
        ("down", "-4", "-5", False),
        ("level", "0.0", "0", True),
        ("level", "1", "0", False),
        ("level", "-5", "-5.000", True),
    ],
)
def test_a_target_of_zero_or_below_is_reached_like_any_other(direction, now, target, is_reached):
    found = trend(direction, points(y2024=now), targets=points(y2024=target))
    assert found.is_reached is is_reached


def test_a_single_figure_is_compared_with_the_baseline():
    [baseline], [last] = points(y2020="5"), points(y2024="6")
    assert trend("up", [last], baseline=baseline) == Trend(Movement.BETTER, last, baseline)


def test_two_figures_are_compared_with_each_other_and_not_with_the_baseline():
    [baseline], figures = points(y2020="9"), points(y2023="5", y2024="6")
    assert trend("up", figures, baseline=baseline).since == figures[0]


@pytest.mark.parametrize("year", ["y2024", "y2025"])
def test_a_baseline_that_is_no_earlier_is_nothing_to_compare_with(year):
    [baseline], [last] = points(**{year: "5"}), points(y2024="6")
    assert trend("up", [last], baseline=baseline) == Trend(Movement.UNKNOWN, last)


def test_the_next_target_counts_and_the_last_where_all_have_passed():
    targets = points(y2022="1", y2024="2", y2026="3", y2029="4")
    assert trend("up", points(y2025="2"), targets=targets).target == targets[2]
    assert trend("up", points(y2024="2"), targets=targets).target == targets[1]
    assert trend("up", points(y2030="3"), targets=targets) == Trend(
        Movement.UNKNOWN, *points(y2030="3"), None, targets[3], False
    )


def test_without_figures_the_first_target_is_told_and_nothing_is_reached():
    targets = points(y2022="0", y2024="-2")
    assert trend("up", [], baseline=targets[0], targets=targets) == Trend(Movement.UNKNOWN, target=targets[0])


def test_nothing_at_all_has_no_trend():
    assert trend("down", []) == Trend(Movement.UNKNOWN)
