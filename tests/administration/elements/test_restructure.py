"""Copying, splitting, merging and replacing through real requests, and an editor of another municipality who tries them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.strategies.models import Element
from apps.strategies.operations.edit import edit_element
from tests.factories import element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "Børn", element("goal", "Mål A"), text="Alle skal med.\nSkolen\nDen er god."),
        element("focus_area", "Vækst", text="Vi vil vokse."),
        element("foundation", "Fundament"),
        municipality=herning,
        title="Plan",
    )


@pytest.fixture
def foreign(randers):
    return make_plan(
        element("focus_area", "Hemmelig", element("goal", "Skjult"), text="Et\nTo"),
        municipality=randers,
        title="Fremmed",
    )


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def page(name, node):
    return reverse(f"admin:strategies_element_{name}", args=[node.pk])


def replacing(plan):
    return reverse("admin:strategies_plan_replace", args=[plan.pk])


def get(plan, title):
    return plan.elements.get(title=title)


def outline(plan):
    rows = Element.objects.filter(plan=plan).without_root().in_reading_order()
    return [(row.level, row.title, row.paragraphs) for row in rows]


def test_a_subtree_is_copied_into_another_plan_of_the_municipality(browser, plan, herning):
    other = make_plan(municipality=herning, title="Anden plan")
    address = page("copy", get(plan, "Børn"))
    text = browser.get(address, {"to": other.pk}).content.decode()
    assert "Med det, der står under det, bliver 2 elementer kopieret." in text
    root = other.elements.get(parent__isnull=True)
    response = browser.post(f"{address}?to={other.pk}", {"parent": root.pk}, follow=True)
    assert "”Børn” er kopieret." in response.content.decode()
    assert [(level, title) for level, title, _ in outline(other)] == [(1, "Børn"), (2, "Mål A")]


def test_an_element_is_split_at_the_chosen_paragraph(browser, plan):
    area = get(plan, "Børn")
    text = browser.get(page("split", area)).content.decode()
    assert "Skolen" in text
    values = {"at": 2, "title": "", "kind": "focus_area", "children": "stay", "version": 1}
    response = browser.post(page("split", area), values, follow=True)
    assert "”Børn” er delt. Den anden del er ”Skolen”." in response.content.decode()
    assert outline(plan)[:3] == [
        (1, "Børn", ["Alle skal med."]),
        (2, "Mål A", []),
        (1, "Skolen", ["Den er god."]),
    ]


def test_an_element_without_two_paragraphs_says_that_it_cannot_be_split(browser, plan):
    text = browser.get(page("split", get(plan, "Vækst"))).content.decode()
    assert "Den kan ikke deles." in text
    assert 'type="radio"' not in text


def test_two_elements_are_merged_after_both_were_shown(browser, plan):
    area, gone = get(plan, "Børn"), get(plan, "Vækst")
    text = browser.get(page("merge", area)).content.decode()  # the next one is suggested
    assert "Vi vil vokse." in text
    values = {"version": 1, "other_version": 1, "keep_title": "on"}
    response = browser.post(f"{page('merge', area)}?other={gone.pk}", values, follow=True)
    assert "”Vækst” er lagt sammen med ”Børn” og ligger nu i papirkurven." in response.content.decode()
    assert outline(plan)[0][2] == ["Alle skal med.", "Skolen", "Den er god.", "Vækst", "Vi vil vokse."]
    assert plan.bin.get().title == "Vækst"


def test_words_are_replaced_where_they_were_ticked(browser, plan):
    asked = {"words": "skal", "replacement": "<b>kan</b>"}
    text = browser.get(replacing(plan), asked).content.decode()
    assert "Ét sted" in text
    assert "&lt;b&gt;kan&lt;/b&gt;" in text
    hit = f"{get(plan, 'Børn').pk}:1:body:0"
    assert f'value="{hit}" checked' in text
    response = browser.post(replacing(plan), {**asked, "hit": hit}, follow=True)
    assert "Ordene er erstattet i ét element." in response.content.decode()
    assert outline(plan)[0][2][0] == "Alle <b>kan</b> med."


def test_replacing_says_when_there_is_nothing_to_find_or_nothing_ticked(browser, plan):
    assert "Ordene står ikke i planen." in browser.get(replacing(plan), {"words": "zebra"}).content.decode()
    assert "Sæt flueben" in browser.post(replacing(plan), {"words": "skal"}).content.decode()
    for words in ("", "   ", "x" * 201):
        assert browser.get(replacing(plan), {"words": words}).status_code == 200


def test_a_hit_that_is_not_there_changes_nothing(browser, plan):
    before = outline(plan)
    hit = {"words": "skal", "replacement": "x", "hit": f"{get(plan, 'Børn').pk}:1:body:7"}
    assert "Der er ikke ændret noget." in browser.post(replacing(plan), hit, follow=True).content.decode()
    assert outline(plan) == before


def test_what_was_saved_meanwhile_is_not_reshaped(browser, plan, portal_admin):
    area, gone = get(plan, "Børn"), get(plan, "Vækst")
    for node in (area, gone):
        edit_element(plan_id=plan.pk, element_id=node.pk, based_on=1, by=portal_admin, title=f"{node.title}!")
    before = outline(plan)
    split = {"at": 2, "title": "", "kind": "focus_area", "children": "follow", "version": 1}
    merge = {"version": 1, "other_version": 2}
    for response in (
        browser.post(page("split", area), split),
        browser.post(f"{page('merge', area)}?other={gone.pk}", merge),
        browser.post(f"{page('merge', area)}?other={gone.pk}", {"version": 2, "other_version": 1}),
    ):
        assert "Intet er ændret. Se på det igen først." in response.content.decode()
    response = browser.post(replacing(plan), {"words": "skal", "hit": f"{area.pk}:1:body:0"})
    assert "En anden har gemt ”Børn!” i mellemtiden." in response.content.decode()
    assert outline(plan) == before


def test_another_municipalitys_elements_are_not_there(browser, plan, foreign):
    own, other = get(plan, "Børn"), get(foreign, "Hemmelig")
    before = outline(plan), outline(foreign)
    values = {
        "parent": other.pk,
        "at": 2,
        "kind": "focus_area",
        "title": "x",
        "version": 1,
        "other_version": 1,
    }
    for name in ("copy", "split", "merge", "present"):
        absent = browser.post(reverse(f"admin:strategies_element_{name}", args=[10**9]), values)
        for response in (browser.get(page(name, other)), browser.post(page(name, other), values)):
            assert response.status_code in (404, 405)
        assert browser.post(page(name, other), values).content == absent.content
    assert browser.get(page("copy", own), {"to": foreign.pk}).status_code == 404
    assert browser.post(f"{page('copy', own)}?to={foreign.pk}", values).status_code == 404
    assert b"Hemmelig" not in browser.post(page("copy", own), {"parent": other.pk}).content
    answer = browser.post(f"{page('merge', own)}?other={other.pk}", values)
    assert b"Hemmelig" not in answer.content
    for response in (
        browser.get(replacing(foreign), {"words": "Et"}),
        browser.post(replacing(foreign), {"words": "Et"}),
    ):
        assert response.status_code == 404
    hit = {"words": "Et", "replacement": "x", "hit": f"{other.pk}:1:body:0"}
    assert browser.post(replacing(plan), hit).status_code == 404
    assert (outline(plan), outline(foreign)) == before


@pytest.mark.parametrize(
    "key", ["0", "-1", "abc", "9" * 30, "1:1:body:0:0", "1:1:title", "1:1:parent:0", "1:9999999999:body:0"]
)
def test_malformed_ids_are_no_elements(browser, plan, key):
    own = get(plan, "Børn")
    before = outline(plan)
    assert browser.get(page("copy", own), {"to": key}).status_code == 404
    assert browser.get(page("merge", own), {"other": key}).status_code == 200
    hit = {"words": "skal", "replacement": "x", "hit": key}
    assert browser.post(replacing(plan), hit).status_code == 404
    split = {"at": key, "kind": key, "children": key, "version": key}
    assert browser.post(page("split", own), split).status_code == 200
    assert outline(plan) == before


def test_the_plans_own_element_is_neither_copied_nor_merged_away(browser, plan):
    root = plan.elements.get(parent__isnull=True)
    assert browser.get(page("copy", root)).status_code == 404
    other = f"{page('merge', get(plan, 'Børn'))}?other={root.pk}"
    assert "Det kan ikke lægges sammen med det element." in browser.get(other).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_plan(browser, plan, herning):
    large = make_plan(
        *[element("focus_area", f"Område {n}", text="Alle skal\nmed.") for n in range(40)],
        municipality=herning,
        title="Stor",
    )

    def queries(address, **values):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert browser.get(address, values).status_code == 200
        return len(captured)

    small_one, large_one = get(plan, "Børn"), get(large, "Område 3")
    queries(page("split", small_one))  # content types and the like are fetched once
    for name in ("copy", "split", "merge"):
        assert queries(page(name, small_one)) == queries(page(name, large_one))
    assert queries(replacing(plan), words="skal") == queries(replacing(large), words="skal")
