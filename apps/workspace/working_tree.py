"""The working trees of a municipality's plans as plain rows, each element set beside its published self.

The number of queries is the same for one element and for thousands.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, FilteredRelation, Q, Value

from apps.municipalities.models import Committee
from apps.publishing.compare import compare
from apps.publishing.models import EditionElement
from apps.strategies.kinds import Level
from apps.strategies.models import Element, ElementIdentity, Plan
from apps.workspace.models import FollowedElement, Note
from apps.workspace.rooms import Room
from apps.workspace.searching import plain_text

_PUBLISHED = ("identity_id", "position", "parent_position", "kind", "title", "body", "identity__uid")
_WORKING = (
    "plan_id", "parent_id", "pk", "level", "responsible__slug", "responsible__name", "updated_at",
    "identity_id", "kind", "title", "body", "identity__uid",
)  # fmt: skip


@dataclass(slots=True, eq=False, kw_only=True)
class Place:
    """An element of a tree in reading order, as far as comparing two trees needs it.

    ``text`` stays empty: that the body differs is enough here, and matching its words takes long.
    """

    identity_id: int
    position: int
    parent_position: int | None = None
    kind: str = ""
    title: str = ""
    body: str = ""
    text: str = ""


@dataclass(slots=True, eq=False, kw_only=True)
class Row(Place):
    """An element with its permanent name."""

    uid: UUID


@dataclass(slots=True, eq=False, kw_only=True)
class Node(Row):
    """An element of a working tree, ready to be shown in it. ``topics`` and ``unit`` are (slug, name)."""

    pk: int
    level: int
    unit: tuple[str, str]
    updated_at: datetime
    topics: list[tuple[str, str]]
    is_followed: bool
    has_note: bool
    is_new: bool = False
    is_changed: bool = False
    is_moved: bool = False
    children: Counter[str] = field(default_factory=Counter)

    @property
    def differs(self) -> bool:
        """Whether the published edition does not say the same; False where the plan is not published."""
        return self.is_new or self.is_changed or self.is_moved

    @property
    def words(self) -> str:
        """Title and text as a search meets them."""
        return f"{self.title}\n{plain_text(self.body)}"


@dataclass(slots=True)
class PlanTree:
    """A plan with its working tree. ``nodes[0]`` is the root; ``removed`` stands in the current edition only."""

    plan: Plan
    nodes: list[Node]
    edition_number: int | None
    published_at: datetime | None
    removed: list[Row] = field(default_factory=list)

    @property
    def root(self) -> Node:
        return self.nodes[0]

    @property
    def size(self) -> int:
        """How many elements there are under the root."""
        return len(self.nodes) - 1

    @property
    def differences(self) -> int:
        """How many elements are not as published."""
        return sum(node.differs for node in self.nodes) + len(self.removed)


def working_trees(room: Room) -> list[PlanTree]:
    """Every plan of the room with its working tree, the council's strategies first. Five queries at any size."""
    plans: list[Any] = list(  # plans with the columns annotated here
        Plan.objects.visible_to(room.user)
        .filter(municipality=room.municipality)
        .annotate(current=FilteredRelation("editions", condition=Q(editions__is_current=True)))
        .annotate(
            edition_id=F("current__pk"),
            edition_number=F("current__number"),
            published_at=F("current__published_at"),
        )
    )
    order = list(Level)
    plans.sort(key=lambda plan: (order.index(Level(plan.level)), plan.title.lower(), plan.pk))
    nodes = _nodes(room)
    published = _published(plan.edition_id for plan in plans if plan.edition_id)
    trees = []
    for plan in plans:
        plan.municipality = room.municipality
        tree = PlanTree(plan, nodes[plan.pk], plan.edition_number, plan.published_at)
        if plan.edition_id:
            _set_beside(tree, published[plan.edition_id])
        trees.append(tree)
    return trees


def responsibilities(room: Room, trees: list[PlanTree]) -> list[tuple[Committee, int]]:
    """The units that the person reports for, and how many elements each is responsible for."""
    number = Counter(node.unit[0] for tree in trees for node in tree.nodes)
    return [(unit, number[unit.slug]) for unit in room.units]


def _nodes(room: Room) -> dict[int, list[Node]]:
    """The nodes of each plan by its id, in reading order."""
    topics, followed, noted = _topics(room), *_personal(room)
    found: dict[int, list[Node]] = defaultdict(list)
    at: dict[int, Node] = {}
    elements = Element.objects.visible_to(room.user).filter(plan__municipality=room.municipality)
    rows = elements.in_reading_order().values_list(*_WORKING)
    for plan, parent_pk, pk, level, slug, unit, updated_at, *content in rows:
        identity, kind, title, body, uid = content
        parent = at.get(parent_pk)
        node = at[pk] = Node(
            identity_id=identity,
            position=len(found[plan]),
            parent_position=parent.position if parent else None,
            kind=kind,
            title=title,
            body=body,
            uid=uid,
            pk=pk,
            level=level,
            unit=(slug or "", unit or ""),
            updated_at=updated_at,
            topics=topics.get(identity, []),
            is_followed=identity in followed,
            has_note=identity in noted,
        )
        found[plan].append(node)
        if parent:
            parent.children[kind] += 1
    return found


def _topics(room: Room) -> dict[int, list[tuple[str, str]]]:
    """The topics of each identity that has any."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    through = ElementIdentity.topics.through.objects.filter(elementidentity__municipality=room.municipality)
    for identity, *topic in through.values_list("elementidentity_id", "topic__slug", "topic__name"):
        found[identity].append((topic[0], topic[1]))
    return found


def _personal(room: Room) -> tuple[set[int], set[int]]:
    """The identities that the person follows, and those with a note. One query for both."""
    own: dict[str, set[int]] = {"followed": set(), "noted": set()}
    queries = [
        model.objects.visible_to(room.user)
        .filter(identity__municipality=room.municipality)
        .order_by()
        .values_list(Value(what, CharField()), "identity_id")
        for what, model in (("followed", FollowedElement), ("noted", Note))
    ]
    for what, identity in queries[0].union(queries[1]):
        own[what].add(identity)
    return own["followed"], own["noted"]


def _published(edition_ids: Iterable[int]) -> dict[int, list[Row]]:
    """The rows of each edition by its id, in reading order."""
    rows: dict[int, list[Row]] = defaultdict(list)
    elements = EditionElement.objects.filter(edition__in=list(edition_ids)).order_by("edition", "position")
    names = [*_PUBLISHED[:-1], "uid"]
    for edition_id, *values in elements.values_list("edition_id", *_PUBLISHED):
        rows[edition_id].append(Row(**dict(zip(names, values, strict=True))))
    return rows


def _set_beside(tree: PlanTree, published: list[Row]) -> None:
    """Mark on the tree's nodes what the edition does not say the same."""
    nodes = {node.identity_id: node for node in tree.nodes}
    rows = {row.identity_id: row for row in published}
    found = compare(published, tree.nodes)
    for row in found.added:
        nodes[row.identity_id].is_new = True
    for change in found.changed:
        nodes[change.new.identity_id].is_changed = True
    for move in found.moved:
        nodes[move.new.identity_id].is_moved = True
    tree.removed = [rows[row.identity_id] for row in found.removed]
