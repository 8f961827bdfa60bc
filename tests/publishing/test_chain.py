"""The chain of what is published: near and far, up and down, and nothing that citizens cannot read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.publishing.chain import chain_of
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies.operations.relate import relate
from tests.factories import MunicipalityFactory, element, make_plan


@pytest.fixture
def plans(herning):
    strategy = make_plan(
        element("goal", "Mål"), element("goal", "Alene"), municipality=herning, title="Strategi"
    )
    lower = make_plan(
        element("objective", "Målsætning 1"),
        element("objective", "Målsætning 2"),
        municipality=herning,
        title="Udviklingsplan",
        level="development_plan",
    )
    lowest = make_plan(
        element("action", "Handling"),
        municipality=herning,
        title="Handlingsplan",
        level="action_plan",
    )
    tie(lower, "Målsætning 1", strategy, "Mål", "contributes_to")
    tie(lower, "Målsætning 2", strategy, "Mål", "supports")
    tie(lowest, "Handling", lower, "Målsætning 1", "contributes_to")
    tie(lowest, "Handling", strategy, "Alene", "related")
    return strategy, lower, lowest


def identity(plan, title):
    return plan.elements.select_related("identity").get(title=title).identity


def tie(source_plan, source, target_plan, target, kind):
    relate(source=identity(source_plan, source), target=identity(target_plan, target), kind=kind, by=None)


def chain(plan, title):
    return chain_of(identity(plan, title).pk, plan.municipality_id)


def steps(found):
    return [(link.step, link.title) for link in found.links]


def publish_all(plans, editor):
    for plan in plans:
        publish(plan=plan, by=editor, nature="adopted")


def test_it_goes_down_to_what_contributes_and_up_to_what_is_contributed_to(plans, editor):
    publish_all(plans, editor)
    strategy, lower, lowest = plans
    found = chain(strategy, "Mål")
    assert steps(found) == [(0, "Mål"), (1, "Målsætning 1"), (1, "Målsætning 2"), (2, "Handling")]
    assert [kind for _source, _target, kind in found.contributions] == [
        "contributes_to",
        "supports",
        "contributes_to",
    ]
    assert steps(chain(lowest, "Handling")) == [(0, "Handling"), (-1, "Målsætning 1"), (-2, "Mål")]
    assert steps(chain(lower, "Målsætning 1")) == [(0, "Målsætning 1"), (1, "Handling"), (-1, "Mål")]
    assert steps(chain(strategy, "Alene")) == [(0, "Alene")]


def test_drafts_and_withdrawn_plans_are_no_part_of_it(plans, editor):
    strategy, lower, lowest = plans
    publish(plan=strategy, by=editor, nature="adopted")
    assert steps(chain(strategy, "Mål")) == [(0, "Mål")]
    publish(plan=lower, by=editor, nature="adopted")
    publish(plan=lowest, by=editor, nature="adopted")
    withdraw(plan=lower, by=editor)
    assert steps(chain(strategy, "Mål")) == [(0, "Mål")]
    assert chain(strategy, "Mål").contributions == []


def test_circles_of_support_end(plans, editor):
    strategy, lower, _lowest = plans
    tie(strategy, "Mål", lower, "Målsætning 2", "supports")
    publish_all(plans, editor)
    assert steps(chain(strategy, "Mål")) == [
        (0, "Mål"),
        (1, "Målsætning 1"),
        (1, "Målsætning 2"),
        (2, "Handling"),
    ]


def test_no_more_is_shown_than_can_be_looked_at_and_the_rest_is_counted(plans, editor, settings):
    publish_all(plans, editor)
    settings.CHAIN_MAX_LINKS = 2
    found = chain(plans[0], "Mål")
    assert steps(found) == [(0, "Mål"), (1, "Målsætning 1")]
    assert len(found.contributions) == 1
    assert found.left_out == 2


def test_what_stands_under_an_objective_carries_it_out(herning, editor):
    strategy = make_plan(
        element("goal", "Mål", element("goal", "Delmål")), municipality=herning, title="Strategi"
    )
    lower = make_plan(
        element("objective", "Målsætning", element("action_track", "Spor", element("action", "Handling"))),
        municipality=herning,
        title="Udviklingsplan",
        level="development_plan",
    )
    tie(lower, "Målsætning", strategy, "Mål", "contributes_to")
    publish_all([strategy, lower], editor)
    found = chain(strategy, "Mål")
    assert steps(found) == [(0, "Mål"), (1, "Målsætning"), (2, "Spor"), (3, "Handling")]
    assert [kind for *_pair, kind in found.contributions] == ["contributes_to", "part_of", "part_of"]
    assert steps(chain(lower, "Handling")) == [(0, "Handling"), (-1, "Spor"), (-2, "Målsætning"), (-3, "Mål")]


def test_it_takes_two_queries_at_any_size(plans, editor, herning):
    publish_all(plans, editor)
    many = make_plan(
        *[element("action", f"Handling {n}") for n in range(20)],
        municipality=herning,
        title="Mange",
        level="action_plan",
    )
    asked = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as context:
            chain(plans[0], "Mål")
        asked.append(len(context) - 1)  # less the test's own question
        for number in range(20):
            if not _round:
                tie(many, f"Handling {number}", plans[1], "Målsætning 1", "contributes_to")
        publish(plan=many, by=editor, nature="adopted")
    assert asked == [2, 2]
    assert len(chain(plans[0], "Mål").links) == 24


def test_another_municipality_is_not_asked(plans, editor):
    publish_all(plans, editor)
    elsewhere = MunicipalityFactory()
    assert chain_of(identity(plans[0], "Mål").pk, elsewhere.pk).contributions == []
