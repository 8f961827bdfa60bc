"""Who carries an element out, and when, goes wherever its words go."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.core.conflicts import Gone
from apps.strategies import tree
from apps.strategies.models import Element, Plan
from apps.strategies.operations.bulk_edit import change_responsible
from apps.strategies.operations.carry_over import Fate, carry_over
from apps.strategies.operations.copy import copy_subtree
from apps.strategies.operations.merge import merge
from apps.strategies.operations.split import split
from apps.strategies.tree.integrity import findings
from tests.factories import CommitteeFactory, element, make_plan

WHEN = {"starts_on": date(2026, 3, 1), "ends_on": date(2027, 12, 31), "is_continuous": False}


@pytest.fixture
def units(herning):
    return [CommitteeFactory(municipality=herning, name=name) for name in ("Kultur", "Sundhed", "Veje")]


@pytest.fixture
def plan(herning, units):
    kultur, sundhed, veje = (unit.pk for unit in units)
    return make_plan(
        element(
            "goal", "Mål", text="Et.\nTo.",
            responsible_id=kultur, partner_ids=[sundhed, veje], contact="Rådhuset", **WHEN,
        ),
        element("goal", "Andet", text="Tre.", responsible_id=sundhed, partner_ids=[kultur]),
        municipality=herning, title="Plan", start_year=2022, end_year=2025,
    )  # fmt: skip


def told(row):
    return (
        row.responsible.name,
        [unit.name for unit in row.partners.order_by("name")],
        row.contact,
        {name: getattr(row, name) for name in WHEN},
    )


EVERYTHING = ("Kultur", ["Sundhed", "Veje"], "Rådhuset", WHEN)


def goal(plan, title="Mål"):
    return plan.elements.get(title=title)


def test_it_is_built_with_the_tree_and_is_its_first_history(plan, units):
    assert told(goal(plan)) == EVERYTHING
    assert goal(plan).history.get().partner_ids == [unit.pk for unit in units[1:]]


def test_a_copy_has_it(plan):
    root = plan.elements.get(parent__isnull=True)
    copy = copy_subtree(
        plan_id=plan.pk, element_id=goal(plan).pk, to_plan_id=plan.pk, parent_id=root.pk, by=None
    )
    assert told(copy) == EVERYTHING


def test_both_parts_of_a_split_have_it(plan):
    new = split(plan_id=plan.pk, element_id=goal(plan).pk, at=2, kind="goal", by=None, based_on=1)
    assert [told(row) for row in (new, goal(plan))] == [EVERYTHING] * 2


def test_the_partners_of_a_merged_one_come_along_but_not_its_times(plan, editor):
    stays, goes = goal(plan, "Andet"), goal(plan)
    merged = merge(
        plan_id=plan.pk, into_id=stays.pk, gone_id=goes.pk, into_based_on=1, gone_based_on=1, by=editor
    )
    nothing = dict.fromkeys(("starts_on", "ends_on")) | {"is_continuous": False}
    assert told(merged) == ("Sundhed", ["Kultur", "Veje"], "", nothing)


def test_the_plan_of_the_next_period_has_it(plan, editor):
    successor = Plan(title="Næste", slug="naeste", start_year=2026, end_year=2029)
    fates = {goal(plan, "Andet").identity_id: Fate("splits")}
    new = carry_over(plan=plan, successor=successor, fates=fates, by=editor)
    assert told(goal(new)) == EVERYTHING
    assert [told(row)[:2] for row in new.elements.filter(title__startswith="Andet")] == [
        ("Sundhed", ["Kultur"])
    ] * 2


def test_it_lies_in_the_bin_and_comes_back(plan, editor):
    binned = tree.delete(plan_id=plan.pk, element_id=goal(plan).pk, by=editor)
    assert told(tree.restore(plan_id=plan.pk, binned_id=binned.pk, by=editor)) == EVERYTHING


def test_who_is_made_responsible_for_many_is_no_partner_of_them_any_more(plan, units, editor):
    based_on = dict.fromkeys(plan.elements.filter(kind="goal").values_list("pk", flat=True), 1)
    assert change_responsible(plan_id=plan.pk, based_on=based_on, responsible=units[2], by=editor) == 2
    assert [told(goal(plan, title))[:2] for title in ("Mål", "Andet")] == [
        ("Veje", ["Sundhed"]),
        ("Veje", ["Kultur"]),
    ]


@pytest.mark.parametrize("field", ["responsible_id", "partner_ids"])
def test_another_municipalitys_committee_is_not_built_in(field, plan, randers):
    foreign = CommitteeFactory(municipality=randers).pk
    spec = element("goal", "Nyt", **{field: [foreign] if field == "partner_ids" else foreign})
    root = plan.elements.get(parent__isnull=True)
    with pytest.raises(ValidationError) as refused:
        tree.insert(spec, plan_id=plan.pk, parent_id=root.pk, by=None)
    assert list(refused.value.message_dict) == [field.removesuffix("_id").replace("_ids", "s")]
    assert not Element.objects.filter(title="Nyt").exists()


def test_a_partner_is_not_the_one_that_is_responsible(plan, units):
    spec = element("goal", "Nyt", responsible_id=units[0].pk, partner_ids=[units[0].pk])
    root = plan.elements.get(parent__isnull=True)
    with pytest.raises(ValidationError, match="er ikke også medansvarlig"):
        tree.insert(spec, plan_id=plan.pk, parent_id=root.pk, by=None)


def test_a_partner_of_another_municipality_behind_the_portals_back_is_found(plan, randers):
    goal(plan).partners.add(CommitteeFactory(municipality=randers, name="Fremmed"))
    assert [(finding.code, finding.text) for finding in findings()] == [
        ("tenant", "En medansvarlig for ”Mål” er et udvalg i en anden kommune.")
    ]


def test_an_element_that_is_gone_has_no_partners_to_change(plan, units, editor):
    with pytest.raises(Gone):
        change_responsible(plan_id=plan.pk, based_on={0: 1}, responsible=units[0], by=editor)
