"""Adding elements: the page begins where one is, and the tree takes row after row."""

import pytest
from django.urls import reverse

from apps.publishing.operations.publish import publish
from apps.strategies.models import Element
from tests.factories import element, make_plan

ADD = reverse("admin:strategies_element_add")
ADD_ROW = reverse("admin:strategies_element_add_row")
CONTENT = {"title": "Ny", "body": "<p>Ord.</p>", "parts_stated": "", "parts_kind": "", "responsible": ""}


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "F", element("section", "S"), element("vision", "V"), element("goal", "G")),
        element("theme", "T"),
        municipality=herning,
        title="Plan",
    )


@pytest.fixture
def foreign(randers):
    return make_plan(element("focus_area", "Hemmelig"), municipality=randers, title="Fremmed")


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def get(plan, title):
    return plan.elements.get(title=title)


def under(plan, parent, **more):
    query = {"plan": plan.pk, "parent": get(plan, parent).pk, **more}
    return f"{ADD}?" + "&".join(f"{key}={value}" for key, value in query.items())


def outline(plan):
    return " ".join("·" * (e.level - 1) + e.title for e in plan.elements.in_reading_order() if e.level)


def row(browser, plan, parent="F", **changes):
    sent = {"plan": plan.pk, "parent": get(plan, parent).pk, "title": "Ny", "kind": "goal", **changes}
    return browser.post(ADD_ROW, sent)


@pytest.mark.parametrize(
    ("parent", "kind", "place"), [("F", "goal", "G"), ("Plan", "theme", "T"), ("T", "", "first")]
)
def test_the_page_begins_with_the_last_place_and_the_kind_that_stands_there(
    browser, plan, parent, kind, place
):
    form = browser.get(under(plan, parent)).context["form"]
    assert form["kind"].initial == (kind or None)
    assert form["place"].initial == (place if place == "first" else str(get(plan, place).pk))


def test_adding_another_goes_on_after_the_one_that_was_added_with_its_kind(browser, plan):
    sent = {**CONTENT, "kind": "vision", "place": get(plan, "S").pk, "_another": "1"}
    response = browser.post(under(plan, "F"), sent)
    new = get(plan, "Ny")
    assert response.url == under(plan, "F", after=new.pk)
    form = browser.get(response.url).context["form"]
    assert (form["kind"].initial, form["place"].initial) == ("vision", str(new.pk))
    assert outline(plan) == "F ·S ·Ny ·V ·G T"


@pytest.mark.parametrize("after", ["", "0", "9" * 30, "x", "-1"])
def test_a_place_that_is_none_is_the_last(browser, plan, after):
    form = browser.get(under(plan, "F", after=after)).context["form"]
    assert form["place"].initial == str(get(plan, "G").pk)


def test_a_row_is_added_last_and_answered_with_the_tree(browser, plan):
    answer = row(browser, plan, title=" Rent  vand ")
    told = answer.json()
    new = get(plan, "Rent vand")
    assert (answer.status_code, told["message"], told["added"]) == (200, "”Rent vand” er tilføjet.", new.pk)
    assert outline(plan) == "F ·S ·V ·G ·Rent vand T"
    assert (new.kind, new.body) == ("goal", "")
    assert [pk for pk, *_rest in told["rows"]] == [e.pk for e in plan.elements.in_reading_order() if e.level]
    assert f'id="element-{new.pk}"' in told["row"]
    assert ">nyt<" not in told["row"]


def test_a_row_that_citizens_read_the_plan_without_says_that_it_is_new(browser, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    answer = row(browser, plan)
    new = f'id="element-{answer.json()["added"]}"'
    assert new in answer.json()["row"]
    assert '<td role="cell">nyt</td>' in answer.json()["row"]
    page = browser.get(reverse("admin:strategies_element_changelist"), {"plan": plan.pk}).content.decode()
    assert answer.json()["row"] in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " \u200b "}, "Skriv en titel."),
        ({"title": "x" * 301}, "Denne værdi må højst have 300 tegn (den har 301)."),
        (
            {"kind": "document"},
            "Marker en gyldig valgmulighed. document er ikke en af de tilgængelige valgmuligheder.",
        ),
        ({"kind": ""}, "Dette felt er påkrævet."),
    ],
)
def test_a_row_that_cannot_stand_is_refused_in_words(browser, plan, changes, said):
    before = outline(plan)
    answer = row(browser, plan, **changes)
    assert (answer.status_code, answer.json()["message"]) == (422, said)
    assert outline(plan) == before


def test_under_what_is_gone_nothing_is_added(browser, plan, foreign):
    for parent in (get(foreign, "Hemmelig").pk, 10**9, "x"):
        answer = browser.post(ADD_ROW, {"plan": plan.pk, "parent": parent, "title": "Ny", "kind": "goal"})
        assert answer.status_code == 404
    assert Element.objects.filter(title="Ny").count() == 0


def test_the_tree_of_another_municipality_takes_no_row(browser, foreign):
    assert row(browser, foreign, parent="Hemmelig").status_code == 404
    assert outline(foreign) == "Hemmelig"
