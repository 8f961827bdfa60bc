"""What happened before events were written down is told by the migration as the operations tell it now."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from apps.strategies import tree
from apps.strategies.models import Event
from apps.strategies.operations.edit import edit_element
from apps.strategies.operations.move import move_elements, undo_move
from tests.factories import UserFactory, element, make_plan


def told():
    columns = ("verb", "title", "element_count", "by_id", "identity_id", "undone_by_id")
    return [row for row in Event.objects.order_by("at", "pk").values_list(*columns) if row[0] != "added"]


@pytest.mark.without_bystander("it migrates the tables of everybody")
@pytest.mark.django_db(transaction=True)
def test_moves_their_undoing_the_bin_and_edits_are_told_as_before():
    by = UserFactory()
    plan = make_plan(element("section", "A", element("section", "A1")), element("section", "B"), title="Plan")
    a1, b = (plan.elements.get(title=title) for title in ("A1", "B"))
    at = {"plan_id": plan.pk, "by": by}
    edit_element(**at, element_id=a1.pk, based_on=1, title="Et")
    move_elements(**at, expected={a1.pk: 0}, parent_id=b.pk, after=tree.LAST)
    undo_move(**at, event_id=Event.objects.latest("pk").pk)
    binned = tree.delete(**at, element_id=b.pk)
    tree.restore(**at, binned_id=binned.pk)
    before = told()
    graph = MigrationLoader(connection).graph
    try:
        MigrationExecutor(connection).migrate([("strategies", "0009_reading_order_and_titles")])
        old = MigrationExecutor(connection).loader.project_state(
            [("strategies", "0009_reading_order_and_titles")]
        )
        moves = old.apps.get_model("strategies", "Move").objects.order_by("pk")
        cancelled = [(move.is_cancelled, move.deed is not None, move.moved_by_id) for move in moves]
        assert cancelled == [(True, True, by.pk), (True, False, by.pk)]
    finally:
        MigrationExecutor(connection).migrate(graph.leaf_nodes())
    verbs = ["plan_made", "edited", "moved", "move_undone", "deleted", "brought_back"]
    assert [row[0] for row in before] == verbs
    assert [row[:4] for row in told() if row[0] in verbs] == [row[:4] for row in before]
    [moved] = Event.objects.filter(verb="moved")
    assert (moved.undone_by, moved.moves.count()) == (by, 1)
