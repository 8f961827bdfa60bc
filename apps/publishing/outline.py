"""The elements of an edition without their texts."""

from dataclasses import dataclass

from apps.publishing.models import Edition, EditionElement

#: Of an edition's element, what ``OutlineRow`` holds of it.
COLUMNS = (
    "pk",
    "position",
    "last_position",
    "parent_position",
    "depth",
    "kind",
    "title",
    "slug",
    "is_derived",
    "parts_stated",
    "parts_kind",
)


@dataclass(slots=True)
class OutlineRow:
    """An element without its text."""

    pk: int
    position: int
    last_position: int
    parent_position: int | None
    depth: int
    kind: str
    title: str
    slug: str
    is_derived: bool
    parts_stated: int | None = None
    parts_kind: str = ""


def outline_of(edition: Edition) -> list[OutlineRow]:
    """Every element of ``edition`` in reading order. One query."""
    rows = EditionElement.objects.filter(edition=edition).order_by("position").values_list(*COLUMNS)
    return [OutlineRow(*values) for values in rows]
