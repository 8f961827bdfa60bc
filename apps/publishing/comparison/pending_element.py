"""What differs between one element of a working tree and what citizens read of it, without looking at the rest."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from apps.core import richtext
from apps.publishing.addresses import assign
from apps.publishing.comparison.compare import Change, Snapshot, compare_element
from apps.publishing.comparison.differing_columns import places_differ
from apps.publishing.comparison.facts import Named
from apps.publishing.comparison.pending_changes import moved_in
from apps.publishing.comparison.snapshot import Titles, titles_of
from apps.publishing.comparison.told_beside import ToldBeside
from apps.publishing.content import taken_from_source
from apps.publishing.models import Edition, EditionElement
from apps.strategies.models import Element, SourceDocument


@dataclass(frozen=True)
class PendingElement:
    """One element beside its row in the current edition. ``titles`` name what the changed relations lead to."""

    change: Change
    is_moved: bool
    former_parent: str  # the title of what it stands under in the edition, if that is another
    titles: Titles


@dataclass(frozen=True)
class ReadElement:
    """The row of an element in the edition that citizens read, with that edition.

    ``is_in_order`` says that every element of the plan stands where citizens find it, ``has_sources`` that the plan has any.
    """

    row: EditionElement
    edition: Edition
    is_in_order: bool
    has_sources: bool


def read_element(identity: int) -> ReadElement | None:
    """What citizens read of an element; None where it is nothing. One query."""
    its = Edition.objects.filter(pk=OuterRef("edition")).order_by()
    rows: QuerySet[Any] = EditionElement.objects.filter(identity=identity, edition__is_current=True)
    row = (
        rows.select_related("edition")
        .annotate(
            is_in_other_order=Exists(its.filter(places_differ())),
            has_sources=Exists(SourceDocument.objects.filter(plan=OuterRef("edition__plan"))),
        )
        .first()
    )
    return ReadElement(row, row.edition, not row.is_in_other_order, row.has_sources) if row else None


def pending_element(
    element: Element, read: ReadElement, *, beside: ToldBeside | None = None
) -> PendingElement:
    """The differences between ``element`` and what citizens read of it. The same queries at any size: three at most, four
    where it was moved, and as many more as tell of a new title and new relations. ``beside`` saves one."""
    row, beside = read.row, beside or ToldBeside.of_element(element.identity_id)
    change = compare_element(_published(row, beside), _working(element, read, beside))
    is_moved = not read.is_in_order and element.identity_id in moved_in(element.plan_id)
    above = EditionElement.objects.filter(edition_id=row.edition_id, position=row.parent_position or 0)
    former = above.exclude(pk=row.pk).first() if is_moved else None
    parent = element.parent
    has_other = bool(former and parent and former.identity_id != parent.identity_id)
    return PendingElement(
        change=change,
        is_moved=is_moved,
        former_parent=former.title if former and has_other else "",
        titles=titles_of([change]),
    )


def _published(row: EditionElement, beside: ToldBeside) -> Snapshot:
    topics, partners = (_named(beside, what, is_now=False) for what in ("topic", "partner"))
    return Snapshot([row], None, topics, beside.relations(is_now=False), partners=partners)


def _named(beside: ToldBeside, what: str, *, is_now: bool) -> dict[int, list[Named]]:
    return {identity: rows for (_plan, identity), rows in beside.named(what, is_now=is_now).items()}


def _working(element: Element, read: ReadElement, beside: ToldBeside) -> Snapshot:
    row, paragraphs = read.row, richtext.paragraphs(element.body)
    passages, deviates = taken_from_source(
        element, title=element.title, paragraphs=paragraphs, has_sources=read.has_sources
    )
    unit = element.responsible
    now = EditionElement(
        identity_id=element.identity_id,
        position=row.position,
        parent_position=row.parent_position,
        kind=element.kind,
        title=element.title,
        slug=row.slug,
        body=element.body,
        text="\n".join(paragraphs),
        is_derived=element.is_derived,
        deviates=deviates,
        parts_stated=element.parts_stated,
        parts_kind=element.parts_kind,
        responsible_slug=unit.slug if unit else "",
        responsible_name=unit.name if unit else "",
        contact=element.contact,
        starts_on=element.starts_on,
        ends_on=element.ends_on,
        is_continuous=element.is_continuous,
        passages=[{key: value for key, value in p.items() if key != "uid"} for p in passages],
    )
    if element.title != row.title and element.parent_id is not None:
        assign(element.plan, [now, now])  # the first is the root, which has no address
    topics, partners = (_named(beside, what, is_now=True) for what in ("topic", "partner"))
    return Snapshot([now], None, topics, beside.relations(is_now=True), partners=partners)
