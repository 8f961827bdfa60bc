"""What municipalities say about the same topic, side by side and in their own words."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db.models import QuerySet
from django.utils.text import capfirst

from apps.core.collation import danish_key
from apps.core.richtext import paragraphs
from apps.core.richtext.cut_and_join import blocks
from apps.municipalities.models import Municipality
from apps.publishing.models import Edition, EditionElement
from apps.publishing.reading import public_municipalities
from apps.publishing.topics import elements_by_topic, elements_with_plans, places_among
from apps.strategies.kinds import Kind
from apps.strategies.models import Topic


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic of the list: which municipalities say something about it, examples last, and which to compare at first."""

    topic: Topic
    municipalities: list[Municipality]
    compared: list[Municipality]


@dataclass(frozen=True, slots=True)
class Passage:
    """An element in its own words: how it begins, and the rest where there is more than one wants at first. HTML both."""

    row: EditionElement
    kind: str
    beginning: str
    rest: str


@dataclass(frozen=True, slots=True)
class PlanSaying:
    """What one plan says."""

    edition: Edition
    passages: list[Passage]


@dataclass(frozen=True, slots=True)
class Side:
    """What one municipality says. ``number`` counts all its elements with the topic, ``left_out`` those not shown here."""

    municipality: Municipality
    number: int
    plans: list[PlanSaying]
    left_out: int


class TopicRegister:
    """The shared topics in Danish order, municipalities (examples last), and who says how much about what. Three queries."""

    def __init__(self) -> None:
        self.topics = sorted(Topic.objects.all(), key=lambda topic: danish_key(topic.label))
        self.municipalities = sorted(public_municipalities(), key=lambda each: each.is_example)
        self._numbers = elements_by_topic()

    def find(self, slug: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.slug == slug), None)

    def named(self, slugs: Collection[str]) -> list[Municipality]:
        """The municipalities with these slugs, each once, in Danish order; what is none of them is passed over."""
        return [each for each in self.municipalities if each.slug in slugs]

    def numbers(self, topic: Topic) -> Counter[int]:
        """How many elements of each municipality have the topic."""
        return self._numbers.get(topic.pk, Counter())

    def at_first(self, topic: Topic, also: Sequence[Municipality] = ()) -> list[Municipality]:
        """Whom to compare before anybody chose: ``also``, then real municipalities that say something, then the others."""
        numbers = self.numbers(topic)
        real = [each for each in self.municipalities if not each.is_example]
        wanted = [*also, *sorted(real, key=lambda each: not numbers[each.pk])]
        chosen = list(dict.fromkeys(each.pk for each in wanted))[: max(len(also), settings.TOPIC_COLUMNS)]
        return [each for each in self.municipalities if each.pk in chosen]

    def entries(self, also: Sequence[Municipality] = ()) -> list[TopicEntry]:
        """All topics; ``also`` are compared whatever the topic."""
        return [TopicEntry(topic, self._who(topic), self.at_first(topic, also)) for topic in self.topics]

    def _who(self, topic: Topic) -> list[Municipality]:
        numbers = self.numbers(topic)
        return [each for each in self.municipalities if numbers[each.pk]]

    def sides(
        self, topic: Topic, chosen: Sequence[Municipality], elements: QuerySet[EditionElement]
    ) -> list[Side]:
        """What each of the chosen says, with as much of it as one can still compare; ``elements`` are all with the topic.

        Two queries at any number.
        """
        numbers = self.numbers(topic)
        most = settings.TOPIC_PASSAGES_OF_FEW if is_beside(chosen) else settings.TOPIC_PASSAGES_OF_MANY
        if len(chosen) == 1:
            most = settings.TOPIC_PASSAGES_OF_ONE
        shown: dict[int, list[int]] = {each.pk: [] for each in chosen}
        theirs = elements.filter(edition__plan__municipality_id__in=list(shown))
        for place in places_among(theirs):
            if len(shown[place.municipality]) < most:
                shown[place.municipality].append(place.element)
        rows = elements_with_plans(key for keys in shown.values() for key in keys)
        return [
            Side(
                each,
                numbers[each.pk],
                _by_plan([rows[key] for key in shown[each.pk]]),
                max(0, numbers[each.pk] - len(shown[each.pk])),
            )
            for each in chosen
        ]


def is_beside(chosen: Collection[Municipality]) -> bool:
    """Whether there are few enough to stand beside each other on a wide screen."""
    return len(chosen) <= settings.TOPIC_COLUMNS


def _by_plan(rows: list[EditionElement]) -> list[PlanSaying]:
    return [
        PlanSaying(edition, [_passage(row) for row in found])
        for edition, found in groupby(rows, key=lambda row: row.edition)
    ]


def _passage(row: EditionElement) -> Passage:
    beginning, rest = beginning_and_rest(row.body)
    return Passage(row, capfirst(str(Kind(row.kind).label)), beginning, rest)


def beginning_and_rest(body: str) -> tuple[str, str]:
    """A text cut between two of its blocks, after about ``TOPIC_BEGINNING_WORDS``; whole where little would be left."""
    pieces = blocks(body)
    lengths = [len(" ".join(paragraphs(piece)).split()) for piece in pieces]
    for at in range(1, len(pieces)):
        enough = sum(lengths[:at]) >= settings.TOPIC_BEGINNING_WORDS
        if enough and sum(lengths[at:]) >= settings.TOPIC_REST_WORDS:
            return "\n".join(pieces[:at]), "\n".join(pieces[at:])
    return body, ""
