"""Which plans are in force, and what the page of a plan says of the plans around it."""

from datetime import date

import pytest

from apps.publishing.models import Edition
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from tests.bystander import own
from tests.factories import element, make_plan
from tests.portal.conftest import read as read


@pytest.fixture
def plan(herning, editor):
    def published(title, **fields):
        made = make_plan(element("goal", "Mål"), municipality=herning, title=title, **fields)
        publish(plan=made, by=editor, nature="adopted")
        return made

    return published


def in_force():
    return sorted(own(Edition).in_force().values_list("title", flat=True))


HEARING = {"stage": "hearing", "hearing_until": date(2026, 5, 1)}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["Efter"]),
        ({"stage": "repealed"}, []),
        ({"stage": "draft"}, ["Før"]),
        (HEARING, ["Før"]),
    ],
)
def test_a_plan_is_in_force_until_an_adopted_one_takes_its_place_and_a_proposal_is_not_yet(
    fields, expected, plan
):
    plan("Efter", succeeds=plan("Før"), **fields)
    assert in_force() == expected


def test_a_successor_counts_from_its_publication_until_it_is_withdrawn(plan, herning, editor):
    former = plan("Før")
    after = make_plan(element("goal", "Mål"), municipality=herning, title="Efter", succeeds=former)
    assert in_force() == ["Før"]
    publish(plan=after, by=editor, nature="adopted")
    publish(plan=former, by=editor, nature="editorial")
    assert in_force() == ["Efter"]
    withdraw(plan=after, by=editor)
    assert in_force() == ["Før"]


def test_a_repealed_plan_is_not_in_force_and_says_so(plan, read):
    plan("Forbi", stage="repealed")
    assert in_force() == []
    assert "Ophævet" in read("/herning/forbi/")


def test_a_hearing_says_until_when(plan, read):
    plan("Forslag", **HEARING)
    assert "Forslag i offentlig høring til og med 1. maj 2026" in read("/herning/forslag/")


def test_the_page_leads_to_the_plan_above_before_and_after(client, plan, read):
    former = plan("Før")
    plan("Efter", succeeds=former)
    upper = plan("Øvre", slug="oevre")
    plan("Nedre", level="action_plan", carries_out=upper)
    assert "Planen gælder ikke længere" in read("/herning/foer/")
    html = client.get("/herning/foer/").content.decode()
    assert 'href="/herning/efter/"' in html
    assert 'href="/herning/efter/forgaenger/"' in html
    after = client.get("/herning/efter/").content.decode()
    assert 'href="/herning/foer/"' in after
    assert "gælder ikke længere" not in after
    assert 'href="/herning/oevre/"' in client.get("/herning/nedre/").content.decode()


def test_a_proposal_does_not_say_of_the_plan_before_it_that_it_is_over(plan, read):
    plan("Efter", succeeds=plan("Før"), **HEARING)
    assert "gælder ikke længere" not in read("/herning/foer/")


def test_nothing_leads_to_a_plan_that_cannot_be_read(client, plan, editor):
    former = plan("Før")
    upper = plan("Øvre", slug="oevre")
    plan("Efter", succeeds=former)
    plan("Nedre", level="action_plan", carries_out=upper)
    for gone in (former, upper):
        withdraw(plan=gone, by=editor)
    for page, link in (("efter", "foer"), ("nedre", "oevre")):
        assert f'href="/herning/{link}/"' not in client.get(f"/herning/{page}/").content.decode()
