"""A new council period in admin: each element with what becomes of it, made as a draft, or refused in words."""

import pytest
from django.urls import reverse

from apps.municipalities.roles import Role
from apps.strategies import tree
from apps.strategies.models import Plan, Relation
from tests.bystander import own
from tests.factories import MembershipFactory, element, make_plan
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


@pytest.mark.parametrize("words", ["Rent vand", "{number}. Rent vand", "{number}", " {number}. "])
def test_each_element_becomes_what_was_chosen(browser, plan, words):
    rows = [row["element"].title for row in browser.get(page(plan)).context["rows"]]
    into = words.format(number=rows.index("Rent vand") + 1)
    fates = {
        f"fate_{key('Ro')}": "drops",
        f"note_{key('Ro')}": "Ikke nok",
        f"fate_{key('Gode veje')}": "merges",
        f"into_{key('Gode veje')}": into,
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
        {"fate": "merges", "into": "Ro"},
        {"fate": "merges", "into": "0"},
        {"fate": "merges", "into": "99. Rent vand"},
        {"fate": "merges", "into": "²"},
        {"note": "x" * 301},
    ],
)
def test_what_cannot_be_is_refused_and_given_back(browser, plan, fates):
    here = key("Ro")
    changes = {f"{name}_{here}": value for name, value in fates.items()}
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


def test_of_two_with_one_title_the_number_says_which(browser, plan, editor):
    area = plan.elements.get(title="Natur")
    tree.insert(element("goal", "Rent vand"), plan_id=plan.pk, parent_id=area.pk, by=editor)
    twin = plan.elements.filter(title="Rent vand").order_by("-pk").first()
    rows = [row["element"].pk for row in browser.get(page(plan)).context["rows"]]
    merged = {f"fate_{key('Ro')}": "merges", f"into_{key('Ro')}": "Rent vand"}
    assert browser.post(page(plan), sent(**merged)).status_code == 200
    merged[f"into_{key('Ro')}"] = f"{rows.index(twin.pk) + 1}. Rent vand"
    assert browser.post(page(plan), sent(**merged)).status_code == 302
    gone = Relation.objects.get(source__plan=new(), kind="merges")
    carried = Relation.objects.get(target=twin.identity, kind="carries_on")
    assert (gone.source, gone.target) == (carried.source, identity("Ro"))


def test_a_plan_of_a_thousand_elements_is_carried_over_in_one_form(settings):
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS > 3 * 1_000 + 10


def test_the_page_grows_with_the_number_of_elements_and_not_with_its_square(browser, herning, editor):
    def weight(number):
        plan = make_plan(
            *[element("goal", f"Mål {n:03}") for n in range(number)],
            municipality=herning,
            title=f"Plan {number}",
        )
        return len(browser.get(page(plan)).content)

    bare, ten, hundred = weight(0), weight(10), weight(100)
    assert hundred - bare < 11 * (ten - bare)


def test_a_plan_is_carried_over_once(browser, plan):
    browser.post(page(plan), sent())
    assert browser.get(page(plan)).context["has_successor"] is True
    answer = browser.post(page(plan), sent(title="Endnu en", slug="endnu-en"))
    assert (answer.status_code, own(Plan).count()) == (200, 2)


def test_nothing_is_merged_into_another_plan(browser, plan, randers, other_editor):
    answered_plan(randers, other_editor, prefix="R ")
    fates = {f"fate_{key('Ro')}": "merges", f"into_{key('Ro')}": "R Ro"}
    assert browser.post(page(plan), sent(**fates)).context["form"].errors.keys() == {"__all__"}


def test_a_writer_makes_the_draft_and_others_find_nothing(client, herning, plan, other_editor):
    client.force_login(other_editor)
    assert [client.get(page(plan)).status_code, client.post(page(plan), sent()).status_code] == [404, 404]
    client.force_login(MembershipFactory(municipality=herning, role=Role.WRITER).user)
    assert client.post(page(plan), sent()).status_code == 302
    assert new().editions.count() == 0
