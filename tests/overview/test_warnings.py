"""What the working tree of a plan lacks, element by element."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.followup.operations.report import Report, report
from apps.overview.warnings import warnings_of
from apps.strategies import tree
from apps.strategies.models import SourceDocument
from apps.strategies.operations.relate import relate
from tests.factories import CommitteeFactory, element, make_plan

NOBODY, TIED, SOURCE, NO_SOURCE, STALE = (
    "Ingen er ansvarlig",
    "Ikke knyttet til noget i en plan ovenover",
    "Ikke fundet i kilden",
    "Ingen kildetekst",
    "Ikke fulgt op i 12 måneder",
)


def lacking(plan):
    return {group.heading: [row.title for row in group.elements] for group in warnings_of(plan)}


@pytest.fixture
def strategy(herning):
    return make_plan(
        element("focus_area", "Skolen", element("goal", "Bedre skole")),
        element("section", "Om planen"),
        municipality=herning,
        title="Strategi",
    )


@pytest.fixture
def action_plan(herning):
    board = CommitteeFactory(municipality=herning)
    return make_plan(
        element(
            "objective",
            "Flere lærere",
            element("action", "Ansæt"),
            element("action", "Uddan", responsible_id=board.pk),
        ),
        element("action", "Alene"),
        municipality=herning,
        title="Handlingsplan",
        level="action_plan",
    )


def test_a_strategy_is_tied_to_nothing_above(strategy):
    both = ["Skolen", "Bedre skole"]
    assert lacking(strategy) == {NOBODY: both, NO_SOURCE: [], STALE: both}


def test_whoever_answers_is_missing_where_somebody_should(action_plan):
    assert lacking(action_plan)[NOBODY] == ["Flere lærere", "Ansæt", "Alene"]
    [first, *_] = warnings_of(action_plan)
    assert [row.kind for row in first.elements] == ["målsætning", "handling", "handling"]
    assert first.advice == "Skriv på elementet, hvilket udvalg eller hvilken enhed der er ansvarlig."


def test_what_stands_under_something_tied_is_tied_too(strategy, action_plan, editor):
    assert lacking(action_plan)[TIED] == ["Flere lærere", "Ansæt", "Uddan", "Alene"]
    objective, goal = (
        plan.elements.get(title=title).identity
        for plan, title in ((action_plan, "Flere lærere"), (strategy, "Bedre skole"))
    )
    relate(source=objective, target=goal, kind="contributes_to", by=editor)
    assert lacking(action_plan)[TIED] == ["Alene"]


def test_a_tie_within_the_plan_or_from_above_is_none(strategy, action_plan, editor):
    alone, teachers, goal = (
        plan.elements.get(title=title).identity
        for plan, title in (
            (action_plan, "Alene"),
            (action_plan, "Flere lærere"),
            (strategy, "Bedre skole"),
        )
    )
    relate(source=alone, target=teachers, kind="supports", by=editor)
    relate(source=goal, target=alone, kind="supports", by=editor)
    assert lacking(action_plan)[TIED] == ["Flere lærere", "Ansæt", "Uddan", "Alene"]


def test_what_is_not_in_the_source_stands_out_where_there_is_one(strategy):
    document = SourceDocument.objects.create(plan=strategy, number=1, title="Kilden", text="Skolen")
    skolen = strategy.elements.get(title="Skolen").identity
    document.passages.create(first_line=1, last_line=1, role="title", identity=skolen, text="Skolen")
    assert lacking(strategy)[SOURCE] == ["Bedre skole", "Om planen"]
    assert NO_SOURCE not in lacking(strategy)


@pytest.mark.parametrize(
    ("days", "expected"), [(0, ["Skolen"]), (360, ["Skolen"]), (361, ["Skolen", "Bedre skole"])]
)
def test_a_report_counts_for_a_year(days, expected, strategy, editor):
    goal = strategy.elements.get(title="Bedre skole").identity_id
    day = timezone.localdate() - timedelta(days=days)
    report(reports=[Report(goal, "on_track", "Ord", is_public=False)], by=editor, on=day)
    assert lacking(strategy)[STALE] == expected


def test_what_was_deleted_lacks_nothing(strategy, editor):
    tree.delete(plan_id=strategy.pk, element_id=strategy.elements.get(title="Skolen").pk, by=editor)
    assert lacking(strategy) == {NO_SOURCE: []}


def test_it_takes_the_same_queries_at_any_size(strategy, action_plan, django_assert_num_queries):
    with django_assert_num_queries(3):
        warnings_of(strategy)
    with django_assert_num_queries(4):
        warnings_of(action_plan)
