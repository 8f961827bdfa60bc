"""Kind, responsible and topics of several elements in one deed."""

import pytest
from django.core.exceptions import ValidationError

from apps.core.conflicts import Gone, SavedMeanwhile
from apps.strategies.models import Topic
from apps.strategies.operations import bulk_edit
from apps.strategies.operations.edit import edit_element
from tests.factories import CommitteeFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element("theme", "T", element("theme", "T1", element("theme", "T11")), element("goal", "G")),
        element("section", "S"),
        municipality=herning,
    )


def versions(plan, *titles):
    return dict(plan.elements.filter(title__in=titles).values_list("pk", "version"))


def kinds(plan):
    return {e.title: e.kind for e in plan.elements.without_root()}


def test_parents_and_children_change_kind_together(plan, editor):
    changed = bulk_edit.change_kind(
        plan_id=plan.pk, based_on=versions(plan, "T", "T1", "T11", "G"), kind="goal", by=editor
    )
    assert changed == 3
    assert kinds(plan) == {"T": "goal", "T1": "goal", "T11": "goal", "G": "goal", "S": "section"}
    assert plan.elements.get(title="T11").history.first().history_user == editor
    assert plan.elements.get(title="G").version == 1


def test_one_that_cannot_be_changed_keeps_all_as_they_are(plan, editor):
    before = kinds(plan)
    with pytest.raises(
        ValidationError, match=r"”T11”: Typen ”tema” kan ikke stå under ”mål”\. Intet er ændret\."
    ):
        bulk_edit.change_kind(plan_id=plan.pk, based_on=versions(plan, "T1", "G"), kind="goal", by=editor)
    for kind in ("document", "nonsense"):
        with pytest.raises(ValidationError):
            bulk_edit.change_kind(plan_id=plan.pk, based_on=versions(plan, "S"), kind=kind, by=editor)
    root = plan.elements.get(parent__isnull=True)
    with pytest.raises(ValidationError):
        bulk_edit.change_kind(plan_id=plan.pk, based_on={root.pk: 1}, kind="section", by=editor)
    assert kinds(plan) == before


def test_what_was_saved_since_is_named_and_nothing_is_changed(plan, editor, portal_admin):
    based_on = versions(plan, "T1", "S")
    section = plan.elements.get(title="S")
    edit_element(plan_id=plan.pk, element_id=section.pk, based_on=1, by=portal_admin, body="<p>Nyt.</p>")
    unit = CommitteeFactory(municipality=plan.municipality)
    with pytest.raises(SavedMeanwhile, match=r"En anden har gemt ”S” i mellemtiden\. Intet er ændret\."):
        bulk_edit.change_responsible(plan_id=plan.pk, based_on=based_on, responsible=unit, by=editor)
    assert not plan.elements.filter(responsible__isnull=False).exists()


def test_responsible_is_set_and_taken_away_within_the_municipality(plan, editor, randers):
    unit, foreign = CommitteeFactory(municipality=plan.municipality), CommitteeFactory(municipality=randers)
    for committee, count in ((unit, 2), (None, 2)):
        changed = bulk_edit.change_responsible(
            plan_id=plan.pk, based_on=versions(plan, "T", "G"), responsible=committee, by=editor
        )
        assert changed == count
        assert {e.responsible for e in plan.elements.filter(title__in=["T", "G"])} == {committee}
    with pytest.raises(ValidationError):
        bulk_edit.change_responsible(
            plan_id=plan.pk, based_on=versions(plan, "T"), responsible=foreign, by=editor
        )


def test_topics_are_added_and_removed_beside_those_there_are(plan, editor):
    climate, health = (Topic.objects.create(name=n, slug=n.lower()) for n in ("Klima", "Sundhed"))
    plan.elements.get(title="T").identity.topics.add(health)
    names = ("T", "G")

    def topics():
        return [{t.name for t in plan.elements.get(title=n).identity.topics.all()} for n in names]

    assert (
        bulk_edit.change_topics(plan_id=plan.pk, based_on=versions(plan, *names), by=editor, add=[climate])
        == 2
    )
    assert topics() == [{"Klima", "Sundhed"}, {"Klima"}]
    assert (
        bulk_edit.change_topics(plan_id=plan.pk, based_on=versions(plan, *names), by=editor, add=[climate])
        == 0
    )
    assert (
        bulk_edit.change_topics(plan_id=plan.pk, based_on=versions(plan, *names), by=editor, remove=[health])
        == 1
    )
    assert topics() == [{"Klima"}, {"Klima"}]


def test_an_element_of_another_plan_is_not_there(plan, herning, editor):
    other = make_plan(element("section", "X"), municipality=herning, title="Anden")
    with pytest.raises(Gone):
        bulk_edit.change_kind(
            plan_id=plan.pk, based_on=versions(plan, "S") | versions(other, "X"), kind="goal", by=editor
        )
    assert kinds(plan)["S"] == "section"
