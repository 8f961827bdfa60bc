"""Editions and working content as snapshots to compare, and the titles that relations are told by."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from apps.core.danish_words import DanishWords, joined, sentence
from apps.publishing.comparison import facts
from apps.publishing.comparison.compare import Change, RelationChange, Snapshot
from apps.publishing.content import Content
from apps.publishing.models import Edition, EditionElement
from apps.strategies.models import Element, Relation

Titles = dict[int, str]  # by identity


def snapshot(edition: Edition, content: Content) -> Snapshot:
    """The ``content`` of ``edition``, stored or not, as it is compared."""
    topics, partners = (
        {identity: [facts.Named(row.slug, row.name) for row in found] for identity, found in rows.items()}
        for rows in (content.topics, content.partners)
    )
    return Snapshot(content.elements, edition, topics, content.relations, content.sources, partners)


def published_titles(identities: Iterable[int]) -> Titles:
    """The titles that citizens may read, as the last edition that had each says it. One query."""
    current = Edition.objects.filter(plan_id=OuterRef("edition__plan_id"), is_current=True)
    rows = EditionElement.objects.filter(Exists(current), identity__in=set(identities))
    return dict(rows.order_by("edition__number").values_list("identity_id", "title"))


def titles_of(changes: Iterable[Change]) -> Titles:
    """For editors: the titles of what changed relations lead to, as they stand now or stood last in public."""
    wanted = {relation.target_id for change in changes for relation in change.relations}
    if not wanted:
        return {}
    working = Element.objects.filter(identity__in=wanted).values_list("identity_id", "title")
    return published_titles(wanted) | dict(working)


def told_facts(change: Change, titles: Titles) -> list[facts.FactChange]:
    """Everything about a changed element that is not told word by word, its relations by the ``titles`` of their targets."""
    relations = [_told_relation(relation, titles) for relation in change.relations]
    return [*change.facts, *relations]


def _told_relation(change: RelationChange, titles: Titles) -> facts.FactChange:
    title = titles.get(change.target_id, "")
    told = {"kind": Relation.Kind(change.kind).label, "title": DanishWords(title)}
    words = sentence(_("%(kind)s “%(title)s”"), told)
    old, new = (
        facts.none() if note is None else joined([words, DanishWords(note and f"({note})")])
        for note in (change.old, change.new)
    )
    return facts.FactChange("relations", _("Relation"), old, new)
