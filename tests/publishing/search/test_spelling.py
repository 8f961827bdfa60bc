"""What may have been meant, by the words of published plans."""

import pytest

from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.publishing.search.results import Search, complete
from tests.factories import element, make_plan

TEXT = (
    "Folkeskolen, børnehaver, bæredygtighed, cykelstier, ensomhed og iværksættere. En aftale om zebraplejen."
)


@pytest.fixture
def plan(herning, editor):
    plan = make_plan(element("goal", "Noget", text=TEXT), municipality=herning)
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("foleskole", "folkeskole"),
        ("bæredygtihed", "bæredygtighed"),
        ("bornehave", "børnehave"),
        ("ensommhed", "ensomhed"),
        ("iværksæter", "iværksætter"),
        ("cykelsit", "cykelsti"),
        ("ensommhed og bornehave", "ensomhed og børnehave"),
        ("bprnehave", "børnehave"),
    ],
)
def test_a_slip_of_the_finger_is_put_right_where_that_finds_more(plan, typed, meant):
    assert Search.of(typed).suggestion() == meant


@pytest.mark.parametrize(
    "typed", ["folkeskole", "affald", "vin", "xyzzyqq", "a", "", '"foleskole"', "zebraplejen"]
)
def test_nothing_is_suggested_for_what_is_found_or_is_another_word(plan, typed):
    assert Search.of(typed).suggestion() is None


def test_words_of_withdrawn_plans_are_suggested_to_nobody(plan, editor):
    assert list(complete("zebra", 5)) == ["zebrapleje", "zebra"]
    withdraw(plan=plan, by=editor)
    assert list(complete("zebra", 5)) == []
    assert Search.of("zebraplejn").suggestion() is None
