"""A person's own list in a workspace: the elements they follow and those they wrote a note on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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
    note: Note | None
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
    ours = {"identity__municipality": workspace.municipality}
    followed = (
        FollowedElement.objects.visible_to(workspace.user).filter(**ours).select_related("identity__plan")
    )
    notes = Note.objects.visible_to(workspace.user).filter(**ours).select_related("identity__plan")
    identities = {row.identity_id: row.identity for row in followed}
    identities.update({note.identity_id: note.identity for note in notes})
    by_identity = {note.identity_id: note for note in notes}
    bodies = _bodies(identities)
    kept: dict[int, FollowedEntry] = {}
    for tree in working_trees(workspace):
        for node in tree.nodes:
            if node.identity_id in identities:
                note, body = by_identity.get(node.identity_id), bodies.get(node.identity_id, "")
                kept[node.identity_id] = _kept(tree, node, note, body)
    gone = [identity for pk, identity in identities.items() if pk not in kept]
    last = _last_words([identity.pk for identity in gone])
    for identity in gone:
        title, kind = last.get(identity.pk, (str(identity), ""))
        note, body = by_identity.get(identity.pk), bodies.get(identity.pk, "")
        kept[identity.pk] = FollowedEntry(
            identity.uid, title, kind, identity.plan.title, None, None, note, body
        )
    own = {row.identity_id for row in followed}
    return FollowedElements(
        followed=[each for pk, each in kept.items() if pk in own],
        noted=[each for pk, each in kept.items() if pk not in own],
    )


def _kept(tree: PlanTree, node: WorkingElement, note: Note | None, body: str) -> FollowedEntry:
    kind = str(Kind(node.kind).label)
    return FollowedEntry(node.uid, node.title, kind, tree.plan.title, tree.edition_number, node, note, body)


def _bodies(identity_ids: Collection[int]) -> dict[int, str]:
    """The text of each element: of the current edition, or else of the working tree."""
    working = Element.objects.filter(identity_id__in=identity_ids).values_list("identity_id", "body")
    current = EditionElement.objects.filter(identity_id__in=identity_ids, edition__is_current=True)
    return {**dict(working), **dict(current.values_list("identity_id", "body"))}


def _last_words(identity_ids: list[int]) -> dict[int, tuple[str, str]]:
    """The title and kind of deleted elements, as history has them."""
    if not identity_ids:
        return {}
    rows = Element.history.filter(identity_id__in=identity_ids).order_by("history_id")
    return {
        pk: (title, str(Kind(kind).label))
        for pk, title, kind in rows.values_list("identity_id", "title", "kind")
    }
