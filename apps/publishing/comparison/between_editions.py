"""Two editions compared, with no more read of them than what differs: of thousands of elements a few do."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import DateField, Exists, F, JSONField, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import Exact

from apps.publishing.comparison import facts
from apps.publishing.comparison.compare import Comparison, Snapshot, compare, same_named
from apps.publishing.comparison.moves import ElementPosition, moved_identities, parents_of
from apps.publishing.comparison.snapshot import Titles, published_titles
from apps.publishing.models import (
    Edition,
    EditionElement,
    EditionPartner,
    EditionRelation,
    EditionSource,
    EditionTopic,
)

AnyOfEdition = TypeVar("AnyOfEdition", EditionElement, EditionRelation, EditionSource)
#: Beyond so many elements a database is told of them one by one no longer: all are read.
_MANY = 800
_ELEMENT_COLUMNS = (*facts.WORDING, *(name for fact in facts.ELEMENT_FACTS for name in fact.fields))


def compare_in_public(old: Edition, new: Edition) -> tuple[Comparison, Titles]:
    """What a citizen may be told of the differences: nothing of relations to what is not public. Nine queries at most."""
    sides = _snapshots(old, new)
    titles = published_titles(relation.target_id for side in sides for relation in side.relations)
    shown = [
        replace(side, relations=[each for each in side.relations if each.target_id in titles])
        for side in sides
    ]
    return compare(*shown), titles


def _snapshots(old: Edition, new: Edition) -> list[Snapshot]:
    """Both editions with those of their elements that differ, moved, or are named because another did."""
    places = _places(old, new)
    topics, partners = _named(EditionTopic, old, new), _named(EditionPartner, old, new)
    relations, sources = _relations(old, new), _sources(old, new)
    differing = _differing(old, new) | _of_others(*topics) | _of_others(*partners)
    differing |= _of_other_relations(*relations)
    elements = _elements(old, new, differing | _misplaced(*places))
    return [
        Snapshot(elements[n], edition, topics[n], relations[n], sources[n], partners[n], places[n])
        for n, edition in enumerate((old, new))
    ]


def _places(old: Edition, new: Edition) -> list[list[ElementPosition]]:
    rows = EditionElement.objects.filter(edition__in=(old, new)).order_by("edition_id", "position")
    found: dict[int, list[ElementPosition]] = defaultdict(list)
    for edition, *place in rows.values_list("edition_id", "identity_id", "position", "parent_position"):
        found[edition].append(ElementPosition._make(place))
    return [found[old.pk], found[new.pk]]


def _misplaced(old: list[ElementPosition], new: list[ElementPosition]) -> set[int]:
    """The identities that came, went or moved, and those that moved ones stand and stood under."""
    moved = moved_identities(old, new)
    parents = {
        place.identity_id
        for side in (old, new)
        for key, place in parents_of(side).items()
        if place and key in moved
    }
    was, now = ({place.identity_id for place in side} for side in (old, new))
    return moved | parents | (was ^ now)


def _differing(old: Edition, new: Edition) -> set[int]:
    """The identities of which the database finds something else said in ``new``, or nothing in ``old``."""
    rows = EditionElement.objects.filter(_has_no_twin(EditionElement, "identity", _ELEMENT_COLUMNS, new, old))
    return set(rows.order_by().values_list("identity_id", flat=True))


def _has_no_twin(
    model: type[EditionElement | EditionSource],
    key: str,
    columns: Iterable[str],
    edition: Edition,
    other: Edition,
) -> Q:
    """Rows of ``edition`` to which ``other`` has none that is the same in the key and every one of the columns.

    JSON is compared as it is written, so it may be the same where this says that it differs, never the other way round.
    """
    twin = model.objects.filter(edition=other, **{key: OuterRef(key)}).order_by()
    return Q(~Exists(twin.filter(*(_is_same(model, name) for name in columns))), edition=edition)


def _is_same(model: type[EditionElement | EditionSource], name: str) -> Exact:
    field = model._meta.get_field(name)
    here, there = F(name), OuterRef(name)
    if isinstance(field, JSONField):
        return Exact(Cast(here, TextField()), Cast(there, TextField()))
    if field.null:
        # Before any plan and no number of parts: what cannot stand there otherwise.
        nothing: Any = date.min if isinstance(field, DateField) else -1
        return Exact(Coalesce(here, Value(nothing)), Coalesce(there, Value(nothing)))
    return Exact(here, there)


def _elements(old: Edition, new: Edition, wanted: set[int]) -> list[list[EditionElement]]:
    rows = EditionElement.objects.filter(edition__in=(old, new))
    if len(wanted) <= _MANY:
        rows = rows.filter(identity__in=wanted)
    return _by_edition(rows.order_by("edition_id", "position"), old, new)


def _relations(old: Edition, new: Edition) -> list[list[EditionRelation]]:
    return _by_edition(EditionRelation.objects.filter(edition__in=(old, new)).order_by("pk"), old, new)


def _sources(old: Edition, new: Edition) -> list[list[EditionSource]]:
    """The source documents of both; none where they are the same, for they are long."""
    columns = [name for name in (*facts.SOURCE_FIELDS, *facts.ORIGINAL_FIELDS) if name != "number"]
    either = _has_no_twin(EditionSource, "number", columns, new, old)
    either |= _has_no_twin(EditionSource, "number", columns, old, new)
    if not EditionSource.objects.filter(either).exists():
        return [[], []]
    return _by_edition(EditionSource.objects.filter(edition__in=(old, new)).order_by("number"), old, new)


def _named(
    model: type[EditionTopic | EditionPartner], old: Edition, new: Edition
) -> list[dict[int, list[facts.Named]]]:
    found: dict[int, dict[int, list[facts.Named]]] = {old.pk: {}, new.pk: {}}
    rows = model._default_manager.filter(element__edition__in=(old, new)).order_by("pk")
    for edition, identity, *named in rows.values_list(
        "element__edition_id", "element__identity_id", "slug", "name"
    ):
        found[edition].setdefault(identity, []).append(facts.Named(*named))
    return [found[old.pk], found[new.pk]]


def _of_others(old: dict[int, list[facts.Named]], new: dict[int, list[facts.Named]]) -> set[int]:
    return {key for key in old.keys() | new.keys() if not same_named(old.get(key, []), new.get(key, []))}


def _of_other_relations(old: list[EditionRelation], new: list[EditionRelation]) -> set[int]:
    was, now = (set(map(facts.of_relation, side)) for side in (old, new))
    return {source for source, *_rest in was ^ now}


def _by_edition(rows: Iterable[AnyOfEdition], old: Edition, new: Edition) -> list[list[AnyOfEdition]]:
    found: dict[int, list[AnyOfEdition]] = {old.pk: [], new.pk: []}
    for row in rows:
        found[row.edition_id].append(row)
    return [found[old.pk], found[new.pk]]
