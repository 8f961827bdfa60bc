"""Places in a plan's tree as choices: under which element, and after which of its children."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.strategies import tree
from apps.strategies.kinds import Kind, may_stand_under
from apps.strategies.models import Element, Plan

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Option:
    """One element of the tree, in reading order."""

    pk: int
    parent_id: int | None
    kind: str
    title: str
    lft: int
    rght: int
    level: int

    def holds(self, other: "Option") -> bool:
        """Whether ``other`` is the element itself or stands somewhere under it."""
        return self.lft <= other.lft <= self.rght


def nodes_of(plan: Plan) -> list[Option]:
    """The whole tree of ``plan``, the root first."""
    columns = ("pk", "parent_id", "kind", "title", "lft", "rght", "level")
    rows = Element.objects.filter(plan=plan).in_reading_order().values_list(*columns)
    return [Option(*row) for row in rows]


def label(node: Option) -> str:
    """The title, indented by no-break spaces as a text-only choice must be."""
    return "\u2003" * node.level + node.title


def parents(nodes: Iterable[Option], *, kind: str, moving: Option | None = None) -> Choices:
    """The elements under which one of ``kind`` may stand; not ``moving`` itself nor what stands under it."""
    return [
        (str(node.pk), label(node))
        for node in nodes
        if may_stand_under(kind, node.kind) and not (moving and moving.holds(node))
    ]


def children(nodes: Iterable[Option], parent_id: int, *, but: int | None = None) -> list[Option]:
    return [node for node in nodes if node.parent_id == parent_id and node.pk != but]


def places(siblings: Iterable[Option]) -> Choices:
    """Where among ``siblings`` one can stand: first, or after one of them."""
    after = [(str(node.pk), _("After “%(title)s”") % {"title": node.title}) for node in siblings]
    return [(tree.FIRST, _("First")), *after]


def after(place: str) -> str | int:
    """What one of ``places`` means to an operation: first, last, or the key of the child to stand after."""
    return place if place in (tree.FIRST, tree.LAST) else int(place)


def kinds_under(parent_kind: str, *, over: Iterable[str] = ()) -> Choices:
    """The kinds that may stand under ``parent_kind`` and over all the kinds ``over``."""
    below = set(over)
    return [
        (kind.value, str(kind.label).capitalize())
        for kind in Kind
        if may_stand_under(kind, parent_kind) and all(may_stand_under(child, kind) for child in below)
    ]
