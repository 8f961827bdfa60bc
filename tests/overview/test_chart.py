"""The picture of figures: everything within it, no word on another, whatever the values."""

import math
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as few
from hypothesis import strategies as st

from apps.indicators.trend import Point
from apps.overview.chart import HEIGHT, WIDTH, draw_chart

DAYS = st.integers(0, 55_000).map(lambda days: date(1950, 1, 1) + timedelta(days=days))
MILLIONTHS = st.one_of(
    st.integers(-(10**20) + 1, 10**20 - 1),
    st.integers(-(10**6), 10**6),
    st.sampled_from([0, 1, -1, 10**20 - 1]),
)
VALUES = MILLIONTHS.map(lambda number: Decimal(number).scaleb(-6))
LETTER = 13  # on a phone, where the words are larger than the picture
thoroughly = few(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def by_day(values, most=8):
    return st.dictionaries(DAYS, values, max_size=most).map(lambda found: sorted(found.items()))


def points(rows) -> list[Point]:
    return [Point(on, value) for on, value in rows]


def year(on: date) -> str:
    return str(on.year)


def month(on: date) -> str:
    return f"september {on.year}"


def draw(measured=(), targets=(), baseline=None, day=year):
    return draw_chart(list(measured), points(targets), baseline, number=str, day=day)


def places(line: str) -> list[tuple[float, float]]:
    return [tuple(map(float, pair.split(","))) for pair in line.split()]


BASELINES = st.none() | st.builds(Point, DAYS, VALUES)


@thoroughly
@given(by_day(st.none() | VALUES), by_day(VALUES, 4), BASELINES)
def test_every_point_lies_inside_the_picture(measured, targets, baseline):
    chart = draw(measured, targets, baseline)
    if chart is None:
        assert not [value for _on, value in measured if value is not None]
        assert not targets
        assert baseline is None
        return
    dots = [(dot.x, dot.y) for dot in [*chart.dots, *chart.targets]]
    drawn = [place for line in [*chart.lines, chart.path] for place in places(line)]
    levels = [(chart.left, line.y) for line in [*chart.grid, *([chart.baseline] if chart.baseline else [])]]
    for x, y in [*dots, *drawn, *levels]:
        assert math.isfinite(x)
        assert math.isfinite(y)
        assert chart.left <= x <= chart.right
        assert 0 <= y <= HEIGHT
    assert 2 <= len(chart.grid) <= 10
    assert len(chart.dots) == sum(value is not None for _on, value in measured)
    assert len(chart.targets) == len(targets)


@thoroughly
@given(by_day(VALUES), by_day(VALUES, 4))
def test_lines_of_the_grid_are_told_from_the_bottom_up_and_lie_around_all_figures(measured, targets):
    chart = draw(measured, targets)
    if chart is None:
        return
    ys = [line.y for line in chart.grid]
    assert ys == sorted(ys, reverse=True)
    assert all(ys[-1] <= dot.y <= ys[0] for dot in [*chart.dots, *chart.targets])
    assert len({line.label for line in chart.grid}) == len(chart.grid)


def extent(tick) -> tuple[float, float]:
    width = len(tick.label) * LETTER
    left = tick.x - (width if tick.anchor == "end" else width / 2)
    return left, left + width


@thoroughly
@given(by_day(VALUES, 30), st.sampled_from([year, month]))
def test_no_word_below_the_picture_touches_another_or_the_edge(measured, day):
    chart = draw(measured, day=day)
    if chart is None:
        return
    spans = [extent(tick) for tick in chart.ticks]
    assert all(left >= 0 and right <= WIDTH for left, right in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    assert chart.ticks[-1].label == day(measured[-1][0])


def test_words_of_months_keep_clear_of_the_last_one_which_ends_at_the_edge():
    first = date(2025, 1, 1)
    chart = draw([(first + timedelta(days=31 * n), Decimal(n)) for n in range(12)], day=month)
    spans = [extent(tick) for tick in chart.ticks]
    assert chart.ticks[-1].anchor == "end"
    assert len(spans) > 2
    assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_the_words_at_the_side_end_above_those_below():
    """Those below stand eight units over the edge, and on a phone words are 22 units high."""
    chart = draw([(date(2025, 1, 1), Decimal(1)), (date(2026, 1, 1), Decimal(2))])
    assert chart.grid[0].y + 4 + 22 * 0.25 <= HEIGHT - 8 - 22 * 0.8


def test_there_is_nothing_to_draw_without_a_figure():
    assert draw() is None
    assert draw([(date(2024, 1, 1), None)]) is None


def test_a_single_point_stands_in_the_middle():
    chart = draw([(date(2024, 1, 1), Decimal(5))])
    [dot] = chart.dots
    assert (dot.x, dot.words) == ((chart.left + chart.right) / 2, "2024: 5")
    assert [line.label for line in chart.grid] == ["4.0", "4.5", "5.0", "5.5", "6.0"]
    assert (chart.lines, chart.path) == ([], "")


@pytest.mark.parametrize("value", ["0", "5", "-5", "0.000001", "99999999999999.999999"])
def test_equal_values_make_a_level_line(value):
    chart = draw([(date(year, 1, 1), Decimal(value)) for year in (2022, 2023, 2024)])
    assert len({dot.y for dot in chart.dots}) == 1
    assert len(chart.grid) >= 2


def test_a_missing_figure_leaves_a_gap_in_the_line():
    values = [Decimal(1), Decimal(2), None, Decimal(3), None, Decimal(2), Decimal(1)]
    chart = draw([(date(2018 + n, 1, 1), value) for n, value in enumerate(values)])
    assert [len(places(line)) for line in chart.lines] == [2, 2]
    assert [dot.words for dot in chart.dots] == ["2018: 1", "2019: 2", "2021: 3", "2023: 2", "2024: 1"]


def test_the_way_leads_from_the_last_figure_by_the_targets_to_come():
    targets = [(date(2020, 1, 1), Decimal(9)), (date(2026, 1, 1), Decimal(5)), (date(2030, 1, 1), Decimal(9))]
    chart = draw([(date(2024, 1, 1), Decimal(1))], targets)
    [dot] = chart.dots
    first, second, third = chart.targets
    assert places(chart.path) == [(dot.x, dot.y), (second.x, second.y), (third.x, third.y)]
    assert first.words == "2020: 9"


def test_targets_alone_are_drawn_with_the_way_between_them():
    chart = draw((), [(date(2026, 1, 1), Decimal(-5)), (date(2030, 1, 1), Decimal(5))])
    assert places(chart.path) == [(dot.x, dot.y) for dot in chart.targets]
    assert chart.dots == []


def test_a_scale_has_round_steps():
    def labels(low, high):
        chart = draw([(date(2023, 1, 1), Decimal(low)), (date(2024, 1, 1), Decimal(high))])
        return [line.label for line in chart.grid]

    assert labels("0", "100") == ["0.0", "20.0", "40.0", "60.0", "80.0", "100.0"]
    assert labels("-3", "3") == ["-3.0", "-2.0", "-1.0", "0.0", "1.0", "2.0", "3.0"]
    assert labels("79.2", "82.4") == ["79.0", "80.0", "81.0", "82.0", "83.0"]
