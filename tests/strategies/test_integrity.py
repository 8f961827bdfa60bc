"""Every kind of damage is found, told apart and told in words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.strategies.models import Element, ElementIdentity, Plan, Relation
from apps.strategies.models.guard import structure_change
from apps.strategies.tree import integrity
from apps.strategies.tree.integrity import TreeNode, plan_findings, shared_numbers, structure_problems
from tests.factories import CommitteeFactory, element, make_plan


def node(pk, parent, lft, rght, level, position, kind="section"):
    return TreeNode(pk, parent, lft, rght, level, 1, position, kind, f"Element {pk}", 1, 1, None)


#: 1 › (2 › (3, 4), 5)
WHOLE = [
    node(1, None, 1, 10, 0, 0, "document"),
    node(2, 1, 2, 7, 1, 0, "focus_area"),
    node(3, 2, 3, 4, 2, 0, "goal"),
    node(4, 2, 5, 6, 2, 1, "goal"),
    node(5, 1, 8, 9, 1, 1),
]


def damaged(pk, **changes):
    return [replace(n, **changes) if n.pk == pk else n for n in WHOLE]


def codes(nodes):
    return {(code, n.pk if n else None) for code, n, _text in structure_problems(nodes)}


def test_a_whole_tree_has_no_problems():
    assert structure_problems(WHOLE) == []


@pytest.mark.parametrize(
    ("nodes", "found"),
    [
        ([], {("root", None)}),
        (WHOLE[1:], {("root", None), ("parent", 2), ("parent", 5), ("gap", None)}),
        (damaged(5, rght=11), {("nesting", 5), ("gap", None)}),
        (damaged(5, lft=9, rght=9), {("nesting", 5)}),
        (damaged(4, lft=3, rght=4), {("nesting", 3), ("nesting", 4)}),
        (damaged(4, rght=4), {("nesting", 3), ("nesting", 4)}),
        (damaged(4, lft=4), {("nesting", 3), ("nesting", 4)}),
        (damaged(3, level=1), {("level", 3)}),
        (damaged(1, level=1), {("level", 1), ("level", 2), ("level", 5)}),
        (damaged(4, position=0), {("position", 4)}),
        (damaged(4, tree_id=2), {("tree_id", 4)}),
        (damaged(3, parent_id=99), {("parent", 3), ("position", 4)}),
        (
            damaged(2, parent_id=3),
            {("cycle", 2), ("cycle", 3), ("level", 2), ("nesting", 2), ("kind", 2), ("position", 5)},
        ),
        (damaged(3, kind="value"), {("kind", 3)}),
        (damaged(3, kind="nonsense"), {("kind", 3)}),
        (damaged(1, kind="section"), {("kind", 1)}),
    ],
)
def test_each_kind_of_damage_is_found_where_it_is(nodes, found):
    assert codes(nodes) == found


NUMBERS = ["lft", "rght", "level", "position", "tree_id"]


@given(index=st.integers(0, 4), name=st.sampled_from(NUMBERS), wrong=st.integers(0, 40))
def test_no_wrong_number_goes_unnoticed(index, name, wrong):
    if getattr(WHOLE[index], name) != wrong:
        assert structure_problems(damaged(index + 1, **{name: wrong}))


def test_tree_numbers_of_two_plans_are_told():
    assert shared_numbers([(1, 10), (1, 10), (2, 11), (3, 10), (3, 11)]) == {3}


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "Børn", element("goal", "Job")), title="Plan", municipality=herning
    )


def texts(plan):
    return [
        finding.text for finding in plan_findings(Plan.objects.select_related("municipality").get(pk=plan.pk))
    ]


def damage(plan, title, **values):
    with structure_change(None):
        Element.objects.filter(plan=plan, title=title).update(**values)


def test_a_finding_names_plan_element_and_fault(plan):
    damage(plan, "Job", level=1)
    job = plan.elements.get(title="Job")
    (finding,) = integrity.findings()
    assert finding.as_dict() == {
        "code": "level",
        "plan_id": plan.pk,
        "plan": "herning/plan",
        "element_id": job.pk,
        "text": "”Job” står ikke ét niveau under ”Børn”.",
    }


def test_rows_of_another_municipality_are_found(plan, randers):
    foreign = make_plan(element("goal", "Fremmed"), municipality=randers, title="Fremmed plan")
    job = plan.elements.get(title="Job")
    with structure_change(None):
        ElementIdentity.objects.filter(pk=job.identity_id).update(plan=foreign, municipality=randers)
    Element.objects.filter(pk=job.pk).update(responsible=CommitteeFactory(municipality=randers))
    Plan.objects.filter(pk=plan.pk).update(committee=CommitteeFactory(municipality=randers))
    root = plan.elements.get(parent=None)
    relation = Relation.objects.create(
        source_id=root.identity_id,
        target_id=foreign.elements.get(title="Fremmed").identity_id,
        kind="related",
    )
    assert texts(plan) == [
        "Identiteten for ”Job” hører til en anden plan.",
        "Identiteten for ”Job” hører til en anden kommune.",
        "Den ansvarlige for ”Job” er et udvalg i en anden kommune.",
        "Planens udvalg hører til en anden kommune.",
        f"Sammenhængen {relation.pk} fører til en anden kommune.",
    ]


def test_a_root_that_is_not_called_what_the_plan_is_called_is_found(plan):
    Plan.objects.filter(pk=plan.pk).update(title="Noget andet")
    assert texts(plan) == ["Det øverste element hedder ”Plan”, men det gør planen ikke."]


def test_two_plans_in_one_tree_are_found(plan):
    other = make_plan(title="En anden", municipality=plan.municipality)
    tree_id = plan.elements.get(parent=None).tree_id
    damage(other, "En anden", tree_id=tree_id)
    assert [finding.code for finding in integrity.findings()] == ["tree_id", "tree_id"]


def test_checking_takes_the_same_queries_however_large_the_plan(plan, django_assert_num_queries):
    fresh = Plan.objects.select_related("municipality", "committee").get(pk=plan.pk)
    with django_assert_num_queries(5):
        assert plan_findings(fresh) == []
    large = make_plan(*[element("goal", f"Mål {n}") for n in range(40)], title="Stor")
    with django_assert_num_queries(5):
        assert plan_findings(large) == []
