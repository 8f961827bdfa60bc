"""Dragging, undoing and changing several at once through real admin requests, and an editor from elsewhere who tries it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.strategies import tree
from apps.strategies.models import Element, Move, Topic
from apps.strategies.operations.edit import edit_element
from tests.bystander import own
from tests.factories import CommitteeFactory, element, make_plan

TREE = reverse("admin:strategies_element_changelist")
ARRANGE = reverse("admin:strategies_element_arrange")
UNDO = reverse("admin:strategies_element_undo")
TOGETHER = reverse("admin:strategies_element_together")
GONE = "Elementet eller stedet er der ikke længere: En anden har ændret planen. Intet er ændret."
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "F", element("goal", "G1"), element("goal", "G2")),
        element("focus_area", "H"),
        element("section", "S"),
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


def outline(plan):
    return " ".join("·" * (e.level - 1) + e.title for e in plan.elements.in_reading_order() if e.level)


def get(plan, title):
    return plan.elements.get(title=title)


def token(plan, title):
    node = get(plan, title)
    return f"{node.pk}.{node.version}.{Move.objects.latest_of_each().get(node.identity_id, 0)}"


def drag(browser, plan, *titles, under="Plan", place="last", **other):
    data = {
        "plan": plan.pk,
        "element": [token(plan, title) for title in titles],
        "parent": get(plan, under).pk,
        "place": place,
    }
    return browser.post(ARRANGE, {**data, **other}, **JSON)


def test_a_drag_is_one_request_answered_with_the_new_order(browser, plan, editor):
    response = drag(browser, plan, "G2", under="H", place="first")
    answer = response.json()
    assert response.status_code == 200
    assert answer["message"] == "”G2” er flyttet."
    assert outline(plan) == "F ·G1 H ·G2 S"
    assert [row[0] for row in answer["rows"]] == [
        e.pk for e in plan.elements.without_root().in_reading_order()
    ]
    moved = get(plan, "G2")
    assert [moved.pk, get(plan, "H").pk, 2, "goal", token(plan, "G2")] in answer["rows"]
    assert answer["undo"] == {"event": str(own(Move).get().event_id), "words": "”G2”"}
    assert own(Move).get().event.by == editor


def test_several_are_dragged_after_a_sibling(browser, plan):
    answer = drag(browser, plan, "S", "G1", under="Plan", place=get(plan, "F").pk).json()
    assert answer["message"] == "2 elementer er flyttet."
    assert outline(plan) == "F ·G2 G1 S H"


def test_a_forbidden_place_is_refused_in_words(browser, plan):
    before = outline(plan)
    for title, under, words in (
        ("F", "G1", "Et element kan ikke flyttes ind i sig selv eller ind i noget, der står under det."),
        ("H", "G1", "Typen ”fokusområde” kan ikke stå under ”mål”."),
    ):
        response = drag(browser, plan, title, under=under)
        assert (response.status_code, response.json()["message"]) == (422, words)
    assert outline(plan) == before


def test_the_second_of_two_drags_of_the_same_element_is_refused(browser, plan, editor, portal_admin):
    stale = token(plan, "G1")
    drag(browser, plan, "G1", under="H")
    after = outline(plan)
    response = drag(browser, plan, "G2", under="Plan", element=[stale])
    assert response.status_code == 409
    assert (
        response.json()["message"]
        == f"{editor} har flyttet ”G1” i mellemtiden. Intet er ændret. Se på det igen først."
    )
    assert outline(plan) == after


@pytest.mark.parametrize("lost", ["element", "parent", "place"])
def test_deleted_foreign_and_invented_ids_are_answered_alike(browser, plan, foreign, editor, lost):
    own = get(plan, "S")
    data = {
        "plan": plan.pk,
        "element": token(plan, "G2"),
        "parent": get(plan, "F").pk,
        "place": get(plan, "G1").pk,
    }
    tree.delete(plan_id=plan.pk, element_id=own.pk, by=editor)
    before, answers = outline(plan), []
    for pk in (own.pk, get(foreign, "Hemmelig").pk, get(foreign, "Fremmed").pk, 987654):
        response = browser.post(ARRANGE, {**data, lost: f"{pk}.1.0" if lost == "element" else pk}, **JSON)
        answers.append((response.status_code, response.content))
        assert response.status_code == 404
        assert response.json()["message"] == GONE
    assert len(set(answers)) == 1
    assert b"Hemmelig" not in answers[0][1]
    assert (outline(plan), outline(foreign)) == (before, "Hemmelig")


BAD = [
    "",
    "0",
    "-1",
    "abc",
    "1.1",
    "1.1.1.1",
    "1.1.-1",
    "1.x.0",
    "9" * 30 + ".1.0",
    "1\x00.1.0",
    "é.1.0",
    "²",
]


@pytest.mark.parametrize("bad", BAD)
def test_malformed_ids_are_not_found_and_change_nothing(browser, plan, bad):
    before = outline(plan)
    good = {"plan": plan.pk, "element": token(plan, "G1"), "parent": get(plan, "H").pk, "place": "last"}
    for name in good:
        assert browser.post(ARRANGE, {**good, name: bad}, **JSON).status_code in (400, 404), name
    for name in ("plan", "event"):
        data = {"plan": plan.pk, "event": "", name: bad}
        assert browser.post(UNDO, data, **JSON).status_code in (400, 404), name
    for name in ("plan", "element"):
        assert browser.post(TOGETHER, {**good, name: bad}).status_code in (400, 404), name
    assert outline(plan) == before


def test_nothing_chosen_moves_nothing(browser, plan):
    before = outline(plan)
    assert drag(browser, plan, "S", element=[]).status_code == 404
    assert outline(plan) == before


def test_the_plan_of_another_municipality_is_not_there(browser, foreign, plan, council_member, client):
    data = {"plan": foreign.pk, "element": token(foreign, "Hemmelig"), "parent": get(foreign, "Fremmed").pk}
    for address in (ARRANGE, UNDO, TOGETHER):
        foreign_answer = browser.post(address, {**data, "place": "first"}, **JSON)
        absent = browser.post(address, {**data, "plan": 987654, "place": "first"}, **JSON)
        assert foreign_answer.status_code == absent.status_code == 404
        assert foreign_answer.content == absent.content
        assert browser.get(address).status_code in (302, 404)
    client.force_login(council_member)
    assert drag(client, plan, "S").status_code in (302, 404)
    assert outline(plan) == "F ·G1 ·G2 H S"


def test_undo_gives_back_the_former_place_once(browser, plan):
    before = outline(plan)
    deed = drag(browser, plan, "G1", "S", under="H").json()["undo"]
    assert deed["words"] == "2 elementer"
    assert f'value="{deed["event"]}"' in browser.get(TREE, {"plan": plan.pk}).content.decode()
    answer = browser.post(UNDO, {"plan": plan.pk, "event": deed["event"]}, **JSON).json()
    assert answer["message"] == "2 elementer er flyttet tilbage."
    assert answer["undo"] is None
    assert outline(plan) == before
    again = browser.post(UNDO, {"plan": plan.pk, "event": deed["event"]}, **JSON)
    assert (again.status_code, again.json()["message"]) == (
        409,
        "Det er allerede gjort. Der er ikke mere at gøre.",
    )


def test_undo_is_ones_own_and_works_without_javascript(browser, plan, portal_admin, client):
    deed = drag(browser, plan, "S", place="first").json()["undo"]["event"]
    page = browser.post(UNDO, {"plan": plan.pk, "event": deed}, follow=True).content.decode()
    assert "”S” er flyttet tilbage." in page
    deed = drag(browser, plan, "S", place="first").json()["undo"]["event"]
    client.force_login(portal_admin)
    assert client.post(UNDO, {"plan": plan.pk, "event": deed}, **JSON).status_code == 409
    assert outline(plan).startswith("S")


def test_a_move_by_the_plain_form_can_be_undone_too(browser, plan):
    address = reverse("admin:strategies_element_move", args=[get(plan, "S").pk])
    browser.post(f"{address}?parent={get(plan, 'H').pk}", {"place": "first", "newest_move": 0})
    assert "Fortryd flytningen af ”S”" in browser.get(TREE, {"plan": plan.pk}).content.decode()


def together(browser, plan, *titles, do="", **data):
    data = {"plan": plan.pk, "element": [token(plan, title) for title in titles], "do": do} | data
    return browser.post(TOGETHER, data, follow=True)


def test_the_page_for_several_offers_only_what_fits_them_all(browser, plan):
    page = together(browser, plan, "G1", "G2")
    parents = dict(page.context["bulk_edits"][0]["form"].fields["parent"].choices)
    assert [title.strip() for title in parents.values()] == ["Plan", "F", "H", "S"]
    assert "Ændr 2 elementer på én gang" in page.content.decode()
    parents = dict(
        together(browser, plan, "F", "G1").context["bulk_edits"][0]["form"].fields["parent"].choices
    )
    assert [title.strip() for title in parents.values()] == ["Plan", "S"]


def test_several_are_moved_and_changed_without_javascript(browser, plan, herning):
    unit = CommitteeFactory(municipality=herning)
    topic = Topic.objects.create(name="Klima", slug="klima")
    move = {"move-parent": get(plan, "H").pk, "move-place": "first"}
    assert "2 elementer er ændret." in together(browser, plan, "G1", "G2", do="move", **move).content.decode()
    assert outline(plan) == "F H ·G1 ·G2 S"
    together(browser, plan, "G1", "G2", do="kind", **{"kind-kind": "objective"})
    together(browser, plan, "G1", "G2", do="responsible", **{"responsible-responsible": unit.pk})
    together(browser, plan, "G1", "G2", do="topics", **{"topics-how": "add", "topics-topics": [topic.pk]})
    for title in ("G1", "G2"):
        node = get(plan, title)
        assert (node.kind, node.responsible, list(node.identity.topics.all())) == ("objective", unit, [topic])


def test_a_stale_or_impossible_change_of_several_changes_none(browser, plan, portal_admin, randers):
    stale = [token(plan, "G1"), token(plan, "G2")]
    goal = get(plan, "G2")
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=portal_admin, body="<p>Nyt.</p>")
    page = together(browser, plan, do="kind", element=stale, **{"kind-kind": "objective"})
    assert "En anden har gemt ”G2” i mellemtiden. Intet er ændret." in page.content.decode()
    page = together(browser, plan, "F", "H", do="kind", **{"kind-kind": "value"})
    assert "”G1”: Typen ”mål” kan ikke stå under ”værdi”. Intet er ændret." in page.content.decode()
    foreign = CommitteeFactory(municipality=randers)
    page = together(browser, plan, "G1", do="responsible", **{"responsible-responsible": foreign.pk})
    assert page.context["bulk_edits"][2]["form"].errors
    page = together(browser, plan, do="kind", element=["987654.1.0"], **{"kind-kind": "goal"})
    assert GONE in page.content.decode()
    page = together(browser, plan, do="kind", element=[])
    assert "Vælg først et eller flere elementer i træet." in page.content.decode()
    assert {e.kind for e in plan.elements.filter(title__in=["G1", "G2"])} == {"goal"}
    assert not own(Element).filter(responsible__isnull=False).exists()


def test_a_drag_takes_the_same_few_queries_at_any_size(browser, herning):
    counts = []
    for size in (3, 4, 200):  # the first fills what a process remembers
        big = make_plan(
            *[element("section", f"A{n}") for n in range(size)], municipality=herning, title=f"Plan {size}"
        )
        with CaptureQueriesContext(connection) as queries:
            drag(browser, big, "A1", under=f"Plan {size}", place=get(big, "A2").pk)
        counts.append(len(queries))
    assert counts[1] == counts[2]
