"""A published strategy with values, goals and principles, and a committee that decides."""

from datetime import date

import pytest

from apps.publishing.operations.publish import publish
from apps.strategies import tree
from tests.factories import CommitteeFactory, CouncilPeriodFactory, element, make_plan


@pytest.fixture
def strategy(herning, editor):
    CouncilPeriodFactory(start_year=2026)
    plan = make_plan(
        element(
            "foundation",
            "Fundament",
            element("value", "Mod"),
            element("value", "Tillid"),
            element("principle", "Vi spørger først"),
        ),
        element("focus_area", "Vores skole", element("goal", "Bedre skole")),
        municipality=herning,
        title="Vores plan",
        adopted_on=date(2026, 1, 6),
        by=editor,
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.fixture
def named(strategy):
    """The identity of an element of the strategy by its title."""
    return lambda title: strategy.elements.select_related("identity").get(title=title).identity


@pytest.fixture
def drop_and_publish(strategy, editor):
    """Let elements leave the strategy with its next edition."""

    def dropped(*titles):
        for title in titles:
            tree.delete(plan_id=strategy.pk, element_id=strategy.elements.get(title=title).pk, by=editor)
        publish(plan=strategy, by=editor, nature="editorial")

    return dropped


@pytest.fixture
def council(herning):
    return CommitteeFactory(municipality=herning, name="Byrådet", slug="byraadet")
