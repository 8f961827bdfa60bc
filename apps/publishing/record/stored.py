"""What is stored of many editions, one after the other, in six queries whatever their number."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import F, Model

GetModel = Callable[[str], type[Model]]
#: Rows that lie in memory at a time, besides those of one edition.
_CHUNK = 500


def present_models(name: str) -> type[Model]:
    """The models of this app as they are now; a migration gives those of its time instead."""
    return apps.get_model("publishing", name)


class Stored(NamedTuple):
    """An edition with its rows, and the uids of all identities that they name."""

    edition: Any
    content: Any
    uids: dict[int, UUID]

    @property
    def root(self) -> str:
        """The identity of the plan's root, by which the record knows the plan."""
        return str(self.uids[self.content.elements[0].identity_id])


def stored(editions: Sequence[Any], get_model: GetModel = present_models) -> Iterator[Stored]:
    """Each of ``editions``, which must be in the order of their keys, with its content."""
    keys = [edition.pk for edition in editions]

    def rows(name: str, way: str, *order: str, **more: Any) -> Callable[[int], list[Any]]:
        found: Any = get_model(name)._default_manager.filter(**{f"{way}__in": keys}).annotate(**more)
        return _taken(
            found.order_by(*order).iterator(_CHUNK), attrgetter("of" if "of" in more else "edition_id")
        )

    beside = {"of": F("element__edition_id"), "identity_id": F("element__identity_id")}
    elements = rows("EditionElement", "edition", "edition_id", "position", uid=F("identity__uid"))
    topics = rows("EditionTopic", "element__edition", "of", "pk", **beside)
    partners = rows("EditionPartner", "element__edition", "of", "pk", **beside)
    uids = {"source_uid": F("source__uid"), "target_uid": F("target__uid")}
    relations = rows("EditionRelation", "edition", "edition_id", "pk", **uids)
    sources = rows("EditionSource", "edition", "edition_id", "number")
    for edition in editions:
        content = SimpleNamespace(
            elements=elements(edition.pk),
            topics=_by_identity(topics(edition.pk)),
            partners=_by_identity(partners(edition.pk)),
            relations=relations(edition.pk),
            sources=sources(edition.pk),
        )
        yield Stored(edition, content, _uids(content))


def _taken(rows: Iterable[Any], key: Callable[[Any], int]) -> Callable[[int], list[Any]]:
    """A function that gives the rows of an edition, asked for one edition after the other."""
    groups = ((edition, list(found)) for edition, found in groupby(rows, key))
    waiting: tuple[int, list[Any]] | None = None

    def take(edition: int) -> list[Any]:
        nonlocal waiting
        waiting = waiting or next(groups, (0, []))
        if waiting[0] != edition:
            return []
        found, waiting = waiting[1], None
        return found

    return take


def _by_identity(rows: list[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.identity_id, []).append(row)
    return found


def _uids(content: Any) -> dict[int, UUID]:
    uids = {row.identity_id: row.uid for row in content.elements}
    for row in content.relations:
        uids |= {row.source_id: row.source_uid, row.target_id: row.target_uid}
    return uids
