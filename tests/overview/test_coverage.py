"""Which committees work on which focus areas, and where nobody does."""

from datetime import date
from uuid import UUID

import pytest

from apps.overview.coverage import cell_of, coverage_of
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from apps.strategies.models import Plan
from apps.strategies.operations.carry_over import carry_over
from apps.strategies.operations.edit_plan import edit_plan
from apps.strategies.operations.relate import relate
from tests.factories import CommitteeFactory, element, make_plan


@pytest.fixture
def committees(herning):
    return [
        CommitteeFactory(municipality=herning, name=name, slug=slug)
        for name, slug in (("Ældreudvalget", "aeldre"), ("Børneudvalget", "boern"), ("Årsudvalget", "aar"))
    ]


@pytest.fixture
def strategy(herning, editor, committees):
    old, young, _ = (row.pk for row in committees)
    plan = make_plan(
        element(
            "focus_area",
            "Vores børn",
            element("theme", "Skolen", element("goal", "Bedre skole", responsible_id=young)),
            element("goal", "Flere i job"),
            responsible_id=young,
        ),
        element("theme", "Naturen", element("goal", "Rent vand")),
        element("goal", "Uden for", responsible_id=old),
        municipality=herning,
        title="Strategi",
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.fixture
def action_plan(herning, editor, strategy, committees):
    plan = make_plan(
        element(
            "objective",
            "Vandløb",
            element("action", "Grav", responsible_id=committees[0].pk),
            element("action", "Plant", responsible_id=committees[0].pk),
        ),
        element("objective", "Alene", responsible_id=committees[0].pk),
        municipality=herning,
        title="Handlingsplan",
        level="action_plan",
    )
    tie(plan, "Vandløb", strategy, "Rent vand", "contributes_to", editor)
    return plan


def tie(plan, title, upper, target, kind, by):
    source, aim = plan.elements.get(title=title).identity, upper.elements.get(title=target).identity
    relate(source=source, target=aim, kind=kind, by=by)


def matrix(municipality):
    found = coverage_of(municipality)
    return [area.title for area in found.areas], {row.name: row.cells for row in found.rows}


def test_work_is_counted_by_committee_under_the_topmost_areas(herning, strategy):
    assert matrix(herning) == (
        ["Vores børn", "Naturen"],
        {"Børneudvalget": [2, 0], "Ældreudvalget": [0, 0], "Årsudvalget": [0, 0]},
    )
    assert [row.name for row in coverage_of(herning).rows] == [
        "Børneudvalget",
        "Ældreudvalget",
        "Årsudvalget",
    ]
    assert [area.title for area in coverage_of(herning).uncovered] == ["Naturen"]
    assert [row.total for row in coverage_of(herning).rows] == [2, 0, 0]


def test_what_contributes_counts_with_all_that_stands_under_it_once_it_is_published(
    herning, editor, action_plan
):
    assert matrix(herning)[1]["Ældreudvalget"] == [0, 0]
    publish(plan=action_plan, by=editor, nature="adopted")
    assert matrix(herning)[1]["Ældreudvalget"] == [0, 2]
    assert coverage_of(herning).uncovered == []
    withdraw(plan=action_plan, by=editor)
    assert matrix(herning)[1]["Ældreudvalget"] == [0, 0]


@pytest.mark.parametrize(("kind", "number"), [("supports", 3), ("related", 2), ("conflicts_with", 2)])
def test_only_contributing_and_supporting_count(kind, number, herning, editor, strategy, action_plan):
    tie(action_plan, "Alene", strategy, "Naturen", kind, editor)
    publish(plan=action_plan, by=editor, nature="adopted")
    assert matrix(herning)[1]["Ældreudvalget"] == [0, number]


def test_what_contributes_in_two_ways_counts_once_in_each_area(herning, editor, strategy, action_plan):
    tie(action_plan, "Grav", strategy, "Naturen", "supports", editor)
    tie(action_plan, "Grav", strategy, "Bedre skole", "contributes_to", editor)
    publish(plan=action_plan, by=editor, nature="adopted")
    assert matrix(herning)[1]["Ældreudvalget"] == [1, 2]


def test_elements_that_support_each_other_in_a_circle_are_counted_once(
    herning, editor, strategy, action_plan
):
    tie(action_plan, "Alene", action_plan, "Vandløb", "supports", editor)
    tie(action_plan, "Vandløb", action_plan, "Alene", "supports", editor)
    publish(plan=action_plan, by=editor, nature="adopted")
    assert matrix(herning)[1]["Ældreudvalget"] == [0, 3]


@pytest.mark.parametrize(
    ("stage", "titles"),
    [("adopted", ["Næste"]), ("draft", ["Strategi"]), ("hearing", ["Strategi"]), ("repealed", [])],
)
def test_a_strategy_counts_until_another_has_really_taken_its_place(stage, titles, herning, editor, strategy):
    until = date(2026, 12, 1) if stage == "hearing" else None
    successor = Plan(title="Næste", slug="naeste", stage=stage, hearing_until=until)
    new = carry_over(plan=strategy, successor=successor, fates={}, by=editor)
    publish(plan=new, by=editor, nature="adopted")
    assert list(dict.fromkeys(area.plan_title for area in coverage_of(herning).areas)) == titles


@pytest.mark.parametrize("stage", ["draft", "hearing", "repealed"])
def test_work_in_plans_that_are_not_in_force_does_not_count(stage, herning, editor, action_plan):
    publish(plan=action_plan, by=editor, nature="adopted")
    assert matrix(herning)[1]["Ældreudvalget"] == [0, 2]
    until = date(2026, 12, 1) if stage == "hearing" else None
    edit_plan(plan=action_plan, by=editor, stage=stage, hearing_until=until)
    publish(plan=action_plan, by=editor, nature="editorial")
    assert matrix(herning)[1]["Ældreudvalget"] == [0, 0]


def test_work_in_a_plan_whose_place_another_has_taken_does_not_count_twice(
    herning, editor, strategy, action_plan
):
    publish(plan=action_plan, by=editor, nature="adopted")
    new = carry_over(plan=action_plan, successor=Plan(title="2027", slug="p-2027"), fates={}, by=editor)
    assert matrix(herning)[1]["Ældreudvalget"] == [0, 2]
    tie(new, "Vandløb", strategy, "Rent vand", "contributes_to", editor)
    publish(plan=new, by=editor, nature="adopted")
    assert matrix(herning)[1]["Ældreudvalget"] == [0, 2]


@pytest.mark.parametrize("stage", ["draft", "hearing"])
def test_a_strategy_that_is_only_a_proposal_has_no_areas(stage, herning, editor):
    until = date(2026, 12, 1) if stage == "hearing" else None
    plan = make_plan(element("focus_area", "Havet"), municipality=herning, stage=stage, hearing_until=until)
    publish(plan=plan, by=editor, nature="adopted")
    assert coverage_of(herning).areas == []


def test_another_municipality_has_its_own(randers, strategy):
    theirs = CommitteeFactory(municipality=randers, name="Deres")
    assert matrix(randers) == ([], {"Deres": []})
    assert theirs.slug not in [row.slug for row in coverage_of(strategy.municipality).rows]


def test_it_takes_two_queries(herning, strategy, django_assert_num_queries):
    with django_assert_num_queries(2):
        coverage_of(herning)


def test_each_cell_holds_exactly_the_elements_that_are_counted_in_it(
    herning, editor, strategy, action_plan, django_assert_num_queries
):
    tie(action_plan, "Grav", strategy, "Bedre skole", "contributes_to", editor)
    publish(plan=action_plan, by=editor, nature="adopted")
    tree.delete(plan_id=strategy.pk, element_id=strategy.elements.get(title="Skolen").pk, by=editor)
    found = {}
    for row in coverage_of(herning).rows:
        for area, number in row.in_areas:
            with django_assert_num_queries(5):
                cell = cell_of(herning, area.uid, row.slug)
            assert (len(cell.elements), cell.committee.name, cell.area) == (number, row.name, area)
            found[row.slug, area.title] = [element.title for element in cell.elements]
    assert found == {
        ("boern", "Vores børn"): ["Vores børn", "Bedre skole"],
        ("boern", "Naturen"): [],
        ("aeldre", "Vores børn"): ["Grav"],
        ("aeldre", "Naturen"): ["Grav", "Plant"],
        ("aar", "Vores børn"): [],
        ("aar", "Naturen"): [],
    }


def test_a_cell_names_what_nobody_answers_for_in_its_area(herning, strategy):
    children, nature = coverage_of(herning).areas
    told = [
        [(row.label, row.title) for row in cell_of(herning, area.uid, "aar").free]
        for area in (children, nature)
    ]
    assert told == [
        [("Mål", "Flere i job")],
        [("Mål", "Rent vand")],
    ]


def test_what_is_no_area_or_no_committee_there_has_no_cell(herning, strategy, randers):
    area = coverage_of(herning).areas[0].uid
    goal = strategy.elements.get(title="Bedre skole").identity.uid
    CommitteeFactory(municipality=randers, name="Deres", slug="deres")
    for municipality, uid, slug in (
        (herning, goal, "aar"),
        (herning, area, "deres"),
        (herning, area, ""),
        (randers, area, "deres"),
        (herning, UUID(int=7), "aar"),
    ):
        assert cell_of(municipality, uid, slug) is None
