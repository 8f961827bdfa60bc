"""What current editions say about a topic. Which topics an element has was decided when its edition was published."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, QuerySet

from apps.core.collation import danish_key
from apps.publishing.models import Edition, EditionElement, EditionTopic
from apps.strategies.kinds import Level
from apps.strategies.models import Topic

_LEVELS = [level.value for level in Level]


class Place(NamedTuple):
    """An element of a current edition that has a topic; ``element`` is its key there."""

    municipality: int
    element: int


def topic_slugs_of(edition: Edition) -> dict[int, list[str]]:
    """The slugs of the topics of each element that has any, by identity. One query."""
    rows = EditionTopic.objects.filter(element__edition=edition).order_by("slug")
    found: dict[int, list[str]] = {}
    for identity, slug in rows.values_list("element__identity_id", "slug"):
        found.setdefault(identity, []).append(slug)
    return found


def topic_named_before(slug: str) -> Topic | None:
    """The topic that editions were published with under ``slug``, which is its address no more. One query."""
    found = EditionTopic.objects.filter(slug=slug, topic__isnull=False).select_related("topic").first()
    return found.topic if found else None


def elements_by_topic() -> dict[int, Counter[int]]:
    """For each topic how many elements of each municipality have it, by keys; those that nobody has are left out. One query."""
    rows = (
        EditionTopic.objects.filter(element__edition__is_current=True, topic__isnull=False)
        .order_by()
        .values_list("topic_id", "element__edition__plan__municipality_id")
        .annotate(number=Count("pk"))
    )
    found: dict[int, Counter[int]] = {}
    for topic, municipality, number in rows:
        found.setdefault(topic, Counter())[municipality] = number
    return found


def current_elements() -> QuerySet[EditionElement]:
    """Every element of every current edition, in no order."""
    return EditionElement.objects.filter(edition__is_current=True).order_by()


def places_among(elements: QuerySet[EditionElement]) -> list[Place]:
    """Where these elements stand: strategies before lower plans, newer before older, then as one reads.

    One query, and no text: there may be thousands.
    """
    columns = (
        "edition__plan__municipality_id",
        "pk",
        "edition__level",
        "edition__start_year",
        "edition__title",
        "edition_id",
        "position",
    )
    rows = elements.values_list(*columns)
    return [Place(row[0], row[1]) for row in sorted(rows, key=_reading_order)]


def _reading_order(row: tuple) -> tuple:
    _municipality, _element, level, year, title, edition, position = row
    return _LEVELS.index(level), -(year or 0), danish_key(title), edition, position


def elements_with_plans(keys: Iterable[int]) -> dict[int, EditionElement]:
    """The elements by their keys, with edition and plan. One query."""
    rows = EditionElement.objects.filter(pk__in=list(keys)).select_related("edition__plan__municipality")
    return {row.pk: row for row in rows}
