"""The one way in for changes of structure: create, insert, move, delete, restore.

django-mptt does not guard against concurrent writers. So every function here runs one transaction whose first statement
takes the plan's lock, before any node is loaded, and refetches its nodes under it. Locks are taken in one order: the
global one, then plans by ascending id.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Case, F, Max, PositiveIntegerField, When
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.conflicts import DoneMeanwhile, Gone, SavedMeanwhile
from apps.core.sizes import LARGEST_INTEGER
from apps.municipalities.models import Committee
from apps.strategies.kinds import Kind, check_place
from apps.strategies.models import BinnedSubtree, Element, Event, Move, Plan
from apps.strategies.models.event import Recording, recorded
from apps.strategies.models.guard import structure_change
from apps.strategies.tree.building import BATCH, NewElement, as_json, as_new_element, bulk_insert, count

FIRST, LAST = "first", "last"
_LOCK_SPACE = 7351  # any number: keeps the portal's advisory locks apart from another program's
_GLOBAL_LOCK = 0


@contextmanager
def locked(*plan_ids: int, by: User | None, all_trees: bool = False) -> Iterator[None]:
    """A transaction that holds the locks of the plans, and with ``all_trees`` the global one.

    On PostgreSQL these are advisory transaction locks; on SQLite every transaction begins IMMEDIATE and is itself the
    lock. Saves of elements inside are recorded in history as done ``by``.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            wanted = [_GLOBAL_LOCK] if all_trees else []
            with connection.cursor() as cursor:
                for key in [*wanted, *sorted({plan_id & LARGEST_INTEGER for plan_id in plan_ids})]:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, key])
        with structure_change(by):
            yield


def create_plan(plan: Plan, *, by: User | None, root: NewElement | None = None) -> Element:
    """Save the new ``plan`` and build its tree; returns the root.

    ``root`` gives the lead text and the children; its title is the plan's own. Raises ``ValidationError`` where a kind
    may not stand where it is put.
    """
    spec = root or NewElement(kind=Kind.DOCUMENT, title=plan.title)
    with locked(all_trees=True, by=by), recorded(Event.Verb.PLAN_MADE, by=by) as recording:
        plan.save()
        made = recording.touch(plan_id=plan.pk, title=plan.title)
        Plan.history.filter(id=plan.pk).update(event=made)
        tree_id = (Element.objects.aggregate(last=Max("tree_id"))["last"] or 0) + 1
        return bulk_insert(
            spec.titled(plan.title), plan=plan, parent=None, tree_id=tree_id, at=1, position=0, by=by
        )


def insert(
    spec: NewElement,
    *,
    plan_id: int,
    parent_id: int,
    by: User | None,
    position: int | None = None,
    after: int | str = LAST,
) -> Element:
    """Insert ``spec`` with all under it as a child of the parent: as number ``position`` (from 0), or else ``after``.

    ``after`` is ``FIRST``, ``LAST`` or the key of a child. Raises ``ValidationError`` where the kind may not stand there,
    ``Gone`` where the plan has no such parent, or the parent no such child.
    """
    with locked(plan_id, by=by), recorded(Event.Verb.ADDED, by=by):
        parent = node_in(plan_id, parent_id)
        if position is None:
            position = position_after(parent, after)
        return _insert(spec, parent=parent, position=position, by=by)


def position_after(parent: Element, after: int | str, *, but: Iterable[int] = ()) -> int:
    """The position behind the child ``after`` (or ``FIRST``, ``LAST``) when the elements ``but`` are not counted.

    Ask under the plan's lock. Raises ``Gone`` where the child no longer stands there.
    """
    children = list(_children(parent).exclude(pk__in=list(but)).values_list("pk", flat=True))
    if after == FIRST:
        return 0
    if after == LAST:
        return len(children)
    if after not in children:
        raise Gone(key=after if isinstance(after, int) else None)
    return children.index(int(after)) + 1


