"""What a plan says of where it stands: stage, hearing, what it carries out and whose place it takes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.strategies.models import Plan
from tests.factories import make_plan

LEVELS = ("council_strategy", "development_plan", "action_plan")


def plan_of(municipality, title, **fields):
    return make_plan(municipality=municipality, title=title, **fields)


def refused(plan):
    with pytest.raises(ValidationError) as found:
        plan.full_clean()
    return found.value.message_dict


@pytest.mark.parametrize(
    ("stage", "until", "is_right"),
    [
        ("hearing", date(2026, 5, 1), True),
        ("hearing", None, False),
        ("adopted", date(2026, 5, 1), False),
        ("draft", date(2026, 5, 1), False),
        ("repealed", date(2026, 5, 1), False),
        ("adopted", None, True),
        ("draft", None, True),
        ("repealed", None, True),
    ],
)
def test_only_a_hearing_has_a_last_day(stage, until, is_right, herning):
    plan = plan_of(herning, "Plan")
    plan.stage, plan.hearing_until = stage, until
    if is_right:
        plan.full_clean()
    else:
        told = "Et forslag i offentlig høring skal have en sidste dag for høringen. Andre planer må ikke have en."
        assert refused(plan) == {"__all__": [told]}


def test_an_unknown_stage_is_refused(herning):
    plan = plan_of(herning, "Plan")
    plan.stage = "perhaps"
    assert "stage" in refused(plan)


@pytest.mark.parametrize("upper", LEVELS)
@pytest.mark.parametrize("lower", LEVELS)
def test_a_plan_carries_out_one_of_a_level_above_its_own(lower, upper, herning):
    above = plan_of(herning, "Øvre", level=upper)
    plan = plan_of(herning, "Nedre", level=lower)
    plan.carries_out = above
    if LEVELS.index(lower) > LEVELS.index(upper):
        plan.full_clean()
    else:
        assert list(refused(plan)) == ["carries_out"]


def test_neither_a_plan_above_nor_a_former_one_is_another_municipalitys(herning, randers):
    theirs = plan_of(randers, "Deres")
    plan = plan_of(herning, "Vores", level="action_plan")
    plan.carries_out = theirs
    assert refused(plan) == {"carries_out": ["Planen hører til en anden kommune."]}
    plan.carries_out, plan.succeeds, plan.level = None, theirs, "council_strategy"
    assert refused(plan) == {"succeeds": ["Planen hører til en anden kommune."]}


def test_a_plan_takes_the_place_of_one_of_its_own_level(herning):
    former = plan_of(herning, "Før", level="action_plan")
    plan = plan_of(herning, "Efter")
    plan.succeeds = former
    assert refused(plan) == {"succeeds": ["Kun en plan på samme niveau kan afløse den."]}


def test_a_place_is_taken_once(herning):
    former = plan_of(herning, "Før")
    plan_of(herning, "Efter", succeeds=former)
    second = Plan(municipality=herning, title="En til", slug="en-til", succeeds=former)
    assert refused(second) == {"succeeds": ["Planen er allerede afløst af en anden."]}


def test_plans_do_not_succeed_each_other_in_a_circle(herning):
    first = plan_of(herning, "Første")
    second = plan_of(herning, "Anden", succeeds=first)
    third = plan_of(herning, "Tredje", succeeds=second)
    third.full_clean()
    first.succeeds = third
    assert refused(first) == {"succeeds": ["Planerne ville afløse hinanden i ring."]}


def test_a_plan_neither_succeeds_nor_carries_out_itself(herning):
    plan = plan_of(herning, "Plan")
    plan.succeeds = plan
    assert "succeeds" in refused(plan)
    plan.succeeds, plan.carries_out = None, plan
    assert "carries_out" in refused(plan)
