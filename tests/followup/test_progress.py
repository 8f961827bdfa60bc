"""Counts add up, what is rolled up is what a plain count finds, and a shift is told once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.followup.progress import (
    Counts,
    KeptUp,
    Place,
    Shift,
    between,
    count,
    count_told,
    is_past,
    kept_up,
    roll_up,
)
from apps.followup.status import Status

TODAY = date(2026, 9, 1)
STATUSES = st.sampled_from([None, *Status.values])
ROUNDS = st.dictionaries(st.integers(1, 8), STATUSES)
NONE_OF_EACH = dict.fromkeys(Status.values, 0)


@given(st.lists(STATUSES), st.booleans())
def test_every_element_is_counted_once(statuses, is_past_deadline):
    counts = count(statuses, is_past_deadline=is_past_deadline)
    assert counts.total == len(statuses)
    assert counts.reported == sum(status is not None for status in statuses)
    assert counts.by_status == {status: statuses.count(status) for status in Status.values}
    assert counts.not_followed_up == statuses.count(None)
    assert counts.overdue == (counts.not_followed_up if is_past_deadline else 0)


def test_counts_keep_the_order_of_the_statuses():
    assert list(count(["cancelled", "on_track"]).by_status) == [
        "not_started",
        "on_track",
        "at_risk",
        "off_track",
        "completed",
        "cancelled",
    ]


def test_of_nothing_nothing_is_overdue():
    assert count([], is_past_deadline=True) == Counts(NONE_OF_EACH, 0, 0)


def test_the_day_of_the_deadline_still_counts():
    assert not is_past(TODAY, on=TODAY - timedelta(days=1))
    assert not is_past(TODAY, on=TODAY)
    assert is_past(TODAY, on=TODAY + timedelta(days=1))


@st.composite
def trees(draw):
    """Places of a random tree in reading order, with the parent of each."""
    parents = [None]
    path = [0]
    for position in range(1, draw(st.integers(1, 14))):
        path = path[: draw(st.integers(1, len(path)))]
        parents.append(path[-1])
        path = [*path, position]
    places = []
    for position in range(len(parents)):
        last = max(other for other in range(len(parents)) if position in ancestors(other, parents) | {other})
        places.append(Place(position, last, draw(st.booleans()), draw(STATUSES), draw(st.booleans())))
    return places, parents


def ancestors(position, parents):
    found = set()
    while (position := parents[position]) is not None:
        found.add(position)
    return found


@given(trees(), st.randoms())
def test_what_is_rolled_up_is_what_a_plain_count_finds(tree, chance):
    places, parents = tree
    expected = {}
    for place in places:
        below = [
            (other.status, other.is_overdue)
            for other in places
            if other.is_answered_for and place.position in ancestors(other.position, parents)
        ]
        if below:
            expected[place.position] = count_told(below)
    chance.shuffle(places)
    assert roll_up(places) == expected


def test_an_element_is_not_among_what_it_rolls_up():
    goal, action = Place(0, 1, True, "on_track"), Place(1, 1, True, "at_risk")
    assert roll_up([goal, action]) == {0: Counts({**NONE_OF_EACH, "at_risk": 1})}


def test_what_is_overdue_is_counted_as_that_whatever_was_said_of_it_before():
    told = [("on_track", False), ("on_track", True), (None, True), (None, False)]
    assert count_told(told) == Counts({**NONE_OF_EACH, "on_track": 1}, not_followed_up=3, overdue=2)
    vision, goal, action = (
        Place(0, 2, True, None),
        Place(1, 1, True, "at_risk", is_overdue=True),
        Place(2, 2, True, None),
    )
    assert roll_up([vision, goal, action]) == {0: Counts(NONE_OF_EACH, not_followed_up=2, overdue=1)}


@pytest.mark.parametrize(
    ("counts", "is_told"),
    [(Counts({}, 3, 0), False), (Counts({}, 3, 1), True), (Counts({"on_track": 1}, 3, 0), True)],
)
def test_there_is_more_to_tell_when_something_is_reported_or_overdue(counts, is_told):
    assert counts.is_told is is_told


def test_what_was_checked_a_year_ago_to_the_day_is_kept_up_and_the_day_before_is_not():
    year_ago = TODAY - timedelta(days=365)
    days = [TODAY, year_ago, year_ago - timedelta(days=1), None]
    assert kept_up(days, on=TODAY, days=365) == KeptUp(checked=2, total=4)
    assert kept_up([], on=TODAY, days=365) == KeptUp(0, 0)


def test_shifts_come_in_the_order_of_the_later_round_and_what_one_round_alone_asks_about_is_none():
    before = {1: "on_track", 2: "at_risk", 3: None, 4: "completed", 5: None, 6: None}
    after = {9: None, 7: "not_started", 3: "on_track", 2: None, 1: "on_track", 6: None}
    found = between(before, after)
    assert found.shifts == [Shift(3, None, "on_track"), Shift(2, "at_risk", None)]
    assert (found.same, found.untold, found.only_before, found.only_after) == (1, 1, 2, 2)


@given(ROUNDS, ROUNDS)
def test_the_shifts_lead_from_one_round_to_the_next_and_nothing_is_counted_twice(before, after):
    found = between(before, after)
    assert len({shift.identity for shift in found.shifts}) == len(found.shifts)
    assert all(shift.before != shift.after for shift in found.shifts)
    assert all(before[shift.identity] == shift.before for shift in found.shifts)
    reached = before | {shift.identity: shift.after for shift in found.shifts}
    assert all(reached[identity] == after[identity] for identity in before.keys() & after.keys())
    in_both = len(found.shifts) + found.same + found.untold
    assert (in_both + found.only_before, in_both + found.only_after) == (len(before), len(after))
