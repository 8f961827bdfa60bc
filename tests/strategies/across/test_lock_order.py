"""Which locks are taken, and in which order: two writers that wait for each other must never do so in a ring."""

from contextlib import contextmanager
from itertools import permutations

import pytest

from apps.strategies.tree import structure


@pytest.fixture
def taken(db, monkeypatch):
    """The keys of the advisory locks, in the order taken, whatever database the tests run on."""
    keys = []

    class Cursor:
        def execute(self, _statement, parameters):
            keys.append(tuple(parameters))

    class PostgreSQL:
        vendor = "postgresql"

        @contextmanager
        def cursor(self):
            yield Cursor()

    monkeypatch.setattr(structure, "connection", PostgreSQL())
    return keys


@pytest.mark.parametrize("plans", list(permutations((3, 7, 3, 2**40 + 5))))
def test_the_global_lock_comes_first_then_each_plan_once_by_ascending_key(plans, taken):
    for all_trees in (False, True):
        taken.clear()
        with structure.locked(*plans, by=None, all_trees=all_trees):
            keys = [key for _space, key in taken]
        assert keys == [*[0] * all_trees, 3, 5, 7]
        assert all(0 <= key < 2**31 for key in keys)
        assert len({space for space, _key in taken}) == 1


def test_one_plan_takes_one_lock(taken):
    with structure.locked(7, by=None):
        assert [key for _space, key in taken] == [7]
