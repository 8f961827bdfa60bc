"""The rows of an edition as plain values, to be drawn."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from apps.publishing.models import Edition, EditionElement, EditionPartner


class Row(NamedTuple):
    """What rendering needs of an edition's element."""

    position: int
    last_position: int
    parent_position: int | None
    depth: int
    kind: str
    title: str
    slug: str
    body: str
    is_derived: bool
    deviates: bool
    parts_stated: int | None
    parts_kind: str
    responsible_slug: str
    responsible_name: str
    starts_on: date | None
    ends_on: date | None
    is_continuous: bool
    passages: list[dict[str, Any]]
    identity_id: int | None


def rows_of(edition: Edition) -> list[Row]:
    """The edition's elements in reading order, in one query."""
    found = EditionElement.objects.filter(edition=edition).order_by("position").values_list(*Row._fields)
    return [Row._make(values) for values in found]


#: Who takes part in each element, by identity: slug and name.
Partners = Mapping[int, list[tuple[str, str]]]


def partners_of(*editions: Edition) -> Partners:
    """Who takes part in the elements of an edition, or of several of different plans, in one query."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = EditionPartner.objects.filter(element__edition__in=editions).order_by("pk")
    for identity, slug, name in rows.values_list("element__identity_id", "slug", "name"):
        found.setdefault(identity, []).append((slug, name))
    return found
