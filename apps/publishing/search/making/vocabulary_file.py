"""Makes ``data/danish.words``: the words of the dictionary that are no compounds, their forms, and how they make compounds.

Which words are compounds is found out from the dictionary itself, shortest words first: a word is one where its parts are
words, in the form the dictionary gives them before another word, and make many other words too. ``data/by_hand.words`` says
where that goes wrong.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from apps.publishing.search.compounds import parts_of
from apps.publishing.search.letters import fold
from apps.publishing.search.making.hunspell import Entry, entries
from apps.publishing.search.vocabulary import Vocabulary, ending_between

#: Longer words that make no compounds need not be known: their endings are told without.
_LONG = 10
#: The level of words that somebody wrote down as parts.
_USUAL = 10
_LETTERS = re.compile(r"[a-zæøåéèêàäöüA-ZÆØÅ]{2,}")


@dataclass
class ByHand:
    """The sections of ``by_hand.words``, by the first words of their headings."""

    sections: dict[str, list[str]]

    @classmethod
    def read(cls, path: Path) -> "ByHand":
        sections: dict[str, list[str]] = defaultdict(list)
        heading = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                heading = line.strip("[]").partition(":")[0]
            elif line and not line.startswith("#"):
                sections[heading].append(line)
        return cls(sections)

    def words(self, heading: str) -> frozenset[str]:
        return frozenset(fold(word) for line in self.sections[heading] for word in line.split())


@dataclass
class Folded:
    """An entry in folded letters; entries with the same letters are one."""

    kinds: set[str]
    forms: set[str]
    links: set[str]


def vocabulary_lines(folder: Path, by_hand: ByHand) -> Iterator[str]:
    """The lines of the file, made of a folder with ``index.dic`` and ``index.aff``."""
    known = _by_word(entries(folder), by_hand)
    able = _Able(known, by_hand)
    simple, vocabulary = _simple(known, able, by_hand)
    yield from _forms(known, [word for word in simple if _is_needed(word, known[word], vocabulary)])
    yield from _levels("head", {word: able.heads[word] for word in simple if word in able.heads})
    links = {(word, form): able.level_of_link(form) for word in simple for form in known[word].links}
    grouped: dict[str, list[str]] = defaultdict(list)
    for (word, form), level in sorted(links.items()):
        if level is not None and (ending := ending_between(word, form)):
            grouped[f"{level} {ending}"].append(word)
    yield from (f"link|{details}|{' '.join(words)}" for details, words in sorted(grouped.items()))
    for line in by_hand.sections["these are compounds"]:
        for compound in line.split():
            first, last = map(fold, compound.split("|"))
            yield f"pair|{first}|{last}"


def _by_word(found: Iterable[Entry], by_hand: ByHand) -> dict[str, Folded]:
    known: dict[str, Folded] = {}
    for entry in found:
        if _LETTERS.fullmatch(entry.word):
            word = fold(entry.word)
            folded = known.setdefault(word, Folded(set(), set(), set()))
            folded.kinds.add(entry.kind)
            folded.forms |= {fold(form) for form in entry.forms if _LETTERS.fullmatch(form)} - {word}
            folded.links |= {fold(form) for form in entry.links if _LETTERS.fullmatch(form)}
    _apply(by_hand, known)
    return known


def _apply(by_hand: ByHand, known: dict[str, Folded]) -> None:
    """Put the irregular forms with their words, and add the first parts that the dictionary does not give."""
    pairs = map(str.split, by_hand.sections["irregular"])
    belongs = {fold(form): fold(word) for form, word in pairs}
    for entry in known.values():
        entry.forms -= belongs.keys()
    for form, word in belongs.items():
        entry = known.setdefault(word, Folded({"n"}, set(), set()))
        if form != word:
            entry.links |= known[form].links if form in known else set()
            entry.forms.add(form)
            known.pop(form, None)
    for line in by_hand.sections["also first parts"]:
        form, word = map(fold, line.split())
        known.setdefault(word, Folded({"n"}, set(), set())).links.add(form)


class _Able:
    """How often each word is the last part of others, and each form the first: 4 × the logarithm."""

    def __init__(self, known: dict[str, Folded], by_hand: ByHand) -> None:
        self.never_first = by_hand.words("never first")
        self.never_last = by_hand.words("never last")
        self.short_first = by_hand.words("short parts")
        self.short_last = by_hand.words("last parts of two and three letters, and these that seldom are last")
        self.adjectives = by_hand.words("adjectives that can be last")
        self.also_first = {fold(line.split()[0]) for line in by_hand.sections["also first parts"]}
        first, last = self._counts(known)
        self.heads = {word: self._level(count) for word, count in last.items()}
        for word in by_hand.words("also last parts"):
            self.heads[word] = max(self.heads.get(word, 0), _USUAL)
        self.links = {form: self._level(count) for form, count in first.items()}

    def level_of_link(self, form: str) -> int | None:
        """The level of a form as a first part; long ones may be one though no word of the dictionary begins with them."""
        known = self.links.get(form, 0 if len(form) > 5 and self.may_be_first(form) else None)
        return max(known or 0, _USUAL) if form in self.also_first else known

    def _level(self, count: int) -> int:
        return round(4 * math.log(1 + count))

    def _counts(self, known: dict[str, Folded]) -> tuple[Counter[str], Counter[str]]:
        first, last = Counter[str](), Counter[str]()
        links = {form for entry in known.values() for form in entry.links if self.may_be_first(form)}
        heads = {word for word, entry in known.items() if self._may_be_last(word, entry)}
        for word, entry in known.items():
            for end in range(2, len(word) - 1) if entry.kinds & {"n", "a"} else ():
                if word[:end] in links and word[end:] in heads:
                    first[word[:end]] += 1
                    last[word[end:]] += 1
        return first, last

    def may_be_first(self, form: str) -> bool:
        return form not in self.never_first and (len(form) > 3 or form in self.short_first)

    def _may_be_last(self, word: str, entry: Folded) -> bool:
        if "n" not in entry.kinds and word not in self.adjectives:
            return False
        return word not in self.never_last and (len(word) > 3 or word in self.short_last)


def _simple(known: dict[str, Folded], able: _Able, by_hand: ByHand) -> tuple[list[str], Vocabulary]:
    """The words that are no compounds, shortest first: longer ones are held against them."""
    never_split, vocabulary, simple = by_hand.words("never split"), Vocabulary(), []
    for word in sorted(known, key=lambda word: (len(word), word)):
        entry = known[word]
        kinds = {"n", "a"} if len(word) <= _LONG else {"n", "a", "x"}
        may_be_split = entry.kinds <= kinds and word not in never_split
        if may_be_split and parts_of(word, vocabulary):
            continue
        simple.append(word)
        for form in (word, *entry.forms):
            vocabulary.lemmas[form] = (*vocabulary.lemmas.get(form, ()), word)
        if word in able.heads:
            vocabulary.heads[word] = able.heads[word]
        for form in entry.links:
            if (level := able.level_of_link(form)) is not None:
                vocabulary.links.setdefault(form, (word, level))
    return simple, vocabulary


def _is_needed(word: str, entry: Folded, vocabulary: Vocabulary) -> bool:
    """Whether the analyser would do anything else without the word: most names need not be known."""
    if word in vocabulary.heads or word[:-1] in vocabulary.lemmas or entry.links & vocabulary.links.keys():
        return True
    if entry.forms and len(word) <= _LONG:
        return True
    itself = vocabulary.lemmas.pop(word)
    would_be_split = parts_of(word, vocabulary)
    vocabulary.lemmas[word] = itself
    return bool(would_be_split)


def _forms(known: dict[str, Folded], simple: list[str]) -> Iterator[str]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for word in sorted(simple):
        endings = sorted(filter(None, (ending_between(word, form) for form in known[word].forms)))
        grouped[" ".join(endings)].append(word)
    yield from (f"forms|{endings}|{' '.join(words)}" for endings, words in sorted(grouped.items()))


def _levels(sort: str, levels: dict[str, int]) -> Iterator[str]:
    grouped: dict[int, list[str]] = defaultdict(list)
    for word, level in sorted(levels.items()):
        grouped[level].append(word)
    yield from (f"{sort}|{level}|{' '.join(words)}" for level, words in sorted(grouped.items()))
