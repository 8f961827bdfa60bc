"""Subtrees as plain values, and writing many elements at once.

``bulk_insert`` numbers the tree itself and is for ``apps.strategies.tree`` alone, which holds the lock.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any, Self
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core import bulk
from apps.municipalities.models import Committee
from apps.strategies.kinds import Kind, check_place
from apps.strategies.models import Element, ElementIdentity, Event, Plan
from apps.strategies.models.event import recorded
from apps.strategies.models.guard import structure_may_change

BATCH = 500
_COLUMNS = [field.attname for field in Element._meta.concrete_fields if not field.primary_key]


@dataclass(frozen=True)
class NewElement:
    """An element to be built, with everything under it. ``uid`` is given where the identity must be a certain one."""

    kind: str
    title: str
    body: str = ""
    uid: UUID | None = None
    is_derived: bool = False
    parts_stated: int | None = None
    parts_kind: str = ""
    responsible_id: int | None = None
    version: int = 1
    children: Sequence["NewElement"] = field(default_factory=tuple)

    def titled(self, title: str) -> Self:
        return replace(self, title=title)

    def with_committees(self, ids: Set[int]) -> Self:
        """The subtree where only committees among ``ids`` are responsible."""
        responsible = self.responsible_id if self.responsible_id in ids else None
        children = tuple(child.with_committees(ids) for child in self.children)
        return replace(self, responsible_id=responsible, children=children)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "NewElement":
        """The subtree that ``as_json`` wrote."""
        values = {name: data[name] for name in _CONTENT if name in data}
        children = tuple(cls.from_json(child) for child in data["children"])
        return cls(**values, uid=UUID(data["uid"]), children=children)


_CONTENT = [f.name for f in fields(NewElement) if f.name not in ("uid", "children")]


def as_json(element: NewElement) -> dict[str, Any]:
    """A subtree as values that JSON can hold."""
    values = {name: getattr(element, name) for name in _CONTENT}
    return {**values, "uid": str(element.uid), "children": [as_json(child) for child in element.children]}


def as_new_element(rows: Iterable[Element]) -> NewElement:
    """The subtree that ``rows`` (in reading order, identities fetched, the top first) are."""
    children: dict[int | None, list[NewElement]] = {}
    ordered = list(rows)
    for row in reversed(ordered):
        values = {name: getattr(row, name) for name in _CONTENT}
        below = tuple(reversed(children.pop(row.pk, [])))
        children.setdefault(row.parent_id, []).append(
            NewElement(**values, uid=row.identity.uid, children=below)
        )
    return children[ordered[0].parent_id][0]


def count(spec: NewElement) -> int:
    """How many elements the subtree has."""
    return 1 + sum(count(child) for child in spec.children)


@dataclass(slots=True)
class _Placed:
    spec: NewElement
    parent: int | None  # index in the list
    level: int
    position: int
    lft: int
    rght: int = 0


def _place(spec: NewElement, *, at: int, level: int, position: int) -> list[_Placed]:
    """The subtree in reading order with its tree numbers, the first ``lft`` being ``at``."""
    placed: list[_Placed] = []

    def visit(node: NewElement, parent: int | None, depth: int, place: int, left: int) -> int:
        index = len(placed)
        placed.append(_Placed(node, parent, depth, place, left))
        cursor = left + 1
        for number, child in enumerate(node.children):
            check_place(child.kind, node.kind)
            cursor = visit(child, index, depth + 1, number, cursor)
        placed[index].rght = cursor
        return cursor + 1

    visit(spec, None, level, position, at)
    return placed


def bulk_insert(
    spec: NewElement,
    *,
    plan: Plan,
    parent: Element | None,
    tree_id: int,
    at: int,
    position: int,
    by: User | None,
) -> Element:
    """Write the subtree into the gap that begins at ``at``, with identities and first history; returns its top.

    Raises ``ValidationError`` where a kind may not stand where it is put, content is not allowed, or an identity stands
    elsewhere already.
    """
    if parent is None and spec.kind != Kind.DOCUMENT:
        raise ValidationError(_("Only the root of a plan is of the kind “document”."), code="root")
    placed = _place(spec, at=at, level=parent.level + 1 if parent else 0, position=position)
    elements = _elements(placed, plan, tree_id)
    _write(elements, placed, parent)
    _write_history(elements, by)
    elements[0].plan = plan
    return elements[0]


def _elements(placed: list[_Placed], plan: Plan, tree_id: int) -> list[Element]:
    """The unsaved elements with their identities, which are written."""
    elements = [
        Element(
            **{name: getattr(p.spec, name) for name in _CONTENT},
            plan_id=plan.pk,
            tree_id=tree_id,
            lft=p.lft,
            rght=p.rght,
            level=p.level,
            position=p.position,
        )
        for p in placed
    ]
    for element in elements:
        element.tidy()
    _check_committees(elements, plan)
    for element, identity_id in zip(elements, _identity_ids([p.spec for p in placed], plan), strict=True):
        element.identity_id = identity_id
    return elements


def _write(elements: list[Element], placed: list[_Placed], parent: Element | None) -> None:
    """Insert the elements level by level, because a child needs its parent's key."""
    structure_may_change("bulk insertion")
    now = timezone.now()
    by_level: dict[int, list[Element]] = defaultdict(list)
    for p, element in zip(placed, elements, strict=True):
        by_level[p.level].append(element)
        element.created_at = element.updated_at = now
    parents = [elements[p.parent] if p.parent is not None else parent for p in placed]
    parent_of = dict(zip(map(id, elements), parents, strict=True))
    for level in sorted(by_level):
        rows = by_level[level]
        for element in rows:
            above = parent_of[id(element)]
            element.parent_id = above.pk if above else None
        keys = bulk.insert(Element, _COLUMNS, map(attrgetter(*_COLUMNS), rows), keys=True)
        for element, key in zip(rows, keys, strict=True):
            element.pk = key
            element._state.adding = False
            element._state.db = connection.alias


