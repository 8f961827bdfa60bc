"""Elements as the last edition had them, dropped or not, of plans that citizens can read."""

import pytest

from apps.publishing.last_rows import last_rows
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from apps.strategies.models import ElementIdentity
from tests.factories import element, make_plan


@pytest.fixture
def plan(herning, editor):
    """Its second edition lacks “Ud”, its third says the same once more."""
    plan = make_plan(element("focus_area", "Ud"), element("focus_area", "Bliver"), municipality=herning)
    publish(plan=plan, by=editor, nature="adopted")
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Ud").pk, by=editor)
    for _ in range(2):
        publish(plan=plan, by=editor, nature="editorial")
    return plan


def told(plan):
    rows = last_rows(ElementIdentity.objects.filter(plan=plan).values("pk")).filter(position__gt=0)
    return sorted(rows.values_list("title", "edition__number", "is_dropped"))


def test_each_element_has_one_row_of_the_last_edition_that_had_it(plan):
    assert told(plan) == [("Bliver", 3, False), ("Ud", 1, True)]


def test_a_plan_that_was_withdrawn_has_none(plan, editor):
    withdraw(plan=plan, by=editor)
    assert told(plan) == []
