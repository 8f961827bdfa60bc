"""Moving elements as people do it: one or several at once, seen in a tree that others change too, and undone again."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.strategies import tree
from apps.strategies.models import Element, Move

FIRST, LAST = "first", "last"


@dataclass
class MovedMeanwhile(Exception):
    """Somebody moved an element after it was seen where it was taken from. Nothing was changed."""

    title: str
    who: User | None

    def __str__(self) -> str:
        words = {"title": self.title, "who": self.who}
        if self.who:
            return _("%(who)s has moved “%(title)s” in the meantime. Nothing was moved.") % words
        return _("“%(title)s” has been moved in the meantime. Nothing was moved.") % words


def move_elements(
    *, plan_id: int, seen: Mapping[int, int], parent_id: int, place: str | int, by: User
) -> list[Element]:
    """Put the elements beside each other, in reading order, under the parent; returns those that were moved.

    ``seen`` gives for each element the key of its newest move that the user knew of, 0 for none. ``place`` is ``FIRST``,
    ``LAST`` or the key of the child after which they are to stand. What stands under another of the elements goes along with it.
    All are moved or none: raises ``MovedMeanwhile``, ``ValidationError`` where a kind may not stand there, for the root
    and for a move into its own descendant, ``Element.DoesNotExist`` where an element, the parent or the place is gone.
    """
    with tree.locked(plan_id, by=by):
        rows = list(Element.objects.filter(plan_id=plan_id, pk__in=seen).order_by("lft"))
        parent = Element.objects.get(plan_id=plan_id, pk=parent_id)
        if len(rows) < len(seen) or not rows:
            raise Element.DoesNotExist
        _refuse_moved(rows, seen)
        tops = _tops(rows)
        previous = _previous(parent, place, moving={row.pk for row in tops})
        deed, moved = uuid4(), []
        for row in tops:
            position = _behind(parent.pk, previous, row.pk)
            moved.append(
                tree.move(
                    plan_id=plan_id,
                    element_id=row.pk,
                    parent_id=parent.pk,
                    position=position,
                    by=by,
                    deed=deed,
                )
            )
            previous = row.pk
        return moved


def undo_move(*, plan_id: int, deed: UUID, by: User) -> list[Element]:
    """Take back the last deed of ``by`` in the plan; returns the elements, where they stood before.

    Raises ``Move.DoesNotExist`` where ``deed`` is not their last one, ``MovedMeanwhile`` where an element was moved again,
    ``ValidationError`` where it can no longer stand there, ``Element.DoesNotExist`` where one was deleted.
    """
    with tree.locked(plan_id, by=by):
        moves = list(Move.objects.filter(plan_id=plan_id).last_deed_of(by))
        if not moves or moves[0].deed != deed:
            raise Move.DoesNotExist
        now = {e.identity_id: e for e in Element.objects.filter(plan_id=plan_id).select_related("parent")}
        newest, done = _standing_moves(plan_id), Move.objects.filter(plan_id=plan_id)
        before = done.order_by("-pk").values_list("pk", flat=True)[0]
        if any(move.identity_id not in now for move in moves):
            raise Element.DoesNotExist
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
        done.filter(Q(deed=deed) | Q(pk__gt=before)).update(is_cancelled=True)
        return [now[move.identity_id] for move in moves]


def _refuse_moved(rows: list[Element], seen: Mapping[int, int]) -> None:
    moves = Move.objects.filter(identity_id__in=[row.identity_id for row in rows])
    newest = moves.latest_of_each()
    for row in rows:
        if newest.get(row.identity_id, 0) != seen[row.pk]:
            last = Move.objects.select_related("moved_by").filter(pk=newest.get(row.identity_id, 0)).first()
            raise MovedMeanwhile(row.title, last.moved_by if last else None)


def _standing_moves(plan_id: int) -> dict[int, Move]:
    """The newest move of each identity, as if what was undone had never been."""
    keys = Move.objects.filter(plan_id=plan_id, is_cancelled=False).latest_of_each().values()
    rows = Move.objects.filter(pk__in=list(keys)).select_related("moved_by")
    return {move.identity_id: move for move in rows}


def _refuse_elsewhere(move: Move, element: Element, newest: Move | None) -> None:
    parent = element.parent.identity_id if element.parent else None
    if newest is None or newest.pk != move.pk or parent != move.to_parent_id:
        raise MovedMeanwhile(element.title, newest.moved_by if newest else None)


def _tops(rows: list[Element]) -> list[Element]:
    """Those of ``rows``, in reading order, that stand under none of the others."""
    tops: list[Element] = []
    for row in rows:
        if not tops or row.lft > tops[-1].rght:
            tops.append(row)
    return tops


def _previous(parent: Element, place: str | int, *, moving: set[int]) -> int | None:
    """The child of ``parent`` after which the elements are to stand; None is first."""
    stay = Element.objects.filter(parent_id=parent.pk).exclude(pk__in=moving).order_by("lft")
    if place == FIRST:
        return None
    if place == LAST:
        last = stay.last()
        return last.pk if last else None
    return stay.get(pk=place).pk


def _behind(parent_id: int, previous: int | None, moving: int) -> int:
    """The number of the place behind ``previous`` when ``moving`` itself is not counted."""
    if previous is None:
        return 0
    rows = Element.objects.filter(parent_id=parent_id).exclude(pk=moving).order_by("lft")
    return list(rows.values_list("pk", flat=True)).index(previous) + 1
