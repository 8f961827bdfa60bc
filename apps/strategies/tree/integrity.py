"""Whether the trees are whole: findings as data. The checks are pure; ``findings`` and ``plan_findings`` read for them.

``repair.py`` mends what can be mended from parent and position.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from apps.strategies.kinds import Kind, may_stand_under
from apps.strategies.models import BinnedSubtree, Element, Partner, Plan, Relation


@dataclass(frozen=True, slots=True)
class TreeNode:
    """What the checks need to know of an element."""

    pk: int
    parent_id: int | None
    lft: int
    rght: int
    level: int
    tree_id: int
    position: int
    kind: str
    title: str
    identity_plan_id: int
    identity_municipality_id: int
    responsible_municipality_id: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong. ``code`` is for programs, ``text`` for people; ``element_id`` where it is about one element."""

    code: str
    plan_id: int
    plan: str
    element_id: int | None
    text: str

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


_KINDS = frozenset(Kind.values)
Problem = tuple[str, TreeNode | None, str]
_COLUMNS = (
    "pk",
    "parent_id",
    "lft",
    "rght",
    "level",
    "tree_id",
    "position",
    "kind",
    "title",
    "identity__plan_id",
    "identity__municipality_id",
    "responsible__municipality_id",
)


def read_nodes(plan_id: int) -> list[TreeNode]:
    """The plan's elements, in one statement and so as one moment saw them."""
    return [
        TreeNode(*row)
        for row in Element.objects.filter(plan_id=plan_id).order_by("pk").values_list(*_COLUMNS)
    ]


def findings() -> list[Finding]:
    """Everything that is wrong with any plan, the plans by id."""
    tree_ids = _shared_tree_ids()
    found: list[Finding] = []
    for plan in Plan.objects.select_related("municipality", "committee").order_by("pk"):
        found += plan_findings(plan, shared_tree_ids=tree_ids)
    return found


def plan_findings(plan: Plan, *, shared_tree_ids: set[int] | None = None) -> list[Finding]:
    """Everything that is wrong with one plan."""
    shared = _shared_tree_ids() if shared_tree_ids is None else shared_tree_ids
    nodes = read_nodes(plan.pk)
    problems = [
        *structure_problems(nodes),
        *_belonging_problems(plan, nodes),
        *_outside_problems(plan, nodes, shared),
    ]
    name = f"{plan.municipality.slug}/{plan.slug}"
    return [Finding(code, plan.pk, name, node.pk if node else None, text) for code, node, text in problems]


def structure_problems(nodes: list[TreeNode]) -> list[Problem]:
    """What is wrong with a tree taken by itself: root, parents, cycles, levels, nesting, gaps, positions, kinds."""
    by_pk = {node.pk: node for node in nodes}
    roots = [node for node in nodes if node.parent_id is None]
    problems: list[Problem] = []
    if len(roots) != 1:
        problems.append(
            ("root", None, _("The plan has %(count)s roots instead of one.") % {"count": len(roots)})
        )
    for node in nodes:
        problems += _node_problems(node, by_pk)
    problems += [
        ("cycle", node, _("“%s” stands under itself.") % node.title) for node in in_cycles(nodes, by_pk)
    ]
    problems += _numbering_problems(nodes)
    problems += _sibling_problems(nodes)
    return problems


def _node_problems(node: TreeNode, by_pk: dict[int, TreeNode]) -> Iterator[Problem]:
    if node.rght <= node.lft:
        yield "nesting", node, _("“%s” ends before it begins.") % node.title
    if node.parent_id is None:
        if node.level != 0:
            yield "level", node, _("“%s” is the root but not on level 0.") % node.title
        if node.kind != Kind.DOCUMENT:
            yield "kind", node, _("“%s” is the root but not a document.") % node.title
        return
    parent = by_pk.get(node.parent_id)
    if parent is None:
        yield "parent", node, _("“%s” stands under something that is not in the plan.") % node.title
        return
    names = {"title": node.title, "parent": parent.title}
    if node.level != parent.level + 1:
        yield "level", node, _("“%(title)s” is not one level below “%(parent)s”.") % names
    if not parent.lft < node.lft < node.rght < parent.rght:
        yield "nesting", node, _("“%(title)s” does not lie within “%(parent)s”.") % names
    if node.tree_id != parent.tree_id:
        yield "tree_id", node, _("“%(title)s” is in another tree than “%(parent)s”.") % names
    if node.kind not in _KINDS or parent.kind not in _KINDS or not may_stand_under(node.kind, parent.kind):
        yield "kind", node, _("The kind of “%(title)s” may not stand under “%(parent)s”.") % names


