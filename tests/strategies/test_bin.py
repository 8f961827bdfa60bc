from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.core.conflicts import DoneMeanwhile
from apps.strategies import tree
from apps.strategies.models import BinnedSubtree, Element
from apps.strategies.operations.edit import edit_element
from apps.strategies.tree.integrity import findings
from tests.factories import CommitteeFactory, UserFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "A", element("goal", "A1", element("goal", "A11")), element("goal", "A2")),
        element("focus_area", "B"),
        title="Plan",
        municipality=herning,
    )


@pytest.fixture
def user(db):
    return UserFactory()


def delete(plan, title, by):
    return tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title=title).pk, by=by)


def restore(binned, by, under=None):
    parent_id = Element.objects.get(plan=binned.plan_id, title=under).pk if under else None
    return tree.restore(plan_id=binned.plan_id, binned_id=binned.pk, parent_id=parent_id, by=by)


def outline(plan):
    return [(e.title, e.level, e.position) for e in plan.elements.without_root().in_reading_order()]


def test_a_child_binned_before_its_parent_waits_until_the_parent_is_back(plan, user):
    before = outline(plan)
    child, parent = delete(plan, "A11", user), delete(plan, "A", user)
    assert outline(plan) == [("B", 1, 0)]
    with pytest.raises(ValidationError, match="Elementet, det stod under, er der ikke længere"):
        restore(child, user)
    restore(parent, user)
    restore(child, user)
    assert (outline(plan), findings()) == (before, [])


def test_a_subtree_can_come_back_under_another_place(plan, user):
    child = delete(plan, "A1", user)
    delete(plan, "A", user)
    restored = restore(child, user, under="B")
    assert outline(plan) == [("B", 1, 0), ("A1", 2, 0), ("A11", 3, 0)]
    assert (restored.identity_id, findings()) == (child.identity_id, [])


def test_a_subtree_restored_elsewhere_is_not_in_its_old_parent_when_that_comes_back(plan, user):
    child, parent = delete(plan, "A1", user), delete(plan, "A", user)
    restore(child, user, under="B")
    restore(parent, user)
    assert outline(plan) == [("A", 1, 0), ("A2", 2, 0), ("B", 1, 1), ("A1", 2, 0), ("A11", 3, 0)]


def test_the_place_among_siblings_is_kept_as_far_as_they_are_there(plan, user):
    first, second = delete(plan, "A1", user), delete(plan, "A2", user)
    restore(second, user)
    restore(first, user)
    assert [title for title, level, _ in outline(plan) if level == 2] == ["A1", "A2"]


def test_nothing_is_restored_twice(plan, user):
    binned = delete(plan, "A1", user)
    restore(binned, user)
    with pytest.raises(DoneMeanwhile):
        restore(binned, user)
    assert (Element.objects.filter(title="A1").count(), plan.bin.restorable().count()) == (1, 0)


def test_another_plans_bin_is_not_found(plan, user):
    binned = delete(plan, "A1", user)
    with pytest.raises(DoneMeanwhile):
        tree.restore(plan_id=make_plan().pk, binned_id=binned.pk, by=user)


def test_a_subtree_does_not_come_back_where_its_kind_may_no_longer_stand(plan, user):
    binned = delete(plan, "A1", user)
    delete(plan, "A2", user)
    parent = plan.elements.get(title="A")
    edit_element(plan_id=plan.pk, element_id=parent.pk, based_on=1, by=user, kind="principle")
    with pytest.raises(ValidationError, match="Typen ”mål” kan ikke stå under ”arbejdsprincip”"):
        restore(binned, user)
    assert plan.bin.restorable().count() == 2


def test_everything_an_element_says_survives_the_bin(plan, user):
    committee = CommitteeFactory(municipality=plan.municipality)
    goal = plan.elements.get(title="A1")
    said = {"body": "<p>Tekst.</p>", "parts_stated": 3, "parts_kind": "goal", "responsible": committee}
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=user, **said)
    back = restore(delete(plan, "A1", user), user)
    assert {name: getattr(back, name) for name in said} == said
    assert (back.version, back.identity_id) == (2, goal.identity_id)


def test_a_committee_deleted_meanwhile_is_no_longer_responsible(plan, user):
    committee = CommitteeFactory(municipality=plan.municipality)
    goal = plan.elements.get(title="A11")
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=user, responsible=committee)
    binned = delete(plan, "A1", user)
    committee.delete()
    restore(binned, user)
    assert plan.elements.get(title="A11").responsible is None


def test_each_editor_sees_the_bin_of_their_own_municipality(plan, user, editor, other_editor):
    binned = delete(plan, "A1", user)
    assert list(BinnedSubtree.objects.editable_by(editor)) == [binned]
    assert list(BinnedSubtree.objects.editable_by(other_editor)) == []


def test_a_committee_that_became_another_municipality_s_is_no_longer_responsible(plan, user, randers):
    goal = plan.elements.get(title="A11")
    committee = CommitteeFactory(municipality=plan.municipality)
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=user, responsible=committee)
    binned = delete(plan, "A1", user)
    committee.municipality = randers
    committee.save()
    restore(binned, user)
    assert plan.elements.get(title="A11").responsible is None


def test_the_state_of_a_subtree_is_its_own_elements_in_their_places(plan, herning, editor):
    other = make_plan(element("section", "X"), municipality=herning, title="Anden")
    top = plan.elements.filter(level=1).order_by("lft").first()
    before = tree.subtree_state(top)
    beside = other.elements.get(title="X")
    edit_element(plan_id=other.pk, element_id=beside.pk, based_on=1, by=editor, title="Y")
    assert tree.subtree_state(top) == before
    edit_element(plan_id=plan.pk, element_id=top.pk, based_on=1, by=editor, body="<p>Nyt.</p>")
    top.refresh_from_db()
    assert tree.subtree_state(top) != before


def test_partners_and_times_come_back_but_no_committee_that_is_gone(plan, user):
    stays, goes = (CommitteeFactory(municipality=plan.municipality) for _unit in range(2))
    area = plan.elements.get(title="B")
    told = {"contact": "Rådhuset", "starts_on": date(2026, 3, 1), "ends_on": date(2026, 12, 31)}
    edit_element(plan_id=plan.pk, element_id=area.pk, based_on=1, by=user, partners=[stays, goes], **told)
    binned = delete(plan, "B", user)
    Element.history.filter(identity_id=area.identity_id).update(partner_ids=[stays.pk])
    goes.delete()
    back = restore(binned, user)
    assert list(back.partners.all()) == [stays]
    assert {name: getattr(back, name) for name in told} == told


def test_a_bin_from_before_elements_had_partners_is_brought_back(plan, user):
    binned = delete(plan, "B", user)
    for name in ("partner_ids", "contact", "starts_on", "ends_on", "is_continuous"):
        del binned.content[name]
    binned.save()
    assert restore(binned, user).partner_ids == []
