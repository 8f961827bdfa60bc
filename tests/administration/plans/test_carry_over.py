"""A new council period in admin: each element with what becomes of it, made as a draft, or refused in words."""

import pytest
from django.urls import reverse

from apps.municipalities.roles import Role
from apps.strategies.models import Plan, Relation
from tests.bystander import own
from tests.factories import MembershipFactory
from tests.workspace.rooms import answered_plan, identity


@pytest.fixture
def plan(herning, editor):
    return answered_plan(herning, editor, start_year=2022, end_year=2025)


@pytest.fixture
def browser(client, editor, plan):
    client.force_login(editor)
    return client


def page(plan):
    return reverse("admin:strategies_plan_carry_over", args=[plan.pk])


def key(title):
    return identity(title).element.pk


def sent(**changes):
    return {"title": "Ny plan", "slug": "", "start_year": "2026", "end_year": "2029", **changes}


def new():
    return own(Plan).get(title="Ny plan")


def test_the_next_period_is_proposed(browser, plan):
    initial = browser.get(page(plan)).context["form"].initial
    assert (initial["title"], initial["start_year"], initial["end_year"]) == ("Planen", 2026, 2029)


def test_each_element_becomes_what_was_chosen(browser, plan):
    fates = {
        f"fate_{key('Ro')}": "drops",
        f"note_{key('Ro')}": "Ikke nok",
        f"fate_{key('Gode veje')}": "merges",
        f"into_{key('Gode veje')}": key("Rent vand"),
    }
    answer = browser.post(page(plan), sent(**fates))
    assert answer.status_code == 302
    made = new()
    assert (made.succeeds, made.slug, made.editions.count()) == (plan, "ny-plan", 0)
    assert [row.title for row in made.elements.order_by("lft")] == ["Ny plan", "Natur", "Rent vand"]
    found = Relation.objects.filter(source__plan=made).values_list("kind", "target__element__title", "note")
    assert sorted(found) == [
        ("carries_on", "Natur", ""),
        ("carries_on", "Rent vand", ""),
        ("drops", "Ro", "Ikke nok"),
        ("merges", "Gode veje", ""),
    ]


@pytest.mark.parametrize(
    "fates",
    [
        {"fate": "burns"},
        {"fate": "supports"},
        {"fate": "merges"},
        {"fate": "merges", "into": "x"},
        {"fate": "merges", "into": "self"},
        {"note": "x" * 301},
    ],
)
def test_what_cannot_be_is_refused_and_given_back(browser, plan, fates):
    here = key("Ro")
    changes = {f"{name}_{here}": here if value == "self" else value for name, value in fates.items()}
    answer = browser.post(page(plan), sent(**changes))
    assert (answer.status_code, answer.context["form"].errors.keys()) == (200, {"__all__"})
    assert own(Plan).count() == 1
    assert answer.context["rows"][-1]["note"] == fates.get("note", "")


@pytest.mark.parametrize(
    "changes",
    [{"title": ""}, {"title": "x" * 301}, {"start_year": "2030"}, {"end_year": "x"}, {"slug": "planen"}],
)
def test_a_plan_that_cannot_be_is_refused(browser, plan, changes):
    answer = browser.post(page(plan), sent(**changes))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert own(Plan).count() == 1


def test_a_plan_is_carried_over_once(browser, plan):
    browser.post(page(plan), sent())
    assert browser.get(page(plan)).context["has_successor"] is True
    answer = browser.post(page(plan), sent(title="Endnu en", slug="endnu-en"))
    assert (answer.status_code, own(Plan).count()) == (200, 2)


def test_nothing_is_merged_into_another_plan(browser, plan, randers, other_editor):
    answered_plan(randers, other_editor, prefix="R ")
    fates = {f"fate_{key('Ro')}": "merges", f"into_{key('Ro')}": key("R Ro")}
    assert browser.post(page(plan), sent(**fates)).context["form"].errors.keys() == {"__all__"}


def test_a_writer_makes_the_draft_and_others_find_nothing(client, herning, plan, other_editor):
    client.force_login(other_editor)
    assert [client.get(page(plan)).status_code, client.post(page(plan), sent()).status_code] == [404, 404]
    client.force_login(MembershipFactory(municipality=herning, role=Role.WRITER).user)
    assert client.post(page(plan), sent()).status_code == 302
    assert new().editions.count() == 0