def in_cycles(nodes: list[TreeNode], by_pk: dict[int, TreeNode]) -> list[TreeNode]:
    """The nodes that are their own ancestors."""
    settled: set[int] = set()
    cyclic: set[int] = set()
    for node in nodes:
        path: dict[int, int] = {}
        pk: int | None = node.pk
        while pk is not None and pk in by_pk and pk not in settled and pk not in path:
            path[pk] = len(path)
            pk = by_pk[pk].parent_id
        if pk in path:
            cyclic |= {on_path for on_path, place in path.items() if place >= path[pk]}
        settled |= path.keys()
    return [node for node in nodes if node.pk in cyclic]


def _numbering_problems(nodes: list[TreeNode]) -> Iterator[Problem]:
    """Every number from 1 to twice the count is used exactly once."""
    used = Counter(number for node in nodes for number in (node.lft, node.rght))
    for node in nodes:
        if used[node.lft] > 1 or used[node.rght] > 1:
            yield "nesting", node, _("“%s” shares a place with another element.") % node.title
    missing = set(range(1, 2 * len(nodes) + 1)) - used.keys()
    if missing and not any(count > 1 for count in used.values()):
        yield "gap", None, _("The numbering has a gap at %(number)s.") % {"number": min(missing)}


def _sibling_problems(nodes: list[TreeNode]) -> Iterator[Problem]:
    """Positions count from 0 in the order of lft: both say the same order."""
    siblings: dict[int | None, list[TreeNode]] = defaultdict(list)
    for node in nodes:
        siblings[node.parent_id].append(node)
    for group in siblings.values():
        for place, node in enumerate(sorted(group, key=lambda node: node.lft)):
            if node.position != place:
                numbers = {"title": node.title, "place": place, "position": node.position}
                yield (
                    "position",
                    node,
                    _("“%(title)s” is number %(place)s among its siblings but says %(position)s.") % numbers,
                )


def _belonging_problems(plan: Plan, nodes: list[TreeNode]) -> Iterator[Problem]:
    """Everything of a plan belongs to its municipality."""
    for node in nodes:
        if node.identity_plan_id != plan.pk:
            yield "tenant", node, _("The identity of “%s” is another plan's.") % node.title
        if node.identity_municipality_id != plan.municipality_id:
            yield "tenant", node, _("The identity of “%s” is another municipality's.") % node.title
        if node.responsible_municipality_id not in (None, plan.municipality_id):
            yield "tenant", node, _("Responsible for “%s” is another municipality's committee.") % node.title
        if node.parent_id is None and node.title != plan.title:
            yield "title", node, _("The root is called “%s”, the plan is not.") % node.title
    foreign_partners = Partner.objects.filter(element__plan=plan).exclude(
        committee__municipality_id=plan.municipality_id
    )
    for title in foreign_partners.values_list("element__title", flat=True):
        yield "tenant", None, _("A partner in “%s” is another municipality's committee.") % title
    if plan.committee and plan.committee.municipality_id != plan.municipality_id:
        yield "tenant", None, _("The plan's committee is another municipality's.")
    foreign = Relation.objects.filter(source__plan=plan).exclude(target__municipality_id=plan.municipality_id)
    for relation in foreign.select_related("source__element"):
        yield "tenant", None, _("The relation %s leads to another municipality.") % relation.pk


def _outside_problems(plan: Plan, nodes: list[TreeNode], shared: set[int]) -> Iterator[Problem]:
    """What only other rows can tell: trees that share a number, elements in the bin and in the tree at once."""
    for tree_id in sorted({node.tree_id for node in nodes} & shared):
        yield "tree_id", None, _("The tree shares the number %s with another plan's.") % tree_id
    binned = BinnedSubtree.objects.restorable().filter(plan=plan, identity__element__isnull=False)
    for row in binned:
        yield "bin", None, _("“%s” lies in the bin and stands in the tree.") % row.title


def _shared_tree_ids() -> set[int]:
    pairs = Element.objects.order_by().values_list("tree_id", "plan_id").distinct()
    return shared_numbers(pairs)


def shared_numbers(pairs: Iterable[tuple[int, int]]) -> set[int]:
    """The tree numbers that stand with more than one plan in pairs of (tree number, plan)."""
    return {
        tree_id for tree_id, plans in Counter(tree_id for tree_id, _plan in set(pairs)).items() if plans > 1
    }