def move(
    *,
    plan_id: int,
    element_id: int,
    parent_id: int,
    by: User | None,
    position: int | None = None,
) -> Element:
    """Make the element child number ``position`` (from 0, itself not counted; at the end if not given) of the parent.

    Raises ``ValidationError`` for the root, a move into its own descendant and a kind that may not stand there;
    ``Gone`` where the plan has no such element or parent.
    """
    with locked(plan_id, by=by), recorded(Event.Verb.MOVED, by=by) as recording:
        node, parent = node_in(plan_id, element_id), node_in(plan_id, parent_id)
        if node.parent_id is None:
            raise ValidationError(_("The plan's own element cannot be moved."), code="root")
        if node.lft <= parent.lft <= node.rght:
            raise ValidationError(
                _("An element cannot be moved into itself or one of its own descendants."), code="descendant"
            )
        check_place(node.kind, parent.kind)
        former_parent_id, former_position = node.parent_id, node.position
        siblings = list(_children(parent).exclude(pk=node.pk))
        place = _place_among(len(siblings), position)
        node.skip_history_when_saving = True
        if place == len(siblings):
            Element.objects.move_node(node, parent, "last-child")
        else:
            Element.objects.move_node(node, siblings[place], "left")
        for changed_id in {former_parent_id, parent.pk}:
            _renumber(changed_id)
        moved = node_in(plan_id, element_id)
        _record_move(recording, moved, former_parent_id=former_parent_id, former_position=former_position)
        return moved


def subtree_state(node: Element) -> str:
    """A digest of what the element and all under it say and how they stand, to tell later whether it is still so."""
    rows = Element.objects.filter(tree_id=node.tree_id, lft__gte=node.lft, rght__lte=node.rght)
    facts = rows.order_by("lft").values_list("pk", "parent_id", "version")
    return hashlib.sha256(repr(list(facts)).encode()).hexdigest()[:16]


def delete(*, plan_id: int, element_id: int, by: User, expected: str | None = None) -> BinnedSubtree:
    """Move the element with all under it to the plan's bin, from which ``restore`` takes it back.

    ``expected`` is the ``subtree_state`` that was decided upon. Raises ``SavedMeanwhile`` where it is another now,
    ``ValidationError`` for the root, ``Gone`` where the plan has no such element.
    """
    with locked(plan_id, by=by), recorded(Event.Verb.DELETED, by=by) as recording:
        node = node_in(plan_id, element_id)
        if expected is not None and expected != subtree_state(node):
            raise SavedMeanwhile(node.title)
        if node.parent_id is None:
            raise ValidationError(_("The plan's own element cannot be deleted."), code="root")
        rows = Element.objects.filter(tree_id=node.tree_id, lft__gte=node.lft, rght__lte=node.rght)
        found = rows.select_related("identity").prefetch_related("partner_rows").order_by("lft")
        subtree = as_new_element(found)
        event = recording.touch(
            plan_id=plan_id, title=node.title, identity_id=node.identity_id, count=count(subtree)
        )
        binned = BinnedSubtree.objects.create(
            event=event,
            plan_id=plan_id,
            identity_id=node.identity_id,
            title=node.title,
            parent_identity_id=Element.objects.values_list("identity_id", flat=True).get(pk=node.parent_id),
            position=node.position,
            element_count=count(subtree),
            content=as_json(subtree),
            deleted_by=by,
        )
        rows.delete()
        _shift(node.tree_id, after=node.rght, by=node.lft - node.rght - 1)
        _renumber(node.parent_id)
        return binned


