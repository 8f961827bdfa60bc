"""What one editor was about to do with an element that another took away: said in words, and nothing written is lost."""

import pytest
from django.urls import reverse

from apps.administration.elements import move_and_delete, positions
from apps.strategies import tree
from apps.strategies.models import BinnedSubtree, Element
from apps.strategies.operations.edit import edit_element
from tests.factories import element, make_plan

CONTENT = {
    "title": "Ny titel",
    "kind": "goal",
    "body": "<p>Min <strong>nye</strong> tekst</p>",
    "version": "1",
}
TREE = reverse("admin:strategies_element_changelist")


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "F", element("goal", "G1", text="Et\nTo"), element("goal", "G2")),
        municipality=herning,
        title="Plan",
    )


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def page(name, pk):
    return reverse(f"admin:strategies_element_{name}", args=[pk])


def outline(plan):
    return " ".join(e.title for e in plan.elements.without_root().in_reading_order())


@pytest.mark.parametrize("name", ["change", "move", "delete", "history", "copy", "split", "merge"])
def test_the_pages_of_a_deleted_element_say_so(browser, plan, portal_admin, name):
    goal = plan.elements.get(title="G1")
    tree.delete(plan_id=plan.pk, element_id=goal.pk, by=portal_admin)
    for response in (browser.get(page(name, goal.pk)), browser.post(page(name, goal.pk), CONTENT)):
        assert response.status_code == 404
        assert "”G1” er der ikke længere" in response.content.decode()
        assert f'href="{TREE}?plan={plan.pk}"' in response.content.decode()
    assert outline(plan) == "F G2"


def test_what_was_written_meanwhile_can_be_copied(browser, plan, portal_admin):
    goal = plan.elements.get(title="G1")
    tree.delete(plan_id=plan.pk, element_id=goal.pk, by=portal_admin)
    shown = browser.post(page("change", goal.pk), {**CONTENT, "body": "<p>Min tekst</p><script>x()</script>"})
    assert "readonly>Ny titel\n\nMin tekst</textarea>" in shown.content.decode()


def test_an_element_that_came_back_is_pointed_to(browser, plan, portal_admin):
    goal = plan.elements.get(title="G1")
    binned = tree.delete(plan_id=plan.pk, element_id=goal.pk, by=portal_admin)
    back = tree.restore(plan_id=plan.pk, binned_id=binned.pk, by=portal_admin)
    shown = browser.post(page("change", goal.pk), CONTENT).content.decode()
    assert f'href="{page("change", back.pk)}">Åbn det, hvor det står nu</a>' in shown
    assert "Min nye tekst" in shown


def test_a_deletion_in_the_same_moment_is_told_too(browser, plan, portal_admin, monkeypatch):
    goal = plan.elements.get(title="G1")
    found = positions.nodes_of

    def gone_while_the_form_was_read(its_plan):
        nodes = found(its_plan)
        if Element.objects.filter(pk=goal.pk).exists():
            tree.delete(plan_id=plan.pk, element_id=goal.pk, by=portal_admin)
        return nodes

    monkeypatch.setattr(positions, "nodes_of", gone_while_the_form_was_read)
    response = browser.post(page("change", goal.pk), CONTENT)
    assert "”G1” er der ikke længere" in response.content.decode()
    assert "Min nye tekst" in response.content.decode()


def test_another_municipalitys_deleted_element_never_was(browser, randers, portal_admin):
    foreign = make_plan(element("goal", "Hemmelig"), municipality=randers, title="Fremmed")
    goal = foreign.elements.get(title="Hemmelig")
    tree.delete(plan_id=foreign.pk, element_id=goal.pk, by=portal_admin)
    answers = [browser.post(page("change", pk), CONTENT) for pk in (goal.pk, 987654)]
    assert answers[0].status_code == answers[1].status_code == 404
    assert answers[0].content == answers[1].content


def test_bringing_back_what_is_back_leads_to_it(browser, plan, portal_admin):
    goal, parent = plan.elements.get(title="G1"), plan.elements.get(title="F")
    binned = tree.delete(plan_id=plan.pk, element_id=goal.pk, by=portal_admin)
    address = reverse("admin:strategies_binnedsubtree_change", args=[binned.pk])
    back = tree.restore(plan_id=plan.pk, binned_id=binned.pk, by=portal_admin)
    for method in (browser.get, browser.post):
        response = method(address, {"parent": parent.pk})
        assert response.url == f"{TREE}?plan={plan.pk}#element-{back.pk}"
        assert "”G1” er allerede hentet tilbage." in browser.get(response.url).content.decode()
    assert outline(plan) == "F G1 G2"


def test_two_who_bring_the_same_back_at_once(browser, plan, portal_admin, monkeypatch):
    goal, parent = plan.elements.get(title="G1"), plan.elements.get(title="F")
    binned = tree.delete(plan_id=plan.pk, element_id=goal.pk, by=portal_admin)
    first = tree.restore

    def second(**deed):
        if BinnedSubtree.objects.restorable().filter(pk=binned.pk).exists():
            first(**{**deed, "by": portal_admin})
        return first(**deed)

    monkeypatch.setattr(tree, "restore", second)
    address = reverse("admin:strategies_binnedsubtree_change", args=[binned.pk])
    shown = browser.post(address, {"parent": parent.pk}, follow=True).content.decode()
    assert "”G1” er allerede hentet tilbage." in shown
    assert outline(plan).count("G1") == 1


@pytest.mark.parametrize("name", ["move", "add"])
def test_a_sibling_that_leaves_in_the_same_moment_is_no_place(browser, plan, portal_admin, monkeypatch, name):
    """Without this the element would land last, where nobody put it."""
    f, one, two = (plan.elements.get(title=title) for title in ("F", "G1", "G2"))
    root = plan.elements.get(parent=None)
    module, operation = {"move": (move_and_delete, "move_elements"), "add": (tree, "insert")}[name]
    then = getattr(module, operation)

    def once_the_sibling_has_left(*args, **deed):
        tree.move(plan_id=plan.pk, element_id=one.pk, parent_id=root.pk, by=portal_admin)
        return then(*args, **deed)

    monkeypatch.setattr(module, operation, once_the_sibling_has_left)
    if name == "move":
        response = browser.post(page("move", two.pk), {"place": one.pk, "newest_move": 0})
    else:
        address = reverse("admin:strategies_element_add") + f"?plan={plan.pk}&parent={f.pk}"
        response = browser.post(address, {**CONTENT, "place": one.pk})
    told = "Elementet eller stedet er der ikke længere: En anden har ændret planen."
    assert (response.status_code, told in response.content.decode()) == (200, True)
    # Adding is one transaction, in which what the other moved is back too.
    assert outline(plan) == {"move": "F G2 G1", "add": "F G1 G2"}[name]


def test_what_was_written_under_an_element_since_it_was_asked_for_does_not_go_with_it(
    browser, plan, portal_admin
):
    f, goal = plan.elements.get(title="F"), plan.elements.get(title="G1")
    form = {"expected": browser.get(page("delete", f.pk)).context["expected"]}
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=portal_admin, body="<p>Nyt.</p>")
    told = browser.post(page("delete", f.pk), form, follow=True)
    assert "En anden har gemt ”F” i mellemtiden. Intet er ændret." in told.content.decode()
    assert outline(plan) == "F G1 G2"
    browser.post(page("delete", f.pk), {"expected": told.context["expected"]})
    assert outline(plan) == ""
