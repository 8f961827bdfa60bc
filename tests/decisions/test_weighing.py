"""Counting how decisions pull: every effect is counted once, and what nobody said is no effect."""

from hypothesis import given
from hypothesis import strategies as st

from apps.decisions.weighing import EFFECTS, Pull, pull

PAIRS = st.lists(st.tuples(st.sampled_from([None, *EFFECTS]), st.integers(0, 50)), max_size=20)


def test_effects_are_counted_by_side():
    found = pull([(2, 3), (1, 1), (0, 4), (-1, 2), (-2, 1), (None, 5)])
    assert found == Pull({-2: 1, -1: 2, 0: 4, 1: 1, 2: 3}, not_assessed=5)
    assert (found.against, found.neutral, found.in_favour, found.assessed) == (3, 4, 4, 11)


def test_nothing_recorded_pulls_nowhere():
    found = pull([])
    assert found == Pull(dict.fromkeys(EFFECTS, 0), 0)
    assert (found.against, found.neutral, found.in_favour, found.assessed) == (0, 0, 0, 0)


@given(PAIRS)
def test_every_record_is_counted_exactly_once(pairs):
    found = pull(pairs)
    assert found.against + found.neutral + found.in_favour == found.assessed
    assert found.assessed + found.not_assessed == sum(number for _effect, number in pairs)
    assert found == pull(reversed(pairs))
