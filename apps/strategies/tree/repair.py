"""Mend damaged trees from parent and position: ``lft`` is what breaks, so it is never believed where the two disagree."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Max
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.strategies.kinds import Kind
from apps.strategies.models import Element, Plan
from apps.strategies.operations.edit_plan import retitle_root
from apps.strategies.tree import locked
from apps.strategies.tree.building import BATCH, NewElement, bulk_insert
from apps.strategies.tree.integrity import Finding, TreeNode, in_cycles, plan_findings, read_nodes


@dataclass
class Repair:
    """What was found, what was done about it in words, and what is left for people to mend."""

    found: list[Finding]
    done: list[str] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)


def repair(plan_id: int, *, by: User | None = None) -> Repair:
    """Rebuild the numbering of the plan's tree in one transaction that holds its lock.

    An element whose parent is gone or that stands under itself is hung, with all under it, at the end of the root. Titles, texts
    and kinds are left alone. A plan without findings is not touched.
    """
    with locked(plan_id, by=by, all_trees=True):
        plan = Plan.objects.select_related("municipality", "committee").get(pk=plan_id)
        report = Repair(found=plan_findings(plan))
        if not report.found:
            return report
        nodes = read_nodes(plan_id)
        root_id = next((node.pk for node in nodes if node.parent_id is None), None)
        if root_id is None:
            root_id = _new_root(plan, by)
            nodes = read_nodes(plan_id)
            report.done.append(_("The plan got a new root."))
        children = _children(nodes, root_id, report)
        _write(nodes, _numbered(root_id, children), _own_tree_id(plan_id, nodes))
        retitle_root(plan)
        report.left = plan_findings(plan)
        report.done.append(_("The numbering was rebuilt from parent and position."))
        return report


def _new_root(plan: Plan, by: User | None) -> int:
    spec = NewElement(kind=Kind.DOCUMENT, title=plan.title)
    return bulk_insert(spec, plan=plan, parent=None, tree_id=_free_tree_id(), at=1, position=0, by=by).pk


def _free_tree_id() -> int:
    return (Element.objects.aggregate(last=Max("tree_id"))["last"] or 0) + 1


def _own_tree_id(plan_id: int, nodes: list[TreeNode]) -> int:
    """The tree number most elements have, if no other plan has it; else a new one."""
    numbers = [node.tree_id for node in nodes]
    usual = max(set(numbers), key=numbers.count)
    taken = Element.objects.filter(tree_id=usual).exclude(plan_id=plan_id).exists()
    return _free_tree_id() if taken else usual


def _children(nodes: list[TreeNode], root_id: int, report: Repair) -> dict[int, list[TreeNode]]:
    """The children of each element in order; what has no place in the plan comes at the end of the root."""
    by_pk = {node.pk: node for node in nodes}
    lost = {node.pk for node in nodes if node.parent_id is not None and node.parent_id not in by_pk}
    cyclic = in_cycles(nodes, by_pk)
    # One element of each circle is hung under the root; the others keep hanging on it.
    for node in cyclic:
        if not _leads_to(node, lost, by_pk):
            lost.add(node.pk)
    children: dict[int, list[TreeNode]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: (node.position, node.lft, node.pk)):
        if node.parent_id is not None and node.pk not in lost:
            children[node.parent_id].append(node)
    for node in sorted((by_pk[pk] for pk in lost), key=lambda node: (node.lft, node.pk)):
        children[root_id].append(node)
        report.done.append(_("“%s” was hung under the root.") % node.title)
    return children


def _leads_to(node: TreeNode, cut: set[int], by_pk: dict[int, TreeNode]) -> bool:
    """Whether the way up from a node of a circle meets an element at which the circle is cut."""
    seen: set[int] = set()
    while node.pk not in seen:
        if node.pk in cut:
            return True
        seen.add(node.pk)
        node = by_pk[node.parent_id or node.pk]
    return False


def _numbered(
    root_id: int, children: dict[int, list[TreeNode]]
) -> dict[int, tuple[int | None, int, int, int, int]]:
    """Parent, lft, rght, level and position of each element, by its key."""
    numbered: dict[int, tuple[int | None, int, int, int, int]] = {}
    open_nodes: list[tuple[int, int | None, int, int, int]] = []
    counter = 1
    waiting: list[tuple[int, int | None, int, int] | None] = [(root_id, None, 0, 0)]
    while waiting:
        step = waiting.pop()
        if step is None:
            pk, parent, lft, level, position = open_nodes.pop()
            numbered[pk] = (parent, lft, counter, level, position)
        else:
            pk, parent, level, position = step
            open_nodes.append((pk, parent, counter, level, position))
            below = [(child.pk, pk, level + 1, place) for place, child in enumerate(children.get(pk, []))]
            waiting += [None, *reversed(below)]
        counter += 1
    return numbered


def _write(
    nodes: list[TreeNode], numbered: dict[int, tuple[int | None, int, int, int, int]], tree_id: int
) -> None:
    changed = []
    for node in nodes:
        parent, lft, rght, level, position = numbered[node.pk]
        wanted = (parent, lft, rght, level, position, tree_id)
        if wanted != (node.parent_id, node.lft, node.rght, node.level, node.position, node.tree_id):
            row = Element(pk=node.pk, lft=lft, rght=rght, level=level, position=position, tree_id=tree_id)
            row.parent_id = parent
            changed.append(row)
    fields = ["parent", "lft", "rght", "level", "position", "tree_id"]
    Element.objects.bulk_update(changed, fields, batch_size=BATCH // 2)
