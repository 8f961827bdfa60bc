"""The words by which a topic is recognised: how administrators write them, and where they stand in a text.

One word or phrase on each line. ``klima`` is that word and no other, ``klima*`` what begins with it, ``*skole`` what ends in it,
``*turisme*`` what has it anywhere; capitals make no difference. Compounds are why the star is there: Danish writes them in one.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import NamedTuple

from apps.core.text import folded

MOST_WORDS = 6  # of a phrase
_LEAST_BESIDE_A_STAR = 3
_TOKEN = re.compile(r"[^\W_]+(?:[-–][^\W_]+)*")
_PART = re.compile(r"(\*?)([^\W_]+(?:-[^\W_]+)*-?)(\*?)")


class Part(NamedTuple):
    """One word of a phrase, folded; open at an end where a star stands."""

    letters: str
    opens: bool  # anything may stand before
    goes_on: bool  # anything may stand after

    def fits(self, word: str) -> bool:
        """Whether the folded ``word`` is meant."""
        if self.opens and self.goes_on:
            return self.letters in word
        if self.opens:
            return word.endswith(self.letters)
        return word.startswith(self.letters) if self.goes_on else word == self.letters


Phrase = tuple[Part, ...]


class Hit(NamedTuple):
    """Words of a text that say a topic, as they stand there."""

    words: str
    folded: str


def phrases(lines: str) -> list[Phrase]:
    """What is looked for, by the lines an administrator wrote; lines that cannot be read are passed over."""
    return [phrase for line in lines.splitlines() if (phrase := _phrase(line))]


def unreadable(lines: str) -> list[str]:
    """The lines that say nothing that could be looked for, or something that would be found everywhere."""
    return [line.strip() for line in lines.splitlines() if line.strip() and not _phrase(line)]


def _phrase(line: str) -> Phrase:
    parts = [_PART.fullmatch(word) for word in folded(line).split()]
    found = [Part(part[2], bool(part[1]), bool(part[3])) for part in parts if part]
    too_short = any(
        (part.opens or part.goes_on) and len(part.letters) < _LEAST_BESIDE_A_STAR for part in found
    )
    return () if len(found) < len(parts) or too_short or len(found) > MOST_WORDS else tuple(found)


class Vocabulary:
    """Phrases under keys, ready to be looked for in many texts: a word that came before is not looked up again."""

    def __init__(self, lines_by_key: Iterable[tuple[Hashable, str]]) -> None:
        # By the letters of a phrase's first word, because most words of a text begin no phrase at all.
        self._whole: dict[str, list[tuple[Hashable, Phrase]]] = defaultdict(list)
        self._beginnings: dict[str, list[tuple[Hashable, Phrase]]] = defaultdict(list)
        self._ends: dict[str, list[tuple[Hashable, Phrase]]] = defaultdict(list)
        self._insides: list[tuple[Hashable, Phrase]] = []
        self._known: dict[str, list[tuple[Hashable, Phrase]]] = {}
        for key, lines in lines_by_key:
            for phrase in phrases(lines):
                self._add(key, phrase)

    def _add(self, key: Hashable, phrase: Phrase) -> None:
        first = phrase[0]
        if first.opens and first.goes_on:
            self._insides.append((key, phrase))
            return
        table = self._ends if first.opens else self._beginnings if first.goes_on else self._whole
        table[first.letters].append((key, phrase))

    def hits(self, text: str) -> dict[Hashable, list[Hit]]:
        """Every place in ``text`` that says a key, in reading order; a place counts once for each key."""
        words = _TOKEN.findall(text)
        plain = [folded(word) for word in words]
        found: dict[Hashable, list[Hit]] = defaultdict(list)
        for at, word in enumerate(plain):
            longest: dict[Hashable, int] = {}
            for key, phrase in self._begun_by(word):
                behind = plain[at + 1 : at + len(phrase)]
                if len(behind) == len(phrase) - 1 and all(
                    part.fits(next_word) for part, next_word in zip(phrase[1:], behind, strict=True)
                ):
                    longest[key] = max(longest.get(key, 0), len(phrase))
            for key, length in longest.items():
                span = slice(at, at + length)
                found[key].append(Hit(" ".join(words[span]), " ".join(plain[span])))
        return dict(found)

    def _begun_by(self, word: str) -> list[tuple[Hashable, Phrase]]:
        known = self._known.get(word)
        if known is None:
            known = [*self._whole.get(word, ())]
            for length in range(_LEAST_BESIDE_A_STAR, len(word) + 1):
                known += self._beginnings.get(word[:length], ())
                known += self._ends.get(word[-length:], ())
            known += [pair for pair in self._insides if pair[1][0].letters in word]
            self._known[word] = known
        return known
