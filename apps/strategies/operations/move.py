"""Moving elements as people do it: one or several at once, seen in a tree that others change too, and undone again."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.conflicts import DoneMeanwhile, Gone, MovedMeanwhile
from apps.strategies import tree
from apps.strategies.models import Element, Event, Move
from apps.strategies.models.event import recorded


def move_elements(
    *, plan_id: int, expected: Mapping[int, int], parent_id: int, after: int | str, by: User
) -> list[Element]:
    """Put the elements beside each other, in reading order, under the parent; returns those that were moved.

    ``expected`` gives for each element the key of its newest move that the user knew of, 0 for none. ``after`` is
    ``tree.FIRST``, ``tree.LAST`` or the key of the child after which they are to stand. What stands under another of the elements goes along with it.
    All are moved or none: raises ``MovedMeanwhile``, ``ValidationError`` where a kind may not stand there, for the root
    and for a move into its own descendant, ``Gone`` where an element, the parent or the place is gone.
    """
    with tree.locked(plan_id, by=by), recorded(Event.Verb.MOVED, by=by):
        rows = list(Element.objects.filter(plan_id=plan_id, pk__in=expected).order_by("lft"))
        parent = tree.node_in(plan_id, parent_id)
        if len(rows) < len(expected) or not rows:
            raise Gone
        _refuse_moved(rows, expected)
        tops = _tops(rows)
        previous = _previous(parent, after, moving={row.pk for row in tops})
        moved = []
        for row in tops:
            position = tree.position_after(parent, previous, but=[row.pk])
            moved.append(
                tree.move(
                    plan_id=plan_id,
                    element_id=row.pk,
                    parent_id=parent.pk,
                    position=position,
                    by=by,
                )
            )
            previous = row.pk
        return moved


def undo_move(*, plan_id: int, event_id: int, by: User) -> list[Element]:
    """Take back the last move of ``by`` in the plan; returns the elements, where they stood before.

    Raises ``DoneMeanwhile`` where ``event_id`` is not their last one, ``MovedMeanwhile`` where an element was moved again,
    ``ValidationError`` where it can no longer stand there, ``Gone`` where one was deleted.
    """
    with tree.locked(plan_id, by=by), recorded(Event.Verb.MOVE_UNDONE, by=by):
        last = Event.objects.filter(plan_id=plan_id).moves_to_undo(by).first()
        if last is None or last.pk != event_id:
            raise DoneMeanwhile
        moves = list(last.moves.order_by("-pk"))
        now = {e.identity_id: e for e in Element.objects.filter(plan_id=plan_id).select_related("parent")}
        newest = _standing_moves(plan_id)
        if any(move.identity_id not in now for move in moves):
            raise Gone
        for move in moves:
            _refuse_elsewhere(move, now[move.identity_id], newest.get(move.identity_id))
        for move in moves:
            if move.from_parent_id not in now:
                raise ValidationError(
                    _("The element it stood under is no longer there. Choose another place."),
                    code="no_parent",
                )
            tree.move(
                plan_id=plan_id,
                element_id=now[move.identity_id].pk,
                parent_id=now[move.from_parent_id].pk,
                position=move.from_position,
                by=by,
            )
        Event.objects.filter(pk=last.pk).update(undone_at=timezone.now(), undone_by=by)
        return [now[move.identity_id] for move in moves]


def _refuse_moved(rows: list[Element], expected: Mapping[int, int]) -> None:
    moves = Move.objects.filter(identity_id__in=[row.identity_id for row in rows])
    newest = moves.latest_of_each()
    for row in rows:
        if newest.get(row.identity_id, 0) != expected[row.pk]:
            last = Move.objects.select_related("event__by").filter(pk=newest.get(row.identity_id, 0)).first()
            raise MovedMeanwhile(row.title, who=last.event.by if last else None)


def _standing_moves(plan_id: int) -> dict[int, Move]:
    """The newest move of each identity, as if what was undone had never been."""
    keys = Move.objects.filter(plan_id=plan_id).standing().latest_of_each().values()
    rows = Move.objects.filter(pk__in=list(keys)).select_related("event__by")
    return {move.identity_id: move for move in rows}


def _refuse_elsewhere(move: Move, element: Element, newest: Move | None) -> None:
    parent = element.parent.identity_id if element.parent else None
    if newest is None or newest.pk != move.pk or parent != move.to_parent_id:
        raise MovedMeanwhile(element.title, who=newest.event.by if newest else None)


def _tops(rows: list[Element]) -> list[Element]:
    """Those of ``rows``, in reading order, that stand under none of the others."""
    tops: list[Element] = []
    for row in rows:
        if not tops or row.lft > tops[-1].rght:
            tops.append(row)
    return tops


def _previous(parent: Element, after: int | str, *, moving: set[int]) -> int | str:
    """The child of ``parent`` after which the elements are to stand, however many of those that move stand before it."""
    stay = Element.objects.filter(parent_id=parent.pk).exclude(pk__in=moving).order_by("lft")
    tree.position_after(parent, after, but=moving)  # raises where it is gone
    last = stay.values_list("pk", flat=True).last() if after == tree.LAST else None
    return last or (tree.FIRST if after == tree.LAST else after)