def restore(*, plan_id: int, binned_id: int, by: User, parent_id: int | None = None) -> Element:
    """Put a deleted subtree back where it stood, or under ``parent_id``; identities and addresses are the old ones.

    Raises ``ValidationError`` where the old parent is gone and no other is named, or where the kind may not stand there;
    ``DoneMeanwhile`` where it was restored already.
    """
    with locked(plan_id, by=by), recorded(Event.Verb.BROUGHT_BACK, by=by):
        binned = BinnedSubtree.objects.restorable().filter(plan_id=plan_id, pk=binned_id).first()
        if binned is None:
            raise DoneMeanwhile
        if parent_id is None:
            parent = Element.objects.filter(plan_id=plan_id, identity_id=binned.parent_identity_id).first()
            if parent is None:
                raise ValidationError(
                    _("The element it stood under is no longer there. Choose another place."),
                    code="no_parent",
                )
        else:
            parent = node_in(plan_id, parent_id)
        position = binned.position if parent.identity_id == binned.parent_identity_id else None
        spec = _without_lost_committees(NewElement.from_json(binned.content), parent.plan)
        element = _insert(spec, parent=parent, position=position, by=by)
        binned.restored_at = timezone.now()
        binned.save(update_fields=["restored_at"])
        return element


def _without_lost_committees(spec: NewElement, plan: Plan) -> NewElement:
    """``spec`` where no committee is responsible that was deleted while the subtree lay in the bin."""
    there = set(Committee.objects.filter(municipality_id=plan.municipality_id).values_list("pk", flat=True))
    return spec.with_committees(there)


def node_in(plan_id: int, element_id: int) -> Element:
    """The element as it stands; call it under the plan's lock. Raises ``Gone`` where the plan has no such element."""
    node = Element.objects.filter(plan_id=plan_id, pk=element_id).first()
    if node is None:
        raise Gone(key=element_id)
    return node


def _record_move(
    recording: Recording, moved: Element, *, former_parent_id: int, former_position: int
) -> None:
    """Write down where the element came from: the only trace of it, because history keeps no places."""
    if (former_parent_id, former_position) == (moved.parent_id, moved.position):
        return
    identities = dict(
        Element.objects.filter(pk__in={former_parent_id, moved.parent_id}).values_list("pk", "identity_id")
    )
    Move.objects.create(
        plan_id=moved.plan_id,
        identity_id=moved.identity_id,
        title=moved.title,
        from_parent_id=identities[former_parent_id],
        from_position=former_position,
        to_parent_id=identities[moved.parent_id],
        to_position=moved.position,
        event=recording.touch(plan_id=moved.plan_id, title=moved.title, identity_id=moved.identity_id),
    )


def _children(parent: Element) -> Any:
    return Element.objects.filter(parent_id=parent.pk).order_by("lft")


def _insert(spec: NewElement, *, parent: Element, position: int | None, by: User | None) -> Element:
    siblings = list(_children(parent).values_list("lft", flat=True))
    place = _place_among(len(siblings), position)
    at = siblings[place] if place < len(siblings) else parent.rght
    check_place(spec.kind, parent.kind)
    _shift(parent.tree_id, after=at - 1, by=2 * count(spec))
    node = bulk_insert(
        spec, plan=parent.plan, parent=parent, tree_id=parent.tree_id, at=at, position=place, by=by
    )
    _renumber(parent.pk)
    return node


def _place_among(siblings: int, position: int | None) -> int:
    """The nearest place there is to ``position`` among so many siblings; None is the last."""
    return siblings if position is None else min(max(position, 0), siblings)


def _shift(tree_id: int, *, after: int, by: int) -> None:
    """Open (or with a negative ``by`` close) a gap behind ``after`` in the numbering of a tree, in one statement."""
    Element.objects.filter(tree_id=tree_id, rght__gt=after).update(
        lft=Case(
            When(lft__gt=after, then=F("lft") + by), default=F("lft"), output_field=PositiveIntegerField()
        ),
        rght=F("rght") + by,
    )


def _renumber(parent_id: int) -> None:
    """Make ``position`` of the children say their order again."""
    moved = []
    for position, child in enumerate(
        Element.objects.filter(parent_id=parent_id).order_by("lft").only("pk", "position", "parent_id")
    ):
        if child.position != position:
            child.position = position
            moved.append(child)
    Element.objects.bulk_update(moved, ["position"], batch_size=BATCH)
