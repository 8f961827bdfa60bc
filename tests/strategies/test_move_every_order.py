"""Every move there is among up to five siblings, against what a list does."""

import pytest

from apps.strategies import tree
from apps.strategies.models import Event, Move
from apps.strategies.operations import move
from apps.strategies.tree.integrity import findings
from tests.factories import UserFactory, element, make_plan

MOST = 5
#: How many siblings, which of them is moved, and where to.
MOVES = [
    (size, moved, to) for size in range(1, MOST + 1) for moved in range(size) for to in range(-1, size + 2)
]


@pytest.fixture
def plan_of(herning):
    def make(size):
        """So many siblings, of which every second has something under it."""
        siblings = [
            element("section", str(n), *[element("section", f"{n}.1")] * (n % 2)) for n in range(size)
        ]
        return make_plan(*siblings, municipality=herning, title="Plan")

    return make


def order(plan):
    return [int(e.title) for e in plan.elements.filter(level=1).in_reading_order()]


def positions(plan):
    return list(plan.elements.filter(level=1).in_reading_order().values_list("position", flat=True))


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_every_element_goes_to_every_place(size, plan_of):
    plan = plan_of(size)
    root = plan.elements.get(level=0).pk
    expected = list(range(size))
    for _size, moved, to in (m for m in MOVES if m[0] == size):
        expected.remove(moved)
        expected.insert(max(to, 0), moved)
        tree.move(
            plan_id=plan.pk,
            element_id=plan.elements.get(title=moved).pk,
            parent_id=root,
            position=to,
            by=None,
        )
        assert (order(plan), positions(plan)) == (expected, list(range(size)))
    assert findings() == []


@pytest.mark.parametrize("size", range(2, MOST + 1))
def test_every_element_goes_behind_every_other_and_back_again(size, plan_of):
    plan, by = plan_of(size), UserFactory()
    root = plan.elements.get(level=0).pk
    keys = {int(e.title): e.pk for e in plan.elements.filter(level=1)}
    everything = list(range(size))
    for moved in everything:
        rest = [n for n in everything if n != moved]
        for at, place in enumerate([tree.FIRST, *rest, tree.LAST]):
            newest = Move.objects.filter(plan=plan).latest_of_each()
            move.move_elements(
                plan_id=plan.pk,
                expected={keys[moved]: newest.get(plan.elements.get(pk=keys[moved]).identity_id, 0)},
                parent_id=root,
                after=keys.get(place, place),
                by=by,
            )
            assert order(plan) == [*rest[:at], moved, *rest[at:]]
            if last := Event.objects.filter(plan=plan).moves_to_undo(by).first():
                move.undo_move(plan_id=plan.pk, event_id=last.pk, by=by)
            assert order(plan) == everything
    assert findings() == []
