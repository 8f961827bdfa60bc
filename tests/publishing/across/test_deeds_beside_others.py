"""Withdrawing, retracting and publishing where another plan has the same address, the same words or both."""

import pytest

from apps.publishing import reading
from apps.publishing.digest import is_intact
from apps.publishing.models import Edition, EditionElement
from apps.publishing.operations.publish import publish, republish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from tests.factories import element, make_plan

NAME = "Jens Hansen-Friis"


def same_plan(municipality, by, slug="plan"):
    plan = make_plan(
        element("goal", "Mål", text=f"Ring til {NAME}."), municipality=municipality, slug=slug, by=by
    )
    publish(plan=plan, by=by, nature="adopted", public_note=f"Skrevet af {NAME}.")
    return plan


def test_a_withdrawn_plan_tells_its_own_note_and_not_another_municipality_s(herning, randers, editor):
    here, there = same_plan(herning, editor), same_plan(randers, editor)
    withdraw(plan=here, by=editor, public_note="Herning har vedtaget en ny.")
    assert reading.published_plan("randers", "plan").plan == there
    withdraw(plan=there, by=editor, public_note="Randers har ikke.")
    for slug, plan, note in (
        ("herning", here, "Herning har vedtaget en ny."),
        ("randers", there, "Randers har ikke."),
    ):
        with pytest.raises(reading.PlanWithdrawn) as gone:
            reading.published_plan(slug, "plan")
        assert (gone.value.withdrawal.plan, gone.value.withdrawal.public_note) == (plan, note)


def test_a_plan_that_was_never_published_has_no_note_of_another(herning, randers, editor):
    make_plan(municipality=herning, slug="plan")
    same_plan(herning, editor, slug="anden")
    withdraw(plan=same_plan(randers, editor), by=editor, public_note="Randers har ikke.")
    with pytest.raises(Edition.DoesNotExist):
        reading.published_plan("herning", "plan")
    with pytest.raises(Edition.DoesNotExist):
        reading.published_plan("randers", "anden")


@pytest.mark.parametrize("elsewhere", ["another plan of the municipality", "another municipality"])
def test_a_retraction_does_not_reach_another_plan_s_editions_or_tree(elsewhere, herning, randers, editor):
    here = same_plan(herning, editor)
    place = {"municipality": herning, "slug": "anden"} if "plan" in elsewhere else {"municipality": randers}
    there = same_plan(by=editor, **place)
    before = everything_of(there)
    retract(identity=here.identities.last(), by=editor, reason="Et navn", words=NAME)
    assert NAME not in str(everything_of(here))
    assert everything_of(there) == before
    assert all(is_intact(edition) for edition in Edition.objects.filter(plan__in=[here, there]))


def everything_of(plan):
    editions = Edition.objects.filter(plan=plan)
    return [
        list(plan.elements.order_by("lft").values()),
        list(editions.order_by("number").values()),
        list(EditionElement.objects.filter(edition__in=editions).order_by("pk").values()),
        list(type(plan.elements.get(level=0)).history.filter(plan=plan).order_by("pk").values()),
    ]


def test_numbers_current_editions_and_addresses_are_counted_plan_by_plan(herning, randers, editor):
    here, there, third = (
        same_plan(herning, editor),
        same_plan(randers, editor),
        same_plan(herning, editor, slug="anden"),
    )
    before = [everything_of(there), everything_of(third)]
    second = publish(plan=here, by=editor, nature="editorial")
    again = republish(edition=Edition.objects.get(plan=here, number=1), by=editor)
    assert (second.number, again.number) == (2, 3)
    assert list(Edition.objects.filter(plan=here, is_current=True)) == [again]
    assert [everything_of(there), everything_of(third)] == before


def test_moving_deleting_and_restoring_leave_the_neighbouring_tree_alone(herning, editor):
    here, there = (
        make_plan(
            element("section", "A", element("section", "B")),
            element("section", "C"),
            municipality=herning,
            title=title,
        )
        for title in ("Her", "Der")
    )
    before = list(there.elements.order_by("lft").values())
    key = {e.title: e.pk for e in here.elements.all()}
    tree.move(plan_id=here.pk, element_id=key["C"], parent_id=key["A"], position=0, by=editor)
    binned = tree.delete(plan_id=here.pk, element_id=key["A"], by=editor)
    tree.restore(plan_id=here.pk, binned_id=binned.pk, by=editor)
    assert list(there.elements.order_by("lft").values()) == before
