"""Topics and partners of an element, read in the same query as the element itself."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Model, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat

from apps.core.joined_lines import JoinedLines
from apps.publishing.models import EditionElement, EditionPartner, EditionTopic

_TAB = "\t"


class Named(NamedTuple):
    """What an edition names by slug and name. ``key`` says in which order they were named."""

    key: int
    slug: str
    name: str


def _named(model: type[Model]) -> Subquery:
    tab = Value(_TAB)
    line = Concat(
        Cast("pk", TextField()),
        tab,
        Cast("slug", TextField()),
        tab,
        Cast("name", TextField()),
        output_field=TextField(),
    )
    rows = model._default_manager.filter(element=OuterRef("pk")).order_by().values("element")
    return Subquery(rows.annotate(lines=JoinedLines(line)).values("lines"), output_field=TextField())


#: For ``annotate`` on elements of editions: names are single lines without tabs (``apps.core.fields.LineField``).
NAMED = {"topic_lines": _named(EditionTopic), "partner_lines": _named(EditionPartner)}


def topics(element: EditionElement) -> list[Named]:
    """The topics of an element that was annotated with ``NAMED``, in the order in which they were named. No query."""
    return sorted(_lines(element.topic_lines))


def partners(element: EditionElement) -> list[Named]:
    """The committees that take part in such an element, in the order in which they were named. No query."""
    return sorted(_lines(element.partner_lines))


def _lines(joined: str | None) -> Iterator[Named]:
    for line in (joined or "").split("\n") if joined else ():
        key, slug, name = line.split(_TAB)
        yield Named(int(key), slug, name)
