"""A copy says the same and is something else."""

import pytest
from django.core.exceptions import ValidationError

from apps.core.conflicts import Gone
from apps.strategies.history.versions import versions
from apps.strategies.models import Element, Plan, Topic
from apps.strategies.operations.copy import copy_subtree
from apps.strategies.tree.integrity import plan_findings
from tests.factories import CommitteeFactory, UserFactory, element, make_plan


@pytest.fixture
def plan(herning):
    unit = CommitteeFactory(municipality=herning)
    return make_plan(
        element(
            "focus_area",
            "Vores børn",
            element("goal", "Flere i job", text="To\nlinjer", responsible_id=unit.pk),
            element("goal", "Færre udenfor", parts_stated=2, parts_kind="action"),
        ),
        element("foundation", "Fundament"),
        municipality=herning,
    )


def outline(plan):
    rows = Element.objects.filter(plan=plan).without_root().in_reading_order()
    return [(row.level, row.title) for row in rows]


def copied(plan, title, parent, into=None, **options):
    source = plan.elements.get(title=title)
    into = into or plan
    parent = into.elements.get(title=parent) if parent else into.elements.get(parent__isnull=True)
    return copy_subtree(
        plan_id=plan.pk, element_id=source.pk, to_plan_id=into.pk, parent_id=parent.pk,
        **{"by": None, **options},
    )  # fmt: skip


def test_a_copy_in_the_same_plan_has_the_same_words_and_identities_of_its_own(plan):
    who = UserFactory()
    topic = Topic.objects.create(name="Job", slug="job")
    plan.elements.get(title="Flere i job").identity.topics.add(topic)
    top = copied(plan, "Vores børn", None, position=0, by=who)
    assert outline(plan) == [
        (1, "Vores børn"), (2, "Flere i job"), (2, "Færre udenfor"),
        (1, "Vores børn"), (2, "Flere i job"), (2, "Færre udenfor"), (1, "Fundament"),
    ]  # fmt: skip
    original, copy = plan.elements.filter(title="Flere i job").order_by("-lft")
    content = (
        "kind",
        "title",
        "body",
        "is_derived",
        "parts_stated",
        "parts_kind",
        "responsible_id",
        "version",
    )
    assert [getattr(copy, name) for name in content] == [getattr(original, name) for name in content]
    assert copy.identity_id != original.identity_id
    assert list(copy.identity.topics.all()) == [topic]
    assert [(v.event.verb, v.by) for v in versions(top.identity)] == [("copied", who)]
    assert plan_findings(plan, shared_tree_ids=set()) == []


def test_a_copy_may_stand_in_another_plan_of_the_municipality(plan, herning):
    other = make_plan(title="Anden plan", municipality=herning)
    copied(plan, "Vores børn", None, into=other)
    assert outline(other) == [(1, "Vores børn"), (2, "Flere i job"), (2, "Færre udenfor")]
    assert len(outline(plan)) == 4
    assert {row.identity.plan_id for row in other.elements.select_related("identity")} == {other.pk}
    assert plan_findings(other, shared_tree_ids=set()) == []


def test_an_element_can_be_copied_into_itself(herning):
    plan = make_plan(element("section", "a", element("section", "b")), municipality=herning)
    copied(plan, "a", "b")
    assert outline(plan) == [(1, "a"), (2, "b"), (3, "a"), (4, "b")]


def test_another_municipalitys_plan_is_no_place_for_it(plan):
    foreign = make_plan(title="Fremmed")
    with pytest.raises(ValidationError, match=r"kommune|municipality"):
        copied(plan, "Vores børn", None, into=foreign)
    assert outline(foreign) == []


@pytest.mark.parametrize(
    ("title", "parent", "code"),
    [("Flere i job", "Fundament", "forbidden_parent"), ("Vores plan", None, "root")],
)
def test_what_is_impossible_is_refused_and_nothing_changes(plan, title, parent, code):
    before = outline(plan)
    with pytest.raises(ValidationError) as refused:
        copied(plan, title, parent)
    assert refused.value.error_list[0].code == code
    assert outline(plan) == before


def test_there_must_be_something_to_copy_and_a_place_for_it(plan):
    root = plan.elements.get(parent__isnull=True)
    with pytest.raises(Gone):
        copy_subtree(plan_id=plan.pk, element_id=0, to_plan_id=plan.pk, parent_id=root.pk, by=None)
    with pytest.raises(Plan.DoesNotExist):
        copy_subtree(
            plan_id=plan.pk,
            element_id=plan.elements.get(title="Fundament").pk,
            to_plan_id=0,
            parent_id=root.pk,
            by=None,
        )


def test_the_topics_of_what_is_copied_come_along_top_and_all(plan):
    topics = {t: Topic.objects.create(name=t, slug=t.lower()) for t in ("Børn", "Job")}
    for title, topic in (("Vores børn", "Børn"), ("Flere i job", "Job")):
        plan.elements.get(title=title).identity.topics.add(topics[topic])
    top = copied(plan, "Vores børn", None)
    under = Element.objects.get(parent=top, title="Flere i job")
    assert [list(e.identity.topics.values_list("name", flat=True)) for e in (top, under)] == [
        ["Børn"],
        ["Job"],
    ]


def test_nothing_is_copied_into_another_municipality_though_nobody_is_responsible_for_it(plan, randers):
    foreign = make_plan(municipality=randers, title="Fremmed")
    with pytest.raises(ValidationError, match="Planen hører til en anden kommune"):
        copied(plan, "Fundament", None, into=foreign)
    assert outline(foreign) == []
