"""A person's meeting folder: what they collect for a meeting, and what is printed of it on two pages."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from apps.core.text import shortened
from apps.decisions.models import Decision
from apps.followup.models import StatusUpdate
from apps.followup.overdue import overdue
from apps.overview.decisions import DecisionPage, decision_pages
from apps.overview.followup import status_label
from apps.publishing.models import EditionElement
from apps.strategies.kinds import Kind
from apps.strategies.models import Element, ElementIdentity
from apps.workspace.models import FolderItem, MeetingFolder
from apps.workspace.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class FolderElement:
    item: int
    uid: UUID
    kind: str
    title: str
    text: str
    responsible: str
    status: str
    label: str
    said: str
    is_internal: bool
    missed: date | None  # the deadline that passed without a report


@dataclass(frozen=True, slots=True)
class FolderDecision:
    item: int
    page: DecisionPage


@dataclass(frozen=True, slots=True)
class FolderSheet:
    folder: MeetingFolder | None
    elements: list[FolderElement]
    decisions: list[FolderDecision]

    @property
    def title(self) -> str:
        return self.folder.title if self.folder else ""

    @property
    def note(self) -> str:
        return self.folder.note if self.folder else ""

    @property
    def is_empty(self) -> bool:
        return not (self.elements or self.decisions)


def folder_of(workspace: Workspace) -> MeetingFolder | None:
    """The person's folder in the workspace; None where they have collected nothing yet."""
    return MeetingFolder.objects.filter(user=workspace.user, municipality=workspace.municipality).first()


def folder_sheet(workspace: Workspace) -> FolderSheet:
    """Everything in the folder as it is printed. The same queries at any size."""
    folder = folder_of(workspace)
    items = list(folder.items.select_related("identity")) if folder else []
    elements = {item.identity_id: item for item in items if item.identity_id}
    decisions = {item.decision_id: item for item in items if item.decision_id}
    rows = Decision.objects.filter(pk__in=decisions, municipality=workspace.municipality)
    pages = decision_pages(list(rows.select_related("meeting__committee").order_by("-meeting__on", "-pk")))
    told = [FolderDecision(decisions[page.decision.pk].pk, page) for page in pages]
    return FolderSheet(folder, _elements(elements), told)


def _elements(items: dict[int, FolderItem]) -> list[FolderElement]:
    """As citizens read each, or as it is worked on where they cannot; with the newest report."""
    if not items:
        return []
    working = Element.objects.filter(identity__in=items).values_list(
        "identity_id", "kind", "title", "body", "responsible__name"
    )
    published = EditionElement.objects.filter(edition__is_current=True, identity__in=items).values_list(
        "identity_id", "kind", "title", "text", "responsible_name"
    )
    found = {pk: (kind, title, "", name or "") for pk, kind, title, _body, name in working}
    found |= {pk: (kind, title, text, name) for pk, kind, title, text, name in published}
    uids = {pk: item.identity.uid for pk, item in items.items() if item.identity}
    newest = {
        row.identity_id: row for row in StatusUpdate.objects.filter(identity__in=items).order_by("on", "pk")
    }
    late = overdue(knows_internal=True).filter(identity__in=items).order_by("round__deadline")
    missed = dict(late.values_list("identity_id", "round__deadline"))
    return [
        _element(item.pk, uids[pk], found[pk], newest.get(pk), missed.get(pk))
        for pk, item in items.items()
        if pk in found
    ]


def _element(
    item: int,
    uid: UUID,
    values: tuple[str, str, str, str],
    last: StatusUpdate | None,
    missed: date | None,
) -> FolderElement:
    kind, title, text, responsible = values
    return FolderElement(
        item=item,
        uid=uid,
        kind=capfirst(str(Kind(kind).label)),
        title=title,
        text=shortened(text.replace("\n", " "), settings.FOLDER_TEXT_LENGTH),
        responsible=responsible,
        status=last.status if last else "",
        label=status_label(last.status) if last else "",
        said=shortened(last.text, settings.FOLDER_TEXT_LENGTH) if last else "",
        is_internal=last is not None and not last.is_public,
        missed=missed,
    )


@transaction.atomic
def put_in(
    workspace: Workspace, *, identity: ElementIdentity | None = None, decision: Decision | None = None
) -> bool:
    """Put an element or a decision in the person's folder; whether it was not there before. Raises ``ValidationError`` where it is full."""
    folder, _made = MeetingFolder.objects.get_or_create(
        user=workspace.user, municipality=workspace.municipality
    )
    if folder.items.filter(identity=identity, decision=decision).exists():
        return False
    sheet = folder_sheet(workspace)  # an element that was deleted takes no room
    if len(sheet.elements) + len(sheet.decisions) >= settings.FOLDER_MOST:
        raise ValidationError(_("The folder is full: it would no longer fit on two pages."))
    _item, is_new = folder.items.get_or_create(identity=identity, decision=decision)
    return is_new


def take_out(workspace: Workspace, item: int) -> None:
    """Take something out of the person's folder, if it is in it."""
    FolderItem.objects.filter(
        pk=item, folder__user=workspace.user, folder__municipality=workspace.municipality
    ).delete()


@transaction.atomic
def write_note(workspace: Workspace, *, title: str, note: str) -> None:
    """Write what stands at the head of the folder. Raises ``ValidationError`` of the field that is too long."""
    folder, _made = MeetingFolder.objects.get_or_create(
        user=workspace.user, municipality=workspace.municipality
    )
    folder.title, folder.note = title, note
    folder.full_clean()
    lines = lines_on_paper(folder.note)
    if lines > settings.FOLDER_NOTE_LINES:
        told = _(
            "The note takes %(lines)d lines on paper, and at most %(most)d fit on the two pages. Shorten it."
        )
        words = told % {"lines": lines, "most": settings.FOLDER_NOTE_LINES}
        raise ValidationError({"note": ValidationError(words, code="too_many_lines")})
    folder.save(update_fields=["title", "note"])


def lines_on_paper(note: str) -> int:
    """How many lines the note takes when it is printed: a long one is broken, an empty one is there too."""
    return sum(max(1, -(-len(line) // settings.FOLDER_NOTE_LINE_LENGTH)) for line in note.split("\n"))


def empty(workspace: Workspace) -> None:
    """Take everything out, and begin anew."""
    MeetingFolder.objects.filter(user=workspace.user, municipality=workspace.municipality).delete()
