"""Decisions as citizens read them: public ones with what is final, counted, in few queries."""

from datetime import date

import pytest

from apps.decisions.models import DecisionElement
from apps.decisions.operations.weigh import Weight, weigh
from apps.decisions.reading import (
    Assessed,
    DecidedElement,
    DecisionOnElement,
    decisions_on,
    period_of,
    public_decisions,
    running_picture,
    sheets,
)
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from tests.factories import CommitteeFactory, UserFactory, element
from tests.factories.decisions import decide, final

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def pulls(municipality, start=YEAR[0], end=YEAR[1]):
    return [
        (row.title, {e: n for e, n in row.pull.by_effect.items() if n}, row.pull.not_assessed)
        for row in running_picture(municipality, start, end)
    ]


def test_citizens_read_the_public_ones_of_their_municipality_the_newest_first(herning, randers, council):
    old = decide(council, "Gammel", on=date(2025, 3, 2))
    new = decide(council, "Ny", on=date(2026, 3, 2))
    same_day = decide(council, "Samme dag", on=date(2026, 3, 2))
    decide(council, "Intern", is_public=False)
    decide(CommitteeFactory(municipality=randers), "Randers")
    assert list(public_decisions(herning)) == [same_day, new, old]


def test_a_sheet_has_published_elements_and_final_assessments_only(council, strategy, named):
    decision = decide(council, "Ny skole", named("Bedre skole"))
    final(decision, (named("Tillid"), None), (named("Mod"), -2))
    weigh(decision=decision, weights=[Weight(named("Mod").pk, 2, "Kladde")], by=UserFactory(), is_final=False)
    [sheet] = sheets([decision])
    school, mod, trust = named("Bedre skole"), named("Mod"), named("Tillid")
    assert sheet.elements == [
        DecidedElement(
            school.uid, "implements", "goal", "Bedre skole", "bedre-skole", "Vores plan", "vores-plan", False
        )
    ]
    assert sheet.values == [
        Assessed(mod.pk, mod.uid, "Mod", -2, "Derfor -2", 1, 1, "vores-plan", "mod"),
        Assessed(trust.pk, trust.uid, "Tillid", None, "Derfor None", 1, 1, "vores-plan", "tillid"),
    ]


def test_what_left_the_strategy_is_marked_among_the_elements_and_a_value_as_it_read(
    council, named, drop_and_publish
):
    mod = named("Mod")
    decision = decide(council, "Ny skole", named("Bedre skole"), mod, named("Tillid"))
    final(decision, (mod, 1))
    drop_and_publish("Mod", "Bedre skole")
    [sheet] = sheets([decision])
    assert [(row.title, row.is_dropped) for row in sheet.elements] == [
        ("Bedre skole", True),
        ("Mod", True),
        ("Tillid", False),
    ]
    assert [(row.title, row.effect, row.edition) for row in sheet.values] == [("Mod", 1, 1)]


def test_an_element_that_was_never_published_is_not_told_with_its_decision(council, strategy, editor):
    area = strategy.elements.get(title="Vores skole").pk
    draft = tree.insert(element("goal", "Kladde"), plan_id=strategy.pk, parent_id=area, by=editor)
    [sheet] = sheets([decide(council, "Ny skole", draft.identity)])
    assert sheet.elements == []


@pytest.mark.parametrize("size", [1, 3])
def test_sheets_take_two_queries_at_any_size(size, council, strategy, named, django_assert_num_queries):
    decisions = [decide(council, f"Nr. {n}", named("Mod")) for n in range(size)]
    for decision in decisions:
        final(decision, (named("Mod"), 1), (named("Tillid"), 2))
    with django_assert_num_queries(2):
        assert len(sheets(decisions)) == size


def test_the_running_picture_counts_final_assessments_of_public_decisions(herning, council, strategy, named):
    mod, trust = named("Mod"), named("Tillid")
    for effect, on, is_public in (
        (2, date(2026, 1, 1), True),
        (2, date(2026, 12, 31), True),
        (-1, date(2026, 5, 5), True),
        (None, date(2026, 5, 6), True),
        (1, date(2026, 5, 7), False),
        (1, date(2025, 12, 31), True),
        (1, date(2027, 1, 1), True),
    ):
        final(decide(council, on=on, is_public=is_public), (mod, effect))
    changed = decide(council)
    final(changed, (trust, -2))
    final(changed, (trust, 0))
    weigh(decision=changed, weights=[Weight(mod.pk, -2)], by=UserFactory(), is_final=False)
    assert pulls(herning) == [("Mod", {-1: 1, 2: 2}, 1), ("Tillid", {0: 1}, 0)]
    assert pulls(herning, *reversed(YEAR)) == []


def test_the_running_picture_speaks_of_values_that_can_be_read(herning, council, strategy, named, editor):
    final(decide(council), (named("Mod"), 1))
    withdraw(plan=strategy, by=editor)
    assert pulls(herning) == []


def test_the_running_picture_keeps_a_value_that_was_dropped_last_and_marked(
    herning, council, strategy, named, drop_and_publish
):
    for effect in (-1, 2, 2):
        final(decide(council), (named("Mod"), effect), (named("Tillid"), 1))
    drop_and_publish("Mod")
    publish(plan=strategy, by=UserFactory(), nature="editorial")
    told = [(row.title, row.slug, row.is_dropped) for row in running_picture(herning, *YEAR)]
    assert told == [("Tillid", "tillid", False), ("Mod", "mod", True)]
    assert pulls(herning) == [("Tillid", {1: 3}, 0), ("Mod", {-1: 1, 2: 2}, 0)]


def test_the_running_picture_takes_two_queries(herning, council, strategy, named, django_assert_num_queries):
    for _ in range(3):
        final(decide(council), (named("Mod"), 1), (named("Tillid"), 2))
    with django_assert_num_queries(2):
        running_picture(herning, *YEAR)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2029, 12, 31)])
def test_a_day_lies_in_its_council_period(day, strategy):
    assert period_of(day) == (date(2026, 1, 1), date(2029, 12, 31))


def test_a_day_before_any_council_period_lies_in_none(strategy):
    assert period_of(date(1901, 1, 1)) is None


def test_an_element_has_the_public_decisions_that_are_about_it_or_pull_on_it(council, strategy, named):
    mod = named("Mod")
    both = decide(council, "Begge", on=date(2026, 2, 1))
    DecisionElement.objects.create(decision=both, identity=mod, relation="amends")
    final(both, (mod, 2))
    about = decide(council, "Om", mod, on=date(2026, 3, 1))
    final(about, (mod, None))
    pulling = decide(council, "Trækker", on=date(2026, 4, 1))
    final(pulling, (mod, 0), (named("Tillid"), 1))
    final(decide(council, "Intern", mod, is_public=False), (mod, 1))
    weigh(
        decision=decide(council, "Kladde"),
        weights=[Weight(mod.pk, 1)],
        by=UserFactory(),
        is_final=False,
    )
    assert decisions_on(mod.pk) == [
        DecisionOnElement(pulling.uid, "Trækker", date(2026, 4, 1), "Byrådet", "", 0, "Derfor 0"),
        DecisionOnElement(about.uid, "Om", date(2026, 3, 1), "Byrådet", "implements", None, ""),
        DecisionOnElement(both.uid, "Begge", date(2026, 2, 1), "Byrådet", "amends", 2, "Derfor 2"),
    ]
