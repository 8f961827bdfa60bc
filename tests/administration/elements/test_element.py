"""Elements in admin: the tree of one plan, and adding, rewriting, moving, deleting and restoring through real requests."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.strategies import tree
from apps.strategies.models import BinnedSubtree, Element, Topic
from apps.strategies.operations.edit import edit_element
from tests.bystander import own
from tests.factories import CommitteeFactory, element, make_plan

TREE = reverse("admin:strategies_element_changelist")
ADD = reverse("admin:strategies_element_add")


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "Første", element("goal", "Mål A", text="Ord."), element("goal", "Mål B")),
        element("focus_area", "Anden"),
        municipality=herning,
        title="Plan",
    )


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    client.session_user = editor
    return client


def outline(plan):
    return [(e.title, e.level) for e in plan.elements.in_reading_order() if e.level]


def get(plan, title):
    return plan.elements.get(title=title)


def form(node, **changes):
    values = {"title": node.title, "kind": node.kind, "body": node.body, "version": node.version, **changes}
    return {name: value for name, value in values.items() if value is not None}


def change(node):
    return reverse("admin:strategies_element_change", args=[node.pk])


def test_without_a_plan_the_list_asks_which_one(browser, plan, other_editor, randers):
    make_plan(municipality=randers, title="Fremmed plan")
    text = browser.get(TREE).content.decode()
    assert f'href="{TREE}?plan={plan.pk}"' in text
    assert "Fremmed plan" not in text


def test_the_tree_shows_every_element_but_the_root_by_its_depth(browser, plan):
    text = browser.get(TREE, {"plan": plan.pk}).content.decode()
    rows = {
        int(pk): int(depth) for depth, pk in re.findall(r'<tr class="depth-(\d+)".*?id="element-(\d+)"', text)
    }
    shown = [e for e in plan.elements.in_reading_order() if rows.get(e.pk) == e.level]
    assert [e.title for e in shown] == ["Første", "Mål A", "Mål B", "Anden"]
    assert "style=" not in text


def test_lists_by_kind_go_across_the_plans_of_the_municipality(browser, plan, herning):
    make_plan(element("goal", "Mål C"), municipality=herning, title="Plan 2")
    text = browser.get(TREE, {"kind": "goal"}).content.decode()
    assert [title for title in ("Mål A", "Mål B", "Mål C") if title in text] == ["Mål A", "Mål B", "Mål C"]
    assert "Første" not in text


def test_the_front_page_links_the_kinds_and_the_plans(browser, plan):
    text = browser.get("/admin/").content.decode()
    for kind, words in {
        "goal": "Mål",
        "vision": "Visioner",
        "focus_area": "Fokusområder",
        "value": "Værdier",
    }.items():
        assert f'<a href="{TREE}?kind={kind}">{words}</a>' in text
    assert f"{TREE}?plan={plan.pk}" in text


def count_queries(browser, address):
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


def test_the_tree_takes_the_same_few_queries_at_any_size(browser, herning):
    small = make_plan(element("section", "A"), municipality=herning, title="Lille")
    large = make_plan(*[element("section", f"A{n}") for n in range(200)], municipality=herning, title="Stor")
    counts = [count_queries(browser, f"{TREE}?plan={plan.pk}") for plan in (small, large)]
    assert counts[0] == counts[1] <= 13


def test_an_element_takes_the_same_queries_in_a_plan_of_any_size(browser, herning):
    small = make_plan(element("section", "A"), municipality=herning, title="Lille")
    large = make_plan(*[element("section", f"A{n}") for n in range(100)], municipality=herning, title="Stor")
    for name in ("change", "move", "delete", "history"):
        elements = [plan.elements.filter(level=1).first() for plan in (small, large)]
        addresses = [reverse(f"admin:strategies_element_{name}", args=[e.pk]) for e in elements]
        counts = [count_queries(browser, address) for address in addresses]
        assert counts[0] == counts[1] <= 18, name


def test_what_one_may_do_there_is_asked_once_for_each_page(browser, plan):
    node = get(plan, "Første")
    pages = ["change", "move", "delete", "history"]
    addresses = [reverse(f"admin:strategies_element_{name}", args=[node.pk]) for name in pages]
    for address in (*addresses, f"{TREE}?plan={plan.pk}"):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        by_role = [
            q["sql"] for q in queries if '"municipalities_membership"."role"' in q["sql"].split(" FROM ")[0]
        ]
        known = f'"municipalities_municipality"."id" = {plan.municipality_id}'
        again = [q["sql"] for q in queries if q["sql"].startswith("SELECT 1") and known in q["sql"]]
        assert (len(by_role), again) == (1, []), address


def test_adding_puts_the_element_at_the_chosen_place(browser, plan):
    first = get(plan, "Første")
    topic = Topic.objects.create(name="Klima", slug="klima")
    address = f"{ADD}?plan={plan.pk}&parent={first.pk}"
    page = browser.get(address)
    assert "Det kommer til at stå under ”Første”." in page.content.decode()
    kinds = dict(page.context["form"].fields["kind"].choices)
    assert kinds == {
        "vision": "Vision", "theme": "Tema", "goal": "Mål", "section": "Afsnit", "objective": "Målsætning",
        "action_track": "Handlingsspor", "action": "Handling",
    }  # fmt: skip
    data = {"kind": "goal", "title": " Nyt  mål ", "body": "<p>Tekst</p>", "place": get(plan, "Mål A").pk}
    response = browser.post(address, {**data, "topics": [topic.pk]})
    made = get(plan, "Nyt mål")
    assert response["Location"] == f"{TREE}?plan={plan.pk}#element-{made.pk}"
    assert outline(plan) == [("Første", 1), ("Mål A", 2), ("Nyt mål", 2), ("Mål B", 2), ("Anden", 1)]
    assert list(made.identity.topics.all()) == [topic]
    assert made.history.get().history_user == browser.session_user


def test_a_forbidden_kind_is_refused_in_words(browser, plan):
    address = f"{ADD}?plan={plan.pk}&parent={get(plan, 'Første').pk}"
    response = browser.post(address, {"kind": "value", "title": "Værdi", "place": "first"})
    assert response.status_code == 200
    assert "value er ikke en af de tilgængelige valgmuligheder." in response.content.decode()
    assert not plan.elements.filter(title="Værdi").exists()


def test_saving_unchanged_changes_nothing(browser, plan):
    goal = get(plan, "Mål A")
    browser.post(change(goal), form(goal))
    again = get(plan, "Mål A")
    assert (again.version, again.updated_at, goal.history.count()) == (goal.version, goal.updated_at, 1)


def test_saving_makes_a_version_signed_by_the_editor(browser, plan, herning):
    goal = get(plan, "Mål A")
    committee = CommitteeFactory(municipality=herning)
    browser.post(
        change(goal), form(goal, title="Mål Å", body="<p>Nye <b>ord</b></p>", responsible=committee.pk)
    )
    saved = Element.objects.get(pk=goal.pk)
    assert (saved.title, saved.body, saved.version) == ("Mål Å", "<p>Nye <strong>ord</strong></p>", 2)
    assert saved.responsible == committee
    assert saved.history.first().history_user == browser.session_user


def test_a_stale_save_is_refused_with_both_texts_and_nothing_lost(browser, plan, portal_admin):
    goal = get(plan, "Mål A")
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=portal_admin, body="<p>Andres ord.</p>")
    response = browser.post(change(goal), form(goal, body="<p>Mine ord.</p>"))
    text = response.content.decode()
    told = f"{portal_admin} har gemt ”Mål A” i mellemtiden. Din tekst er ikke gået tabt."
    assert told in text
    assert '<span class="line">Andres ord.</span>' in text
    assert '<span class="line">Mine ord.</span>' in text
    assert "&lt;p&gt;Mine ord.&lt;/p&gt;</textarea>" in text
    assert '<input type="hidden" name="version" value="2"' in text
    assert Element.objects.get(pk=goal.pk).body == "<p>Andres ord.</p>"
    browser.post(change(goal), form(goal, body="<p>Begges ord.</p>", version=2))
    assert Element.objects.get(pk=goal.pk).body == "<p>Begges ord.</p>"


def test_a_kind_that_the_children_could_not_stand_under_is_no_choice(browser, plan):
    first = get(plan, "Første")
    assert 'value="vision"' in browser.get(change(first)).content.decode()
    response = browser.post(change(first), form(first, kind="narrative"))
    assert response.status_code == 200
    assert get(plan, "Første").kind == "focus_area"


def test_the_root_has_text_but_keeps_title_and_kind(browser, plan):
    root = get(plan, "Plan")
    browser.post(change(root), form(root, title="Andet", kind="section", body="<p>Indledning.</p>"))
    root.refresh_from_db()
    assert (root.title, root.kind, root.body) == ("Plan", "document", "<p>Indledning.</p>")
    for name in ("move", "delete"):
        address = reverse(f"admin:strategies_element_{name}", args=[root.pk])
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"place": "first"}).status_code == 404


def test_moving_takes_two_plain_steps(browser, plan):
    goal, second = get(plan, "Mål A"), get(plan, "Anden")
    address = reverse("admin:strategies_element_move", args=[goal.pk])
    assert "Efter ”Mål B”" in browser.get(address).content.decode()
    there = f"{address}?parent={second.pk}"
    assert "Efter ”Mål B”" not in browser.get(there).content.decode()
    browser.post(there, {"place": "first", "newest_move": 0})
    assert outline(plan) == [("Første", 1), ("Mål B", 2), ("Anden", 1), ("Mål A", 2)]


def test_an_element_is_not_moved_under_itself_or_where_its_kind_may_not_stand(browser, plan):
    first, goal = get(plan, "Første"), get(plan, "Mål A")
    before = outline(plan)
    address = reverse("admin:strategies_element_move", args=[first.pk])
    for parent in (first.pk, goal.pk):
        response = browser.post(f"{address}?parent={parent}", {"place": "first", "newest_move": 0})
        assert "Det sted er ikke muligt. Vælg et andet." in response.content.decode()
    assert outline(plan) == before


def test_deleting_asks_first_and_the_bin_gives_it_back(browser, plan):
    first = get(plan, "Første")
    before = outline(plan)
    address = reverse("admin:strategies_element_delete", args=[first.pk])
    assert "Alle 2 elementer under det følger med." in browser.get(address).content.decode()
    assert outline(plan) == before
    page = browser.post(address, follow=True).content.decode()
    assert "”Første” og alt under det, i alt 3 elementer, er lagt i papirkurven." in page
    assert outline(plan) == [("Anden", 1)]
    binned = own(BinnedSubtree).get()
    listed = browser.get(reverse("admin:strategies_binnedsubtree_changelist")).content.decode()
    assert "Første" in listed
    assert "3 elementer" in listed
    restoring = reverse("admin:strategies_binnedsubtree_change", args=[binned.pk])
    browser.post(restoring, {"parent": get(plan, "Plan").pk})
    assert outline(plan) == before
    assert browser.get(restoring).status_code == 302


def test_what_stood_under_something_gone_is_brought_back_elsewhere(browser, plan, editor):
    goal, first = get(plan, "Mål A"), get(plan, "Første")
    binned = tree.delete(plan_id=plan.pk, element_id=goal.pk, by=editor)
    tree.delete(plan_id=plan.pk, element_id=first.pk, by=editor)
    restoring = reverse("admin:strategies_binnedsubtree_change", args=[binned.pk])
    assert "Elementet, det stod under, er der ikke længere." in browser.get(restoring).content.decode()
    browser.post(restoring, {"parent": get(plan, "Anden").pk})
    assert outline(plan) == [("Anden", 1), ("Mål A", 2)]


def test_history_says_what_changed_and_restores_it(browser, plan, editor):
    goal = get(plan, "Mål A")
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=editor, title="Mål X")
    address = reverse("admin:strategies_element_history", args=[goal.pk])
    text = browser.get(address).content.decode()
    assert "Mål A" in text
    assert "Mål X" in text
    first = goal.history.earliest()
    browser.post(address, {"history": first.history_id, "version": 1})
    assert Element.objects.get(pk=goal.pk).title == "Mål X"
    browser.post(address, {"history": first.history_id, "version": 2})
    assert Element.objects.get(pk=goal.pk).title == "Mål A"


def test_script_in_a_text_never_reaches_the_page(browser, plan):
    goal = get(plan, "Mål A")
    browser.post(
        change(goal), form(goal, title="<script>x</script>", body='<p onclick="x">a<script>y</script></p>')
    )
    saved = Element.objects.get(pk=goal.pk)
    assert saved.body == "<p>a</p>"
    for address in (change(goal), f"{TREE}?plan={plan.pk}"):
        assert "<script>x" not in browser.get(address).content.decode()


def test_the_editor_gets_the_text_as_the_portal_keeps_it_whatever_was_written_into_the_row(browser, plan):
    goal = get(plan, "Mål A")
    tampered = '<p onclick="x()">Ord<script>alert(1)</script><img src=x onerror=alert(1)></p><p>To</p>'
    Element.objects.filter(pk=goal.pk).update(body=tampered)
    form = browser.get(change(goal)).context["form"]
    assert form["body"].value() == "<p>Ord</p>\n<p>To</p>"


def test_a_council_member_finds_no_admin(client, council_member, plan):
    assert client.get(f"{TREE}?plan={plan.pk}")["Location"].startswith("/admin/login/?next=/admin/")
    client.force_login(council_member)
    assert client.get(f"{TREE}?plan={plan.pk}", follow=True).status_code == 404
