"""Every operation leaves one event: who did what, when, and to what; what it did besides is part of it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from apps.activity.feed import activity
from apps.core.conflicts import Conflict
from apps.strategies import tree
from apps.strategies.history.versions import restore_version
from apps.strategies.models import BinnedSubtree, Element, Event, Move, Topic
from apps.strategies.operations.bulk_edit import change_kind
from apps.strategies.operations.copy import copy_subtree
from apps.strategies.operations.edit import edit_element
from apps.strategies.operations.edit_plan import edit_plan
from apps.strategies.operations.find_and_replace import Search, find, replace
from apps.strategies.operations.merge import merge
from apps.strategies.operations.move import move_elements, undo_move
from apps.strategies.operations.split import split
from apps.strategies.tree.building import NewElement
from tests.bystander import own
from tests.factories import element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element(
            "section",
            "A",
            element("section", "A1", text="Et ord.\nEt ord til."),
            element("section", "A2", text="Et ord."),
        ),
        element("section", "B"),
        municipality=herning,
        title="Plan",
    )


def pk(plan, title):
    return plan.elements.get(title=title).pk


def at(plan, title, by):
    return {"plan_id": plan.pk, "element_id": pk(plan, title), "by": by}


def moving(plan, by, *titles):
    expected = {pk(plan, title): 0 for title in titles}
    return {
        "plan_id": plan.pk,
        "expected": expected,
        "parent_id": pk(plan, "B"),
        "after": tree.LAST,
        "by": by,
    }


def bring_back(plan, by):
    binned = tree.delete(**at(plan, "A", by))
    return tree.restore(plan_id=plan.pk, binned_id=binned.pk, by=by)


def restore_first_version(plan, by):
    node = edit_element(**at(plan, "B", by), based_on=1, title="B!")
    first = node.history.order_by("history_id").first().history_id
    return restore_version(**at(plan, "B!", by), history_id=first, based_on=2)


def take_back(plan, by):
    move_elements(**moving(plan, by, "A1"))
    return undo_move(plan_id=plan.pk, event_id=Event.objects.latest("pk").pk, by=by)


def all_hits(plan, by):
    search = Search("ord")
    chosen = [hit.choice for hit in find(plan=plan, search=search)]
    return replace(plan_id=plan.pk, search=search, replacement="mål", chosen=chosen, by=by)


def topics(plan, by):
    topic = Topic.objects.create(name="Klima", slug="klima")
    return edit_element(**at(plan, "B", by), based_on=1, topics=[topic])


OPERATIONS = {
    "added": (lambda plan, by: tree.insert(NewElement("section", "C"), plan_id=plan.pk, parent_id=pk(plan, "B"), by=by), "C", 1, ""),
    "edited": (lambda plan, by: edit_element(**at(plan, "B", by), based_on=1, title="B!", kind="theme"), "B!", 1, "title,kind"),
    "edited topics": (topics, "B", 1, "topics"),
    "restored": (restore_first_version, "B", 1, "title"),
    "moved": (lambda plan, by: move_elements(**moving(plan, by, "A1", "A2")), "A1", 2, ""),
    "move_undone": (take_back, "A1", 1, ""),
    "deleted": (lambda plan, by: tree.delete(**at(plan, "A", by)), "A", 3, ""),
    "brought_back": (bring_back, "A", 3, ""),
    "copied": (lambda plan, by: copy_subtree(**at(plan, "A", by), to_plan_id=plan.pk, parent_id=pk(plan, "B")), "A", 3, ""),
    "split": (lambda plan, by: split(**at(plan, "A1", by), at=2, kind="section", title="A1b", based_on=1), "A1", 2, "body"),
    "merged": (
        lambda plan, by: merge(plan_id=plan.pk, into_id=pk(plan, "A1"), gone_id=pk(plan, "A2"), into_based_on=1, gone_based_on=1, by=by),
        "A1", 2, "body",
    ),
    "replaced": (all_hits, "A1", 2, "body"),
    "bulk_edited": (
        lambda plan, by: change_kind(plan_id=plan.pk, based_on={pk(plan, "A1"): 1, pk(plan, "A2"): 1}, kind="theme", by=by),
        "A1", 2, "kind",
    ),
    "plan_edited": (lambda plan, by: edit_plan(plan=plan, by=by, title="Ny plan"), "Ny plan", 1, "title"),
    "plan_made": (lambda plan, by: make_plan(element("goal", "X"), municipality=plan.municipality, title="Anden", by=by), "Anden", 1, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_leaves_one_event(plan, editor, name):
    operation, title, count, fields = OPERATIONS[name]
    operation(plan, editor)
    newest = Event.objects.filter(by=editor).latest("pk")
    told = (newest.verb, newest.title, newest.element_count, newest.fields)
    if name == "merged":  # what lies in the bin is counted with it
        told, count = told[:2] + told[3:], None
    assert told == ((name.split()[0], title, count, fields) if count else (name, title, fields))
    before = {"restored": 1, "move_undone": 1, "brought_back": 1}.get(name, 0)
    assert Event.objects.filter(by=editor).count() == before + 1


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name != "plan_made"])
def test_every_row_of_history_an_operation_writes_is_of_its_event(plan, editor, name):
    OPERATIONS[name][0](plan, editor)
    for rows in (
        Element.history.filter(history_user=editor),
        BinnedSubtree.objects.filter(deleted_by=editor),
    ):
        assert not rows.filter(event=None).exists()
    assert not plan.history.filter(history_user=editor, event=None).exists()


def test_what_changes_nothing_or_is_refused_leaves_none(plan, editor):
    before = own(Event).count()
    edit_element(**at(plan, "B", editor), based_on=1, title="B")
    for refused in (
        lambda: edit_element(**at(plan, "B", editor), based_on=7, title="Ny"),
        lambda: edit_element(**at(plan, "B", editor), based_on=1, title=""),
        lambda: move_elements(**moving(plan, editor, "A", "B")),
    ):
        with pytest.raises((Conflict, ValidationError)):
            refused()
    assert own(Event).count() == before


def test_one_undone_move_reads_the_same_wherever_it_is_told(client, plan, editor, portal_admin, herning):
    move_elements(**moving(plan, editor, "A1"))
    move = Move.objects.filter(plan=plan).latest("pk")
    undo_move(plan_id=plan.pk, event_id=move.event_id, by=editor)
    node = plan.elements.get(title="A1")
    client.force_login(portal_admin)
    own_words = f"flyttede elementet fra ”A” til ”B” (fortrudt af {editor})"
    for address in (
        reverse("admin:strategies_element_history", args=[node.pk]),
        reverse("workspace:element", args=["herning", node.identity.uid]),
    ):
        page = client.get(address).content.decode()
        assert f"<strong>{editor}</strong> {own_words}" in page
        assert f"<strong>{editor}</strong> fortrød en flytning" in page
    undoing, moving_it = activity(herning).entries[:2]
    assert undoing.words == "flyttede ”A1” tilbage"
    assert moving_it.words == f"flyttede ”A1” ind under ”B” (fortrudt af {editor})"
