"""Which elements of two plans answer to each other, and how sure that is; pure, on rows in reading order.

What is known comes first: the same element in two editions, then what somebody stated was carried on. The rest is paired by
its words. That is a guess, and its pairs say so.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from math import log

from apps.core.text import folded
from apps.publishing.models import EditionElement


class How(Enum):
    """Why two elements stand beside each other."""

    SAME = "same"
    CARRIED = "carried"
    TITLE = "title"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Pair:
    old: EditionElement
    new: EditionElement
    how: How


@dataclass(frozen=True, slots=True)
class Pairing:
    """All of two plans: what was paired in the order of the old one, and what stands in one of them only."""

    pairs: list[Pair]
    only_old: list[EditionElement]
    only_new: list[EditionElement]

    @property
    def is_kindred(self) -> bool:
        """Whether so much was paired that reading pair by pair tells more than reading each plan by itself."""
        fewer = min(len(side) for side in self._sides())
        return bool(self.pairs) and len(self.pairs) >= _KINDRED * fewer

    def _sides(self) -> Iterable[set[int]]:
        yield {row.identity_id for row in (*(pair.old for pair in self.pairs), *self.only_old)}
        yield {row.identity_id for row in (*(pair.new for pair in self.pairs), *self.only_new)}


_KINDRED = 0.2  # of the elements of the smaller plan
_TITLES_ALIKE, _TEXTS_ALIKE = 0.55, 0.5  # from 0, no word in common, to 1, the same words
_OTHER_KIND = 0.8  # what likeness is worth between elements of different kinds
_COMMON = 40  # in so many elements of either plan a word no longer tells which of them is meant
_STEM = 6  # letters that tell a word whatever its ending: “vækst”, “væksten”
_WORD = re.compile(r"[^\W\d_]{3,}")
#: Words that stand everywhere and tell of nothing.
_SMALL = frozenset(
    [
        "alle",
        "både",
        "den",
        "der",
        "det",
        "dig",
        "end",
        "for",
        "fra",
        "har",
        "hos",
        "kan",
        "med",
        "mod",
        "når",
        "også",
        "ind",
        "som",
        "til",
        "ved",
        "vil",
        "vor",
        "vores",
    ]
)


def pair(
    old: Sequence[EditionElement], new: Sequence[EditionElement], carried: Iterable[tuple[int, int]] = ()
) -> Pairing:
    """The elements of both, paired; ``carried`` are identities of old and new ones that somebody stated belong together."""
    before, after = ({row.identity_id: row for row in side} for side in (old, new))
    found = [Pair(before[key], row, How.SAME) for key, row in after.items() if key in before]
    found += [
        Pair(before[one], after[other], How.CARRIED)
        for one, other in carried
        if one in before and other in after and one != other
    ]
    known_old = {each.old.identity_id for each in found}
    known_new = {each.new.identity_id for each in found}
    found += _alike(
        [row for row in old if row.identity_id not in known_old],
        [row for row in new if row.identity_id not in known_new],
    )
    paired_old = {each.old.identity_id for each in found}
    paired_new = {each.new.identity_id for each in found}
    return Pairing(
        sorted(found, key=lambda each: (each.old.position, each.new.position)),
        [row for row in old if row.identity_id not in paired_old],
        [row for row in new if row.identity_id not in paired_new],
    )


def _alike(old: Sequence[EditionElement], new: Sequence[EditionElement]) -> list[Pair]:
    """The likest pairs, each element in one of them at most; of pairs equally like those that stand first."""
    titles, texts = (_likeness(old, new, field) for field in (_title_words, _text_words))
    scored: list[tuple[float, int, int, How]] = []
    for at, other in titles.keys() | texts.keys():
        title, text = titles.get((at, other), 0.0), texts.get((at, other), 0.0)
        weight = 1.0 if old[at].kind == new[other].kind else _OTHER_KIND
        if title * weight >= _TITLES_ALIKE:
            scored.append((-weight * (title + text), at, other, How.TITLE))
        elif text * weight >= _TEXTS_ALIKE:
            scored.append((-weight * (title + text), at, other, How.WORDING))
    left, right = set(range(len(old))), set(range(len(new)))
    found: list[Pair] = []
    for _score, at, other, how in sorted(scored, key=lambda each: each[:3]):
        if at in left and other in right:
            left.discard(at)
            right.discard(other)
            found.append(Pair(old[at], new[other], how))
    return found


def _title_words(row: EditionElement) -> Counter[str]:
    # A title of short words only is told by all of it.
    return _words(row.title) or Counter([folded(row.title)])


def _text_words(row: EditionElement) -> Counter[str]:
    return _words(row.text)


def _words(text: str) -> Counter[str]:
    return Counter(word[:_STEM] for word in _WORD.findall(folded(text)) if word not in _SMALL)


def _likeness(
    old: Sequence[EditionElement],
    new: Sequence[EditionElement],
    words_of: Callable[[EditionElement], Counter[str]],
) -> dict[tuple[int, int], float]:
    """How much of their words two elements share (Dice), rare words counting more; where they share none that is rare, nothing."""
    before, after = [words_of(row) for row in old], [words_of(row) for row in new]
    seen = Counter(word for words in (*before, *after) for word in words)
    worth = {word: log(1 + (len(before) + len(after)) / number) for word, number in seen.items()}
    places: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(after):
        for word in words:
            places[word].append(number)
    size_before, size_after = ([_size(words, worth) for words in side] for side in (before, after))
    found: dict[tuple[int, int], float] = {}
    for number, words in enumerate(before):
        met = {other for word in words if len(places[word]) <= _COMMON for other in places[word]}
        for other in met:
            shared = sum(min(count, after[other][word]) * worth[word] for word, count in words.items())
            found[number, other] = 2 * shared / (size_before[number] + size_after[other])
    return found


def _size(words: Counter[str], worth: dict[str, float]) -> float:
    return sum(count * worth[word] for word, count in words.items())
