"""What a municipality weighs its decisions against: values, goals or principles."""

import pytest

from apps.decisions.models import WeighingBasis
from apps.decisions.operations.weigh import basis_kind, weighed_against
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies.models import Plan
from apps.strategies.operations.carry_over import carry_over
from tests.factories import element, make_plan


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


def test_it_takes_the_same_queries_at_any_size(herning, strategy, django_assert_num_queries):
    with django_assert_num_queries(3):
        weighed_against(herning)
    WeighingBasis.objects.create(municipality=herning)
    with django_assert_num_queries(2):
        weighed_against(herning)
