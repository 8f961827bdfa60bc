"""Which word was probably meant, and how one that was begun may end: by the words that stand in published plans.

Each process keeps these words, and looks before each use which plans were published or withdrawn since.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import nsmallest
from itertools import pairwise
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from apps.publishing.models import PlanWords
from apps.publishing.search.analyser import dictionary_forms, tokens_of
from apps.publishing.search.in_letters import parts_as_written
from apps.publishing.search.letters import fold
from apps.publishing.search.queries import Query, Term, function_words
from apps.publishing.search.vocabulary import vocabulary

#: How many letters may be wrong in words of up to so many letters; in longer ones three.
_WRONG = ((2, 0), (5, 1), (9, 2))
_MOST_WRONG = 3
#: Words of so many letters that are words and stand nowhere may be misspelt all the same.
_LONG = 6
_CANDIDATES = 20
_STRUCK = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))
#: About so many forms has a word.
_FORMS = 5


class Spelling:
    """The words of all published plans, by their folded letters."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        """Know no words, until ``refresh`` reads them."""
        self._plans: dict[int, tuple[int, Counter[str]]] = {}
        self._counts: Counter[str] = Counter()
        self._folded: list[str] = []
        self._written: dict[str, str] = {}
        self._struck: list[str] = []

    def refresh(self) -> None:
        """Read the words of plans that changed (one query where none did)."""
        with self._lock:
            current = dict(PlanWords.objects.values_list("plan_id", "pk"))
            changed = {plan for plan in {*current, *self._plans} if self._key(plan) != current.get(plan)}
            if not changed:
                return
            for plan in changed & self._plans.keys():
                self._counts.subtract(self._plans.pop(plan)[1])
            rows = PlanWords.objects.filter(plan_id__in=changed).values_list("plan_id", "pk", "words")
            for plan, key, words in rows:
                counted = Counter({word: int(count) for word, count in map(str.split, words.splitlines())})
                self._plans[plan] = (key, counted)
                self._counts.update(counted)
            self._counts = +self._counts
            self._arrange()

    def _key(self, plan: int) -> int | None:
        return self._plans[plan][0] if plan in self._plans else None

    def _arrange(self) -> None:
        """What is looked up, made of the counts: each word, and each word that it is a form of or made of."""
        written: dict[str, str] = {}
        for word, _count in self._counts.most_common():
            written.setdefault(fold(word), word)
        for word in list(self._counts):
            for form in other_forms(word):
                written.setdefault(fold(form), form)
        written.pop("", None)
        self._written = written
        self._folded = sorted(written)
        self._struck = [signs for word in self._folded if (signs := struck(word)) != word]

    def nearest(self, word: str) -> str | None:
        """The word that looks most like ``word``; of those that look alike, the one that is written most often."""
        folded = fold(word)
        most = next((wrong for length, wrong in _WRONG if len(folded) <= length), _MOST_WRONG)
        if folded in vocabulary().lemmas:
            most = min(most, 1)  # a word, and yet a slip of the finger is likelier
        near = self._near(folded, most) if most else {}
        best = min(
            near,
            key=lambda found: (
                near[found],
                found in function_words(),
                found[:1] != folded[:1],
                OSA.distance(folded, found),
                -self._often(found),
                found,
            ),
            default=None,
        )
        return self._written[best] if best else None

    def _near(self, folded: str, most: int) -> dict[str, int]:
        """Words in which at most so many letters are others, and how many; an æ is one, though it is folded to two."""
        near: dict[str, int] = {}
        for typed, known in ((folded, self._folded), (struck(folded), self._struck)):
            found = process.extract(
                typed, known, scorer=OSA.distance, processor=None, score_cutoff=most, limit=_CANDIDATES
            )
            for signs, distance, _place in found:
                word = unstruck(signs)
                near[word] = min(distance, near.get(word, distance))
        return near

    def endings(self, begun: str, most: int) -> list[str]:
        """Words that begin so, those that are written most often first."""
        folded = fold(begun)
        if not folded:
            return []
        first = bisect_left(self._folded, folded)
        last = bisect_left(self._folded, folded + "{")
        nobody_asks_for = function_words() - set(
            vocabulary().heads
        )  # what makes compounds is asked for: kommune
        words = (
            word for word in self._folded[first:last] if word not in nobody_asks_for and not word.isdigit()
        )
        often = nsmallest(most * _FORMS, words, key=lambda word: (-self._often(word), word))
        # One form of each word is enough: the first in the alphabet of those that come up, mostly that of the dictionary.
        by_word: dict[frozenset[str], str] = {}
        for word in often:
            wholes = tokens_of(word).wholes
            by_word[wholes] = min(by_word.get(wholes, word), word)
        return [self._written[word] for word in list(by_word.values())[:most]]

    def written(self, word: str) -> str | None:
        """How a word is written in the plans; None where it is not."""
        return self._written.get(fold(word))

    def _often(self, folded: str) -> int:
        return self._counts[self._written[folded]]


def struck(folded: str) -> str:
    """A sign for each key that was struck: æ, ø and å are one each, and so is what stands for them."""
    for letters, sign in _STRUCK:
        folded = folded.replace(letters, sign)
    return folded


def unstruck(signs: str) -> str:
    """The folded word that ``struck`` made these of."""
    for letters, sign in _STRUCK:
        signs = signs.replace(sign, letters)
    return signs


def other_forms(word: str) -> Iterator[str]:
    """What a written word is a form of, and what it is made of, where the letters show how these are written."""
    parts = parts_as_written(word)
    for part in [word, *(parts if len(parts) > 1 else ())]:
        for form in dictionary_forms(fold(part)):
            if form and (end := _prefix(part, form)):
                yield part[:end]


def _prefix(word: str, folded: str) -> int | None:
    """How many letters of ``word`` make ``folded``; None where it does not begin so."""
    return next((end for end in range(1, len(word) + 1) if fold(word[:end]) == folded), None)


spelling = Spelling()


def is_spelt_right(term: Term) -> bool:
    """Whether it is a phrase, which is looked for as it is, or a short word of the vocabulary: no plan need have it."""
    return term.is_phrase or (len(fold(term.text)) < _LONG and fold(term.text) in vocabulary().lemmas)


def corrected(query: Query, unknown: Iterable[Term], known: Spelling) -> str | None:
    """The query with the ``unknown`` words put right; None where nothing is wrong, or nobody knows what is meant."""
    changes = {term.text: known.nearest(term.text) for term in unknown if not term.is_phrase}
    found = {word: meant for word, meant in changes.items() if meant and fold(meant) != fold(word)}
    if found:
        return _replaced(query.text, found)
    return _joined(query, known)


def _replaced(text: str, changes: dict[str, str]) -> str:
    for word, meant in changes.items():
        text = text.replace(word, meant)
    return text


def _joined(query: Query, known: Spelling) -> str | None:
    """Two words as one, where only that is known: “folke skole”."""
    words = [term.text for term in query.terms if not term.is_phrase]
    for first, second in pairwise(words):
        if (whole := known.written(first + second)) and f"{first} {second}" in query.text:
            return query.text.replace(f"{first} {second}", whole)
    return None


def completions(typed: str, known: Spelling, most: int) -> list[str]:
    """How the query may go on: its last word is completed."""
    before, space, last = typed.rpartition(" ")
    return [f"{before}{space}{word}" for word in known.endings(last, most)]
