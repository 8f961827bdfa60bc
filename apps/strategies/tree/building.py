"""Subtrees as plain values, and writing many elements at once.

``bulk_insert`` numbers the tree itself and is for ``apps.strategies.tree`` alone, which holds the lock.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, fields, replace
from datetime import date
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
from apps.strategies.models import Element, ElementIdentity, Event, Partner, Plan
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
    partner_ids: Sequence[int] = ()
    contact: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    is_continuous: bool = False
    version: int = 1
    children: Sequence["NewElement"] = field(default_factory=tuple)

    def titled(self, title: str) -> Self:
        return replace(self, title=title)

    def with_committees(self, ids: Set[int]) -> Self:
        """The subtree where only committees among ``ids`` are responsible or take part."""
        responsible = self.responsible_id if self.responsible_id in ids else None
        partners = [pk for pk in self.partner_ids if pk in ids]
        children = tuple(child.with_committees(ids) for child in self.children)
        return replace(self, responsible_id=responsible, partner_ids=partners, children=children)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "NewElement":
        """The subtree that ``as_json`` wrote."""
        values = {name: data[name] for name in _CONTENT if name in data}
        for name in _DAYS:
            if values.get(name):
                values[name] = date.fromisoformat(values[name])
        children = tuple(cls.from_json(child) for child in data["children"])
        return cls(**values, uid=UUID(data["uid"]), children=children)


_CONTENT = [f.name for f in fields(NewElement) if f.name not in ("uid", "children")]
_OWN_COLUMNS = [name for name in _CONTENT if name != "partner_ids"]
_DAYS = ("starts_on", "ends_on")


def responsibility_of(element: Element) -> dict[str, Any]:
    """Who carries the element out, and when: for a new one that takes it over."""
    names = ("responsible_id", "partner_ids", "contact", "starts_on", "ends_on", "is_continuous")
    return {name: getattr(element, name) for name in names}


def as_json(element: NewElement) -> dict[str, Any]:
    """A subtree as values that JSON can hold."""
    values = {name: getattr(element, name) for name in _CONTENT}
    values |= {name: values[name].isoformat() for name in _DAYS if values[name]}
    return {**values, "uid": str(element.uid), "children": [as_json(child) for child in element.children]}


def as_new_element(rows: Iterable[Element]) -> NewElement:
    """The subtree that ``rows`` (in reading order, identities and partners fetched, the top first) are."""
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
    _write_partners(elements, placed)
    _write_history(elements, placed, by)
    elements[0].plan = plan
    return elements[0]


def _elements(placed: list[_Placed], plan: Plan, tree_id: int) -> list[Element]:
    """The unsaved elements with their identities, which are written."""
    elements = [
        Element(
            **{name: getattr(p.spec, name) for name in _OWN_COLUMNS},
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
    _check_committees([p.spec for p in placed], plan)
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


def _write_partners(elements: list[Element], placed: list[_Placed]) -> None:
    rows = [
        (element.pk, committee)
        for p, element in zip(placed, elements, strict=True)
        for committee in p.spec.partner_ids
    ]
    if rows:
        bulk.insert(Partner, ["element_id", "committee_id"], rows)


def _write_history(elements: list[Element], placed: list[_Placed], by: User | None) -> None:
    """The first history row of each element: without it the original would be lost at the first edit."""
    top = elements[0]
    with recorded(Event.Verb.ADDED, by=by) as recording:
        event = recording.touch(
            plan_id=top.plan_id, title=top.title, identity_id=top.identity_id, count=len(elements)
        )
    kept = [field.attname for field in Element.history.model.tracked_fields]
    values = attrgetter(*kept)
    made = (timezone.now(), "+", by.pk if by else None, event.pk)
    names = [*kept, "partner_ids", "history_date", "history_type", "history_user_id", "event_id"]
    rows = (
        (*values(element), list(p.spec.partner_ids), *made)
        for p, element in zip(placed, elements, strict=True)
    )
    bulk.insert(Element.history.model, names, rows)


def _check_committees(specs: list[NewElement], plan: Plan) -> None:
    wanted: dict[str, set[Any]] = {
        "responsible": {spec.responsible_id for spec in specs} - {None},
        "partners": {pk for spec in specs for pk in spec.partner_ids},
    }
    if not any(wanted.values()):
        return
    own = set(Committee.objects.filter(municipality_id=plan.municipality_id).values_list("pk", flat=True))
    for name, keys in wanted.items():
        if keys - own:
            raise ValidationError({name: _("The committee belongs to another municipality.")})
    for spec in specs:
        if spec.responsible_id in spec.partner_ids:
            raise ValidationError({"partners": _("Who is responsible is not a partner too.")})


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
