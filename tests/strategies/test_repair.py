import json
import random

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.strategies.models import Element, Plan
from apps.strategies.models.guard import structure_change
from apps.strategies.tree import integrity
from apps.strategies.tree.repair import repair
from tests.factories import element, make_plan

NUMBERS = ("lft", "rght", "level", "position", "tree_id")


@pytest.fixture
def plan(herning):
    return make_plan(
        element("section", "A", element("section", "A1", element("goal", "A11")), element("goal", "A2")),
        element("section", "B"),
        element("section", "C", element("goal", "C1")),
        title="Plan",
        municipality=herning,
    )


def damage(plan, title, **values):
    with structure_change(None):
        Element.objects.filter(plan=plan, title=title).update(**values)


def rows(plan):
    return list(plan.elements.order_by("pk").values_list("title", "parent_id", *NUMBERS))


def outline(plan):
    return [(e.title, e.level, e.position) for e in plan.elements.in_reading_order()]


def run(capsys, *options):
    code = 0
    try:
        call_command("check_trees", *options)
    except SystemExit as ended:
        code = ended.code
    return code, capsys.readouterr().out


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seed=st.integers(0, 10**6))
def test_numbers_however_wrong_come_back_from_parent_and_position(plan, seed):
    before = rows(plan)
    chance = random.Random(seed)
    with structure_change(None):
        for pk in plan.elements.values_list("pk", flat=True):
            lft = chance.randint(0, 30)
            Element.objects.filter(pk=pk).update(
                lft=lft, rght=lft + chance.randint(1, 9), level=chance.randint(0, 5)
            )
    repair(plan.pk)
    assert (rows(plan), integrity.findings()) == (before, [])


def test_position_is_believed_where_lft_says_another_order(plan):
    titles = dict(plan.elements.values_list("title", "pk"))
    damage(plan, "B", position=2)
    damage(plan, "C", position=1)
    assert {finding.code for finding in integrity.findings()} == {"position"}
    repair(plan.pk)
    assert [(e.title, e.pk) for e in plan.elements.filter(level=1).order_by("lft")] == [
        (title, titles[title]) for title in ("A", "C", "B")
    ]


def test_a_circle_is_cut_and_hung_under_the_root(plan):
    damage(plan, "A", parent=plan.elements.get(title="A11"))
    report = repair(plan.pk)
    assert report.left == []
    assert report.done[0] == "”A” blev sat ind under planens øverste element."
    assert outline(plan) == [
        ("Plan", 0, 0),
        ("B", 1, 0),
        ("C", 1, 1),
        ("C1", 2, 0),
        ("A", 1, 2),
        ("A1", 2, 0),
        ("A11", 3, 0),
        ("A2", 2, 1),
    ]


def test_an_element_under_another_plans_comes_home(plan):
    other = make_plan(element("section", "Fremmed"), title="En anden", municipality=plan.municipality)
    damage(plan, "C", parent=other.elements.get(title="Fremmed"))
    assert {finding.plan_id for finding in integrity.findings()} == {plan.pk}
    repair(plan.pk)
    assert (outline(plan)[-2:], integrity.findings()) == ([("C", 1, 2), ("C1", 2, 0)], [])


def test_a_plan_without_a_tree_gets_a_root(herning):
    plan = Plan.objects.create(municipality=herning, title="Tom", slug="tom")
    assert [finding.code for finding in integrity.findings()] == ["root"]
    report = repair(plan.pk)
    assert report.left == []
    assert report.done == [
        "Planen fik et nyt øverste element.",
        "Nummereringen blev lavet om ud fra forælder og plads.",
    ]
    assert outline(plan) == [("Tom", 0, 0)]


def test_a_tree_keeps_the_number_that_most_of_it_has(plan):
    usual = plan.elements.get(parent=None).tree_id
    damage(plan, "B", tree_id=usual + 100)
    repair(plan.pk)
    assert set(plan.elements.values_list("tree_id", flat=True)) == {usual}


def test_trees_that_share_a_number_are_parted(plan):
    other = make_plan(element("goal", "Mål"), title="En anden", municipality=plan.municipality)
    with structure_change(None):
        other.elements.update(tree_id=plan.elements.first().tree_id)
    for damaged in (plan, other):
        repair(damaged.pk)
    assert integrity.findings() == []


def test_a_whole_tree_is_left_alone_by_repair(plan):
    before = rows(plan)
    report = repair(plan.pk)
    assert (report.found, report.done, rows(plan)) == ([], [], before)


def test_check_trees_ends_with_0_and_says_that_all_is_well(plan, capsys):
    assert run(capsys) == (0, "Alle træer er hele.\n")
    assert run(capsys, "--repair") == (0, "Alle træer er hele.\n")


def test_check_trees_ends_with_1_on_a_finding_and_mends_it_when_told(plan, capsys):
    damage(plan, "B", level=3)
    assert run(capsys) == (1, "herning/plan: ”B” står ikke ét niveau under ”Plan”.\n")
    code, out = run(capsys, "--repair")
    assert code == 0
    assert out.splitlines()[1:] == [
        "Nummereringen blev lavet om ud fra forælder og plads.",
        "Alle fejl er rettet.",
    ]
    assert run(capsys)[0] == 0


def test_what_cannot_be_mended_is_told_and_ends_with_1(plan, capsys):
    with structure_change(None):
        plan.elements.filter(title="A11").update(kind="objective")
        plan.elements.filter(title="A1").update(kind="value")
    code, out = run(capsys, "--repair")
    assert (code, out.splitlines()[-2:]) == (
        1,
        ["Skal rettes i hånden:", "herning/plan: Typen af ”A11” må ikke stå under ”A1”."],
    )


@pytest.mark.without_bystander("the number of all plans and elements")
def test_check_trees_writes_one_json_object(plan, capsys):
    damage(plan, "B", level=3)
    code, out = run(capsys, "--json")
    told = json.loads(out)
    assert (code, told["plans"], told["elements"], told["repairs"]) == (1, 1, 8, [])
    assert [(finding["code"], finding["plan"]) for finding in told["findings"]] == [("level", "herning/plan")]
    code, out = run(capsys, "--json", "--repair")
    assert (code, json.loads(out)["left"]) == (0, [])
