"""What differs between one element of a working tree and what citizens read of it, without looking at the rest."""

from dataclasses import dataclass

from apps.core import richtext
from apps.publishing.addresses import assign
from apps.publishing.comparison.compare import Change, Snapshot, compare_element
from apps.publishing.comparison.facts import Named
from apps.publishing.comparison.pending_changes import moved_in
from apps.publishing.comparison.snapshot import Titles, titles_of
from apps.publishing.content import taken_from_source
from apps.publishing.models import EditionElement, EditionRelation
from apps.strategies.models import Element, Relation


@dataclass(frozen=True)
class PendingElement:
    """One element beside its row in the current edition. ``titles`` name what the changed relations lead to."""

    change: Change
    is_moved: bool
    former_parent: str  # the title of what it stands under in the edition, if that is another
    titles: Titles


def pending_element(element: Element, row: EditionElement) -> PendingElement:
    """The differences between ``element`` and ``row``, its row in the current edition. The same queries at any size."""
    change = compare_element(_published(row), _working(element, row))
    is_moved = element.identity_id in moved_in(element.plan_id)
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


def _published(row: EditionElement) -> Snapshot:
    identity = row.identity_id
    topics = [Named(topic.slug, topic.name) for topic in row.topics.all()]
    relations = EditionRelation.objects.filter(edition=row.edition_id, source=identity)
    return Snapshot([row], None, {identity: topics}, list(relations))


def _working(element: Element, row: EditionElement) -> Snapshot:
    identity = element.identity
    paragraphs = richtext.paragraphs(element.body)
    passages, deviates = taken_from_source(element, title=element.title, paragraphs=paragraphs)
    unit = element.responsible
    now = EditionElement(
        identity=identity,
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
        passages=[{key: value for key, value in p.items() if key != "uid"} for p in passages],
    )
    if element.title != row.title and element.parent_id is not None:
        assign(element.plan, [now, now])  # the first is the root, which has no address
    topics = [Named(topic.slug, topic.name) for topic in identity.topics.all()]
    return Snapshot([now], None, {identity.pk: topics}, list(Relation.objects.filter(source=identity)))
