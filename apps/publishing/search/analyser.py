"""The one analyser: what a text can be found by, and what a word that is looked for finds. Tokens are ``[a-z0-9]`` only.

A word is found by its dictionary form (``wholes``: folkeskolerne → folkeskole), and by what it is made of (``parts``: folke,
skole). Of elliptic compounds (“sports- og kulturliv”) the full word is found too.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from apps.publishing.search.compounds import Part, split
from apps.publishing.search.letters import Word, fold, pieces, words
from apps.publishing.search.vocabulary import vocabulary

#: Endings of words that the vocabulary does not know, longest first, and the fewest letters that must be left.
_ENDINGS = (
    "ernes", "erne", "enes", "ene", "erens", "eren", "ede", "ers", "ens", "ets", "er", "en", "et", "es", "e", "s",
)  # fmt: skip
_FEWEST_LEFT = 5
_NEUTER = ("alt", "elt", "igt", "ivt", "sket", "ært")
#: How far behind “sports-” its last part may stand: “sports-, kultur- og fritidsliv”.
_ELLIPSIS_REACH = 5


class Tokens(NamedTuple):
    """What a word or a text is found by: as a whole word, and as a part of one."""

    wholes: frozenset[str]
    parts: frozenset[str]


def analyse(text: str) -> Tokens:
    """All tokens of ``text``."""
    found = words(text)
    wholes: set[str] = set()
    parts: set[str] = set()
    for word in found:
        tokens = tokens_of(word.text)
        wholes |= tokens.wholes
        parts |= tokens.parts
    for place, word in enumerate(found):
        if word.opens or word.closes:
            wholes |= elliptic(found, place)
    return Tokens(frozenset(wholes), frozenset(parts - wholes))


@lru_cache(maxsize=100_000)
def tokens_of(word: str) -> Tokens:
    """The tokens of one word as it is written; none where it has no letter or digit."""
    *first, last = [fold(piece) for piece in pieces(word)] or [""]
    before = "".join(first)
    wholes = {before + lemma for lemma in dictionary_forms(last)} if before + last else set()
    parts = _parts(split(last)) if last else set()
    for piece in first:
        parts |= set(dictionary_forms(piece)) | _parts(split(piece))
    if first:
        parts |= set(dictionary_forms(last))
    return Tokens(frozenset(wholes), frozenset(parts - wholes - {""}))


def dictionary_forms(word: str) -> tuple[str, ...]:
    """The words that a folded word can be a form of; more than one where the form does not tell (leder: leder, lede)."""
    if not word:
        return ()
    known = vocabulary().lemmas
    if parts := split(word):
        return ("".join(part.text for part in parts[:-1]) + parts[-1].lemma,)
    for form in (word, word[:-1] if word.endswith("s") else ""):
        if form in known:
            return known[form]
    return (_without_ending(word),)


def _without_ending(word: str) -> str:
    if word.endswith(_NEUTER) and len(word) > _FEWEST_LEFT:
        return word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _FEWEST_LEFT:
            return word[: -len(ending)]
    return word


def _parts(parts: Sequence[Part]) -> set[str]:
    """What a compound is found by: each part, each row of neighbours (plejebolig in plejeboligplan), and the first with the
    last (klimaplan in klimahandlingsplan)."""
    found = set()
    for start in range(len(parts)):
        before = ""
        for part in parts[start:]:
            found.add(before + part.lemma)
            if part is not parts[-1] and not before:
                found.add(part.text)
            before += part.text
    if len(parts) > 2:
        found.add(parts[0].text + parts[-1].lemma)
    return found


def elliptic(found: Sequence[Word], place: int) -> set[str]:
    """The full words that a hyphen stands for: “sports- og kulturliv” has sportsliv, “byudvikling og -fornyelse” byfornyelse."""
    word = found[place]
    full: set[str] = set()
    if word.opens:
        parts = _nearest_compound(found[place + 1 : place + 1 + _ELLIPSIS_REACH])
        full |= {fold(word.text) + tail for tail in _tails(parts)}
    if word.closes:
        parts = _nearest_compound(reversed(found[max(0, place - 3) : place]))
        starts = ["".join(part.text for part in parts[:end]) for end in range(1, len(parts))]
        full |= {start + lemma for start in starts for lemma in dictionary_forms(fold(word.text))}
    return full


def _nearest_compound(found: Iterable[Word]) -> Sequence[Part]:
    split_ones = (split(fold(word.text)) for word in found if not word.opens)
    return next(filter(None, split_ones), ())


def _tails(parts: Sequence[Part]) -> Iterator[str]:
    """What the first part of a compound can be exchanged before: liv in kulturliv."""
    for start in range(1, len(parts)):
        yield "".join(part.text for part in parts[start:-1]) + parts[-1].lemma
