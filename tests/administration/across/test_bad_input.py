"""Whatever is typed into an address or a form of admin: a page that says so, never an error of the server."""

import pytest
from django.contrib import admin
from django.urls import reverse

from apps.accounts.models import User
from apps.strategies.models import Element, Plan
from tests.factories import element, make_plan

HUGE = "99999999999999999999"
KEYS = ["abc", HUGE, "-1", "9223372036854775808", "1_2F2", "²", "%00", "%ff", "a/b"]
QUERIES = [
    "id__exact=abc", f"id__exact={HUGE}", f"id={HUGE}", f"pk={HUGE}", "q=%00", "q=%ff", f"q={HUGE}", "p=-1",
    "p=abc", f"p={HUGE}", "o=abc", f"o={HUGE}", "o=-1.2", "_to_field=password", "_popup=1&_to_field=id",
    f"plan={HUGE}", "plan=abc", "plan=", "kind=abc", "kind=", "all=", "e=1", "password__startswith=p",
    f"municipality__id__exact={HUGE}", "municipality__id__exact=abc", "municipality__isnull=x", "role=%00",
    "user__password__startswith=p", "is_active__exact=x", "level__exact=abc", "_facets=True", "_changelist_filters=%ff",
    "kind__regex=[", "role__regex=[", "level__regex=[", "is_active__regex=[", "q=" + "a+" * 1500, "e=1&p=999",
    "_changelist_filters=q%3D%00", "plan__title__contains=a", "kind__exact=abc", "municipality__id__exact=1,2," + HUGE,
]  # fmt: skip
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def plan(herning):
    return make_plan(element("section", "Afsnit", element("goal", "Mål")), municipality=herning, title="Plan")


@pytest.fixture(params=["editor", "portal_admin"])
def visitor(client, request):
    client.force_login(request.getfixturevalue(request.param))
    return client


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_queries(visitor, plan, model):
    for query in QUERIES:
        response = visitor.get(f"{page(model, 'changelist')}?{query}")
        assert response.status_code in (200, 302, 400, 403, 404), query


def test_a_list_that_was_asked_wrongly_shows_all_of_it_and_says_so(client, editor, plan):
    client.force_login(editor)
    for query in ("q=" + "a" * 300, "e=1&p=999"):
        shown = client.get(f"{page(Plan, 'changelist')}?{query}", follow=True).content.decode()
        assert "Listen kan ikke søges igennem eller filtreres på den måde. Her er det hele." in shown, query
        assert plan.title in shown


