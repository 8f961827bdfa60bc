"""Topics for a text, each with the words that made it a suggestion. A person accepts them; nothing here writes."""

from collections.abc import Collection, Hashable
from typing import NamedTuple

from django.conf import settings

from apps.strategies.topics.patterns import Hit, Vocabulary


class Suggestion(NamedTuple):
    """A topic's key with the words that speak for it, as they stand in the text, and how strongly they do."""

    key: Hashable
    words: tuple[str, ...]
    weight: float


def suggest(
    vocabulary: Vocabulary, *, title: str, text: str, without: Collection[Hashable] = ()
) -> list[Suggestion]:
    """The topics of ``vocabulary`` that the element may belong under, the likeliest first; none of ``without``.

    Different words of the text count one each, thinned where the text is long; the title counts as
    ``TOPIC_TITLE_WEIGHT`` of them. What weighs far less than the likeliest is no suggestion: a word in passing is no topic.
    """
    in_title, in_text = vocabulary.hits(title), vocabulary.hits(text)
    thinned = min(1.0, settings.TOPIC_TEXT_LENGTH / max(len(text.split()), 1))
    found = [
        Suggestion(
            key,
            tuple(_distinct([*in_title.get(key, ()), *in_text.get(key, ())])),
            settings.TOPIC_TITLE_WEIGHT * (key in in_title) + len(_distinct(in_text.get(key, []))) * thinned,
        )
        for key in {**in_title, **in_text}
    ]
    least = settings.TOPIC_LEAST_SHARE * max((one.weight for one in found), default=0)
    likely = [
        one
        for one in sorted(found, key=lambda one: -one.weight)
        if one.weight >= max(least, settings.TOPIC_LEAST_WEIGHT)
    ]
    return [one for one in likely[: settings.MOST_TOPIC_SUGGESTIONS] if one.key not in without]


def _distinct(hits: Collection[Hit]) -> list[str]:
    """Each word once, as it is written where it stands first."""
    first: dict[str, str] = {}
    for hit in hits:
        first.setdefault(hit.folded, hit.words)
    return list(first.values())
