"""A person's own list in a workspace: the elements they follow and those they wrote a note on."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, F, OuterRef, Subquery, Value

from apps.publishing.models import EditionElement
from apps.strategies.kinds import Kind
from apps.strategies.models import Element
from apps.workspace.models import FollowedElement, Note
from apps.workspace.working_tree import PlanTree, WorkingElement, working_trees
from apps.workspace.workspaces import Workspace


@dataclass(frozen=True)
class FollowedEntry:
    """An element on the list. ``node`` is None where it was deleted; ``changed_at`` is then None too.

    ``body`` is what citizens read, or the text being worked on where they cannot read the element.
    """

    uid: UUID
    title: str
    kind: str
    plan_title: str
    edition_number: int | None
    node: WorkingElement | None
    note: str
    body: str

    @property
    def changed_at(self) -> datetime | None:
        return self.node.updated_at if self.node else None


@dataclass(frozen=True)
class FollowedElements:
    """``followed`` in the order of the plans, the deleted ones last; ``noted`` are notes on elements not followed."""

    followed: list[FollowedEntry]
    noted: list[FollowedEntry]


def followed_in(workspace: Workspace) -> FollowedElements:
    """Everything the person keeps in the workspace. As many queries at any size, one more where something was deleted."""
    rows = _rows(workspace)
    own = {row.identity for row in rows if row.is_followed}
    notes = {row.identity: row.note for row in rows if not row.is_followed}
    about = {row.identity: row for row in rows}
    kept: dict[int, FollowedEntry] = {}
    for tree in working_trees(workspace, beside=False):
        for node in tree.nodes:
            if row := about.get(node.identity_id):
                kept[row.identity] = _kept(tree, node, notes.get(row.identity, ""), row.public_body)
    gone = [row for pk, row in about.items() if pk not in kept]
    last = _last_words([row.identity for row in gone])
    for row in gone:
        title, kind = last.get(row.identity, (str(row.uid), ""))
        note, body = notes.get(row.identity, ""), row.public_body or ""
        kept[row.identity] = FollowedEntry(row.uid, title, kind, row.plan_title, None, None, note, body)
    return FollowedElements(
        followed=[each for pk, each in kept.items() if pk in own],
        noted=[each for pk, each in kept.items() if pk not in own],
    )


class _Row(NamedTuple):
    """That an element is followed, or a note on it. ``public_body`` is None where citizens cannot read the element."""

    is_followed: bool
    identity: int
    uid: UUID
    plan_title: str
    note: str
    public_body: str | None


def _rows(workspace: Workspace) -> list[_Row]:
    """What the person follows, the newest first, then their notes. One query."""
    body = EditionElement.objects.filter(edition__is_current=True, identity=OuterRef("identity"))
    about = ("identity_id", "identity__uid", "identity__plan__title")
    both = [
        model.objects.visible_to(workspace.user)
        .filter(identity__municipality=workspace.municipality)
        .order_by()
        .annotate(
            is_followed=Value(model is FollowedElement),
            at=F(at),
            key=F("pk"),
            words=Value("", CharField()) if model is FollowedElement else F("text"),
            public_body=Subquery(body.values("body")[:1]),
        )
        .values_list("is_followed", *about, "words", "public_body", "at", "key")
        for model, at in ((Note, "updated_at"), (FollowedElement, "since"))
    ]
    rows = both[0].union(both[1], all=True).order_by("-is_followed", "-at", "-key")
    return [_Row(bool(is_followed), *values) for is_followed, *values, _at, _key in rows]


def _kept(tree: PlanTree, node: WorkingElement, note: str, public_body: str | None) -> FollowedEntry:
    kind = str(Kind(node.kind).label)
    body = node.body if public_body is None else public_body
    return FollowedEntry(node.uid, node.title, kind, tree.plan.title, tree.edition_number, node, note, body)


def _last_words(identity_ids: list[int]) -> dict[int, tuple[str, str]]:
    """The title and kind of deleted elements, as history has them."""
    if not identity_ids:
        return {}
    rows = Element.history.filter(identity_id__in=identity_ids).order_by("history_id")
    return {
        pk: (title, str(Kind(kind).label))
        for pk, title, kind in rows.values_list("identity_id", "title", "kind")
    }
