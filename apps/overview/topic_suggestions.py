"""Topics that a text suggests, each with the words that made it one. They become topics when a person accepts them."""

from collections.abc import Hashable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from apps.core import richtext
from apps.strategies.models import Element, Plan, Topic
from apps.strategies.topics.patterns import Vocabulary
from apps.strategies.topics.suggest import suggest


@dataclass(frozen=True, slots=True)
class SuggestedTopic:
    """A topic and the words of the text that speak for it, as they stand there."""

    topic: Topic
    words: tuple[str, ...]

    @property
    def because(self) -> str:
        """“ensomhed”, “fællesskab”: the words in quotation marks."""
        return ", ".join(_("“%(word)s”") % {"word": word} for word in self.words[: settings.MOST_TOPIC_WORDS])


@dataclass(frozen=True, slots=True)
class ElementSuggestions:
    """An element without topics, and what its text suggests."""

    element: Element
    topics: list[SuggestedTopic]


class _Suggester:
    """Suggests from the topics as administrators keep them. One query."""

    def __init__(self) -> None:
        self._topics: dict[Hashable, Topic] = {topic.pk: topic for topic in Topic.objects.all()}
        self._vocabulary = Vocabulary((topic.pk, topic.words) for topic in self._topics.values())

    def topics(self, element: Element, has: set[int]) -> list[SuggestedTopic]:
        text = "\n".join(richtext.paragraphs(element.body))
        found = suggest(self._vocabulary, title=element.title, text=text, without=has)
        return [SuggestedTopic(self._topics[one.key], one.words) for one in found]


def suggested_topics(element: Element) -> list[SuggestedTopic]:
    """What the element's text suggests beside the topics it has; nothing for the plan's own text. Two queries."""
    if element.parent_id is None:
        return []
    return _Suggester().topics(element, {topic.pk for topic in element.identity.topics.all()})


def suggestions_in(plan: Plan) -> list[ElementSuggestions]:
    """Every element of the plan that has text and no topic, in reading order, with what suggests itself, be it nothing. Two queries."""
    suggester = _Suggester()
    rows = Element.objects.filter(plan=plan, identity__topics__isnull=True).exclude(body="")
    return [
        ElementSuggestions(element, suggester.topics(element, set()))
        for element in rows.without_root().in_reading_order()
    ]
