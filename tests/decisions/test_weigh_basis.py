"""What a municipality weighs its decisions against: values, goals or principles."""

import pytest

from apps.decisions.models import WeighingBasis
from apps.decisions.operations.weigh import Weight, basis_kind, recorded, weigh, weighed_against, weighed_for
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies.models import Plan
from apps.strategies.operations.carry_over import carry_over
from tests.factories import element, make_plan
from tests.factories.decisions import decide


def titles(municipality):
    return [row.title for row in weighed_against(municipality)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("value", ["Mod", "Tillid"]), ("goal", ["Bedre skole"]), ("principle", ["Vi spørger først"])],
)
def test_a_municipality_chooses(kind, expected, herning, strategy):
    WeighingBasis.objects.create(municipality=herning, kind=kind)
    assert titles(herning) == expected


def test_values_come_first_where_nothing_is_chosen(herning, strategy):
    assert basis_kind(herning) == "value"
    assert titles(herning) == ["Mod", "Tillid"]


def test_goals_are_taken_where_there_are_no_values(randers, strategy, editor):
    plan = make_plan(element("focus_area", "A", element("goal", "Ren luft")), municipality=randers)
    assert titles(randers) == []
    publish(plan=plan, by=editor, nature="adopted")
    assert (basis_kind(randers), titles(randers)) == ("goal", ["Ren luft"])


def test_values_of_a_lower_plan_are_not_the_councils(randers, editor):
    plan = make_plan(element("focus_area", "A", element("goal", "Ren luft")), municipality=randers)
    lower = make_plan(
        element("foundation", "F", element("value", "Ro")),
        municipality=randers,
        level="development_plan",
        title="Lavere",
    )
    for each in (plan, lower):
        publish(plan=each, by=editor, nature="adopted")
    assert titles(randers) == ["Ren luft"]


def test_what_is_not_published_is_not_weighed_against(herning, strategy, editor):
    withdraw(plan=strategy, by=editor)
    assert titles(herning) == []


def test_a_strategy_whose_place_another_has_taken_is_not_weighed_against_twice(herning, strategy, editor):
    new = carry_over(plan=strategy, successor=Plan(title="Næste", slug="naeste"), fates={}, by=editor)
    assert titles(herning) == ["Mod", "Tillid"]
    publish(plan=new, by=editor, nature="adopted")
    assert [(row.title, row.edition.plan) for row in weighed_against(herning)] == [
        ("Mod", new),
        ("Tillid", new),
    ]


def fields(decision):
    return [
        (row.title, getattr(row, "is_dropped", False)) for row in weighed_for(decision, recorded(decision))
    ]


def test_a_dropped_value_stays_where_it_was_weighed_and_is_offered_nowhere_else(
    council, named, drop_and_publish, editor
):
    weighed, untouched = decide(council, "Vejet"), decide(council, "Ikke vejet")
    weigh(decision=weighed, weights=[Weight(named("Mod").pk, 1, "x")], by=editor, is_final=True)
    drop_and_publish("Mod")
    assert fields(weighed) == [("Tillid", False), ("Mod", True)]
    assert fields(untouched) == [("Tillid", False)]


def test_what_was_weighed_stays_where_the_municipality_weighs_against_something_else_since(
    herning, council, named, editor
):
    decision = decide(council)
    weigh(decision=decision, weights=[Weight(named("Mod").pk, 1, "x")], by=editor, is_final=True)
    WeighingBasis.objects.create(municipality=herning, kind="goal")
    assert fields(decision) == [("Bedre skole", False), ("Mod", False)]


def test_it_takes_the_same_queries_at_any_size(herning, strategy, django_assert_num_queries):
    with django_assert_num_queries(2):
        weighed_against(herning)
    WeighingBasis.objects.create(municipality=herning)
    with django_assert_num_queries(2):
        weighed_against(herning)
