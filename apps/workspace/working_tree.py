"""The working trees of a municipality's plans as plain rows, each element set beside its published self.

The number of queries is the same for one element and for thousands.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, F, FilteredRelation, Q, Value

from apps.municipalities.models import Committee
from apps.publishing.comparison.moves import ElementPosition
from apps.publishing.comparison.pending_changes import Marks, marks_of
from apps.publishing.comparison.public_plans import PublicPlans
from apps.publishing.models import EditionElement
from apps.strategies.kinds import Level
from apps.strategies.models import Element, ElementIdentity, Plan
from apps.workspace.models import FollowedElement, Note
from apps.workspace.text_search import plain_text
from apps.workspace.workspaces import Workspace

_PUBLISHED = ("identity_id", "kind", "title", "identity__uid")
_ROW = ("identity_id", "kind", "title", "uid")
_WORKING = (
    "plan_id", "parent_id", "pk", "level", "responsible__slug", "responsible__name", "updated_at",
    "identity_id", "kind", "title", "body", "identity__uid",
)  # fmt: skip


@dataclass(slots=True, eq=False, kw_only=True)
class WorkingRow:
    """An element with its permanent name."""

    identity_id: int
    kind: str
    title: str
    uid: UUID


@dataclass(slots=True, eq=False, kw_only=True)
class WorkingElement(WorkingRow):
    """An element of a working tree, ready to be shown in it. ``topics`` and ``unit`` are (slug, name)."""

    body: str
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
    nodes: list[WorkingElement]
    edition_number: int | None
    published_at: datetime | None
    removed: list[WorkingRow] = field(default_factory=list)
    particulars_differ: bool = False

    @property
    def root(self) -> WorkingElement:
        return self.nodes[0]

    @property
    def size(self) -> int:
        """How many elements there are under the root."""
        return len(self.nodes) - 1

    @property
    def differences(self) -> int:
        """How many elements are not as published."""
        return sum(node.differs for node in self.nodes) + len(self.removed)

    @property
    def differs(self) -> bool:
        """Whether an element, or what is said of the plan itself, is not as published."""
        return bool(self.differences or self.particulars_differ)


def working_trees(workspace: Workspace, *, beside: bool = True) -> list[PlanTree]:
    """Every plan of the workspace with its working tree, the council's strategies first. As many queries at any size.

    Not ``beside``: without topics, and without what the person keeps of the elements; one query less.
    """
    rows = (
        Plan.objects.visible_to(workspace.user)
        .filter(municipality=workspace.municipality)
        .annotate(current=FilteredRelation("editions", condition=Q(editions__is_current=True)))
        .annotate(edition_number=F("current__number"), published_at=F("current__published_at"))
    )
    public = PublicPlans.of(rows)
    order = list(Level)
    plans = sorted(
        public.plans, key=lambda plan: (order.index(Level(plan.level)), plan.title.lower(), plan.pk)
    )
    nodes = _nodes(workspace, _beside(workspace) if beside else _Beside())
    marks = marks_of(public, working=_positions(nodes))
    removed = _removed(marks)
    trees = []
    for plan in plans:
        plan.municipality = workspace.municipality
        tree = PlanTree(plan, nodes[plan.pk], plan.edition_number, plan.published_at)
        if plan.pk in marks:
            _set_beside(tree, marks[plan.pk], removed)
        trees.append(tree)
    return trees


def responsibilities(workspace: Workspace, trees: list[PlanTree]) -> list[tuple[Committee, int]]:
    """The units that the person reports for, and how many elements each is responsible for."""
    number = Counter(node.unit[0] for tree in trees for node in tree.nodes)
    return [(unit, number[unit.slug]) for unit in workspace.units]


def _nodes(workspace: Workspace, beside: "_Beside") -> dict[int, list[WorkingElement]]:
    """The nodes of each plan by its id, in reading order."""
    found: dict[int, list[WorkingElement]] = defaultdict(list)
    at: dict[int, WorkingElement] = {}
    elements = Element.objects.visible_to(workspace.user).filter(plan__municipality=workspace.municipality)
    rows = elements.in_reading_order().values_list(*_WORKING)
    for plan, parent_pk, pk, level, slug, unit, updated_at, *content in rows:
        identity, kind, title, body, uid = content
        parent = at.get(parent_pk)
        node = at[pk] = WorkingElement(
            identity_id=identity,
            kind=kind,
            title=title,
            body=body,
            uid=uid,
            pk=pk,
            level=level,
            unit=(slug or "", unit or ""),
            updated_at=updated_at,
            topics=beside.topics.get(identity, []),
            is_followed=identity in beside.followed,
            has_note=identity in beside.noted,
        )
        found[plan].append(node)
        if parent:
            parent.children[kind] += 1
    return found


def _positions(nodes: Mapping[int, list[WorkingElement]]) -> dict[int, list[ElementPosition]]:
    """Where each element stands in its plan, counted in reading order."""
    found: dict[int, list[ElementPosition]] = defaultdict(list)
    for plan, own in nodes.items():
        at: dict[int, int] = {}  # the last position seen on each level
        for position, node in enumerate(own):
            at[node.level] = position
            found[plan].append(ElementPosition(node.identity_id, position, at.get(node.level - 1)))
    return found


@dataclass
class _Beside:
    """What stands beside the elements, by identity: topics, and what the person keeps of them."""

    topics: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    followed: set[int] = field(default_factory=set)
    noted: set[int] = field(default_factory=set)


def _beside(workspace: Workspace) -> _Beside:
    """One query for all three."""
    nothing, found = Value("", CharField()), _Beside()
    topics = ElementIdentity.topics.through.objects.filter(
        elementidentity__municipality=workspace.municipality
    )
    named = topics.order_by().values_list(
        Value("topic", CharField()), "elementidentity_id", "topic__slug", "topic__name"
    )
    kept = [
        model.objects.visible_to(workspace.user)
        .filter(identity__municipality=workspace.municipality)
        .order_by()
        .values_list(Value(what, CharField()), "identity_id", nothing, nothing)
        for what, model in (("followed", FollowedElement), ("noted", Note))
    ]
    for what, identity, slug, name in named.union(*kept, all=True):
        if what == "topic":
            found.topics[identity].append((slug, name))
        else:
            (found.followed if what == "followed" else found.noted).add(identity)
    return found


def _removed(marks: Mapping[int, Marks]) -> dict[int, WorkingRow]:
    """The rows of the elements that stand in a current edition only, by identity."""
    wanted = [identity for found in marks.values() for identity in found.removed]
    rows = EditionElement.objects.filter(edition__is_current=True, identity__in=wanted)
    return {row[0]: WorkingRow(**dict(zip(_ROW, row, strict=True))) for row in rows.values_list(*_PUBLISHED)}


def _set_beside(tree: PlanTree, marks: Marks, removed: Mapping[int, WorkingRow]) -> None:
    """Mark on the tree's nodes what the edition does not say the same."""
    for node in tree.nodes:
        node.is_new = node.identity_id in marks.new
        node.is_changed = node.identity_id in marks.changed
        node.is_moved = node.identity_id in marks.moved
    tree.removed = [removed[identity] for identity in marks.removed]
    tree.particulars_differ = marks.particulars