def _write_history(elements: list[Element], by: User | None) -> None:
    """The first history row of each element: without it the original would be lost at the first edit."""
    top = elements[0]
    with recorded(Event.Verb.ADDED, by=by) as recording:
        event = recording.touch(
            plan_id=top.plan_id, title=top.title, identity_id=top.identity_id, count=len(elements)
        )
    kept = [field.attname for field in Element.history.model.tracked_fields]
    values = attrgetter(*kept)
    made = (timezone.now(), "+", by.pk if by else None, event.pk)
    names = [*kept, "history_date", "history_type", "history_user_id", "event_id"]
    bulk.insert(Element.history.model, names, ((*values(element), *made) for element in elements))


def _check_committees(elements: list[Element], plan: Plan) -> None:
    wanted = {element.responsible_id for element in elements} - {None}
    own = Committee.objects.filter(municipality_id=plan.municipality_id, pk__in=wanted)
    if wanted and own.count() != len(wanted):
        raise ValidationError({"responsible": _("The committee belongs to another municipality.")})


def _identity_ids(specs: list[NewElement], plan: Plan) -> list[int]:
    """The key of an identity for each spec: the existing one of this plan where its ``uid`` is known, else a new one."""
    known = {uid: row.pk for uid, row in _known([spec.uid for spec in specs if spec.uid], plan).items()}
    uids = [spec.uid or uuid4() for spec in specs]
    new = [uid for uid in uids if uid not in known]
    keys = bulk.insert(
        ElementIdentity,
        ["uid", "municipality_id", "plan_id"],
        [(uid, plan.municipality_id, plan.pk) for uid in new],
        keys=True,
    )
    known |= dict(zip(new, keys, strict=True))
    return [known[uid] for uid in uids]


def _known(wanted: list[UUID], plan: Plan) -> dict[UUID, ElementIdentity]:
    """The identities that ``wanted`` name already. Raises ``ValidationError`` where one is another plan's or in use."""
    known: dict[UUID, ElementIdentity] = {}
    for start in range(0, len(wanted), BATCH):
        rows = ElementIdentity.objects.filter(uid__in=wanted[start : start + BATCH]).select_related("element")
        known |= {row.uid: row for row in rows}
    for row in known.values():
        if row.plan_id != plan.pk or hasattr(row, "element"):
            raise ValidationError(
                _("The identity %(uid)s stands elsewhere already."),
                code="identity_in_use",
                params={"uid": row.uid},
            )
    return known