def test_a_form_that_claims_a_million_rows_is_refused_at_once(client, editor, council_member):
    client.force_login(editor)
    management = {f"memberships-{name}": "0" for name in ("INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    data = {"full_name": "Ny", "is_active": "on", **management, "memberships-TOTAL_FORMS": HUGE}
    response = client.post(page(User, "change", council_member.pk), data)
    assert response.status_code == 200
    assert len(response.content) < 1_000_000
    council_member.refresh_from_db()
    assert council_member.full_name != "Ny"


def test_ones_own_page_is_saved_though_its_rows_are_not_ones_own_to_change(client, editor):
    client.force_login(editor)
    rows = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "1", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "0"}
    data = {"full_name": "Nyt Navn", "is_active": "on"} | {
        f"memberships-{name}": n for name, n in rows.items()
    }
    assert client.post(page(User, "change", editor.pk), data).status_code == 302
    editor.refresh_from_db()
    assert editor.full_name == "Nyt Navn"


def test_the_autocomplete_finds_nothing_for_a_thousand_words(client, editor, plan):
    client.force_login(editor)
    asked = {
        "app_label": "municipalities",
        "model_name": "membership",
        "field_name": "user",
        "term": "a " * 1500,
    }
    assert client.get(reverse("admin:autocomplete"), asked).json()["results"] == []


def test_a_key_in_other_digits_or_with_spaces_is_none(client, editor, plan):
    client.force_login(editor)
    arabic = str(plan.pk).translate({48 + digit: 0x660 + digit for digit in range(10)})
    for key in (arabic, f" {plan.pk}", f"{plan.pk} ", f"+{plan.pk}"):
        for name in ("change", "history"):
            address = page(Plan, name, 1).replace("/1/", f"/{key}/")
            assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_keys(client, editor, plan, model):
    client.force_login(editor)
    for key in KEYS:
        for name in ("change", "delete", "history"):
            address = page(model, name, 1).replace("/1/", f"/{key}/")
            assert client.get(address).status_code in (302, 400, 403, 404), address
            assert client.post(address).status_code in (400, 403, 404), address


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_bulk_actions(visitor, plan, model):
    for key in ["abc", HUGE, "-1", ""]:
        data = {"action": "delete_selected", "_selected_action": [key], "post": "yes", "index": "0"}
        assert visitor.post(page(model, "changelist"), data).status_code in (200, 302, 400, 403, 404)
    unknown = {"action": "drop_table", "_selected_action": ["1"], "index": HUGE}
    assert visitor.post(page(model, "changelist"), unknown).status_code in (200, 302, 400, 403, 404)


@pytest.mark.parametrize("name", ["publish", "editions", "withdraw", "retract"])
def test_keys_of_publishing_pages(visitor, plan, name):
    for key in KEYS:
        address = reverse(f"admin:publishing_{name}", args=[1]).replace("/1/", f"/{key}/")
        assert visitor.get(address).status_code in (400, 404), address


def test_editions_that_no_plan_has(visitor, plan):
    for number in KEYS:
        address = reverse("admin:publishing_again", args=[plan.pk, 1]).replace("/1/again", f"/{number}/again")
        assert visitor.get(address).status_code in (400, 404), address


CONTENT = {"title": "Mål", "kind": "goal", "body": "<p>x</p>", "topics": "1", "responsible": "1", "parts_stated": "1",
           "parts_kind": "goal"}  # fmt: skip
PLAN = {"title": "Plan", "slug": "x", "level": "council_strategy", "start_year": "2020", "end_year": "2021",
        "adopted_on": "1.1.2020", "council_period": "1", "committee": "1", "municipality": "1", "based_on": "0"}  # fmt: skip
FORMS = {
    "strategies_element_add": {**CONTENT, "place": "first"},
    "strategies_element_change": {**CONTENT, "version": "1"},
    "strategies_element_move": {"place": "first"},
    "strategies_element_history": {"history": "1", "version": "1"},
    "strategies_relation_add": {"kind": "related", "target": "1", "note": ""},
    "strategies_plan_add": PLAN,
    "strategies_plan_change": PLAN,
    "publishing_publish": {"nature": "adopted", "adopted_on": "1.1.2020", "public_note": "", "expected": "0"},
    "publishing_retract": {"identity": "1", "words": "xxxx", "reason": "x", "sure": "on"},
}
WRONG = ["", "abc", HUGE, "-1", "²", "x" * 5000, "32.13.99999"]


@pytest.mark.parametrize("name", FORMS)
def test_forms(client, editor, plan, name):
    client.force_login(editor)
    goal = plan.elements.get(title="Mål")
    key = {"element": goal.pk, "plan": plan.pk}.get(name.split("_")[1], plan.pk)
    query = f"?plan={plan.pk}&source={goal.pk}&to={plan.pk}" if name.endswith("_add") else ""
    address = reverse(f"admin:{name}", args=[] if query else [key]) + query
    attempts = [{**FORMS[name], field: HUGE} for field in FORMS[name]]
    attempts += [dict.fromkeys(FORMS[name], wrong) for wrong in WRONG]
    for data in attempts:
        assert client.post(address, data).status_code in (200, 302, 404), data


def test_a_nul_byte_is_refused_in_danish(client, editor, plan):
    client.force_login(editor)
    goal = plan.elements.get(title="Mål")
    response = client.post(page(Element, "change", goal.pk), {**CONTENT, "title": "M\0l"})
    assert response.status_code == 400
    assert '<html lang="da"' in response.content.decode()
    goal.refresh_from_db()
    assert goal.title == "Mål"
