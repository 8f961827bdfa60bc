"""What a Danish compound is made of: folkeskole is folke and skole, and vision is not vi and sion.

A word that the vocabulary knows as one word is never split; any other is where its parts are all known, each in a form that
it has before another word (folke, sundheds, børne), and are seen often enough in compounds to make one here.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from apps.publishing.search.vocabulary import Vocabulary, vocabulary

#: What two neighbours must reach together: how often each is a part of compounds (4 × the logarithm), and how long it is.
ENOUGH = 12
#: Endings of nouns; what ends so has been seen last in no word of the list, and may be.
_NOUNS = ("ing", "else", "hed", "tion", "tet", "skab", "ment", "eri", "isme", "ur", "ens", "logi")
_MOST_PARTS = 6
_SHORTEST = 4


class Part(NamedTuple):
    """A part of a compound as it stands there, and the word it is (``sundheds``, ``sundhed``)."""

    text: str
    lemma: str
    weight: int


def weight(level: int, text: str) -> int:
    """How sure a part of that level is: short ones stand in other words by chance."""
    return level + 4 * (min(len(text), 6) - 4)


@lru_cache(maxsize=50_000)
def split(word: str) -> tuple[Part, ...]:
    """The parts of a folded word, none where it is no compound."""
    return parts_of(word, vocabulary())


def parts_of(word: str, known: Vocabulary, enough: int = ENOUGH) -> tuple[Part, ...]:
    """The same by any vocabulary."""
    if pair := _pair(word, known):
        return pair
    if len(word) < _SHORTEST or word in known.lemmas or _without_s(word) in known.lemmas:
        return ()
    best: tuple[tuple[int, int], tuple[Part, ...]] | None = None
    for found in _ways(word, known, enough, ()):
        rank = (-len(found), sum(part.weight for part in found))
        if best is None or rank > best[0]:
            best = (rank, found)
    return best[1] if best else ()


def _ways(word: str, known: Vocabulary, enough: int, before: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
    """All ways to read ``word`` as the rest of a compound that begins with ``before``."""
    last = before[-1].weight if before else 0
    if before and (head := _head(word, known)) and last + head.weight >= enough:
        yield (*before, head)
    if len(before) + 2 > _MOST_PARTS:
        return
    for end in range(2, len(word) - 1):
        first = _link(word[:end], known, is_first=not before)
        if first and (not before or last + first.weight >= enough):
            yield from _ways(word[end:], known, enough, (*before, first))


def _pair(word: str, known: Vocabulary) -> tuple[Part, ...]:
    """The two parts of a compound that was written down as one."""
    for first in {first for first, _last in known.pairs if word.startswith(first)}:
        head = _head(word[len(first) :], known)
        if head and (first, head.lemma) in known.pairs:
            return Part(first, first, 0), head
    return ()


def _head(text: str, known: Vocabulary) -> Part | None:
    """``text`` as the last part: a form of a word that can be last."""
    for form in (text, _without_s(text)):
        levels = {word: _level_of_head(word, known) for word in known.lemmas.get(form, ())}
        word = max(levels, key=lambda word: levels[word], default="")
        if word and levels[word] >= 0:
            return Part(text, word, weight(levels[word], word))
    return None


def _level_of_head(word: str, known: Vocabulary) -> int:
    """The level of a word as a last part, -1 where it is none. What ends like udfordring is a noun, so it may be one."""
    return known.heads.get(word, 2 if len(word) > 6 and word.endswith(_NOUNS) else -1)


def _link(text: str, known: Vocabulary, *, is_first: bool) -> Part | None:
    """``text`` as a part before another. Behind another part it is any word that can be last, with
    or without an s (folketings-)."""
    if text in known.links:
        word, level = known.links[text]
        return Part(text, word, weight(level, text))
    for word in () if is_first else (text, _without_s(text)):
        if word in known.heads and word in known.lemmas:
            return Part(text, word, weight(known.heads[word], word))
    return None


def _without_s(word: str) -> str:
    return word[:-1] if word.endswith("s") else ""
