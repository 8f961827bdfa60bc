"""What a reader looks for, read from what was typed; every text is a query, if perhaps one without words."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.conf import settings

from apps.publishing.search.analyser import dictionary_forms, tokens_of
from apps.publishing.search.compounds import split
from apps.publishing.search.letters import fold, pieces, words
from apps.publishing.search.vocabulary import DATA

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Words that say nothing of what is looked for, unless nothing else is said; folded."""
    lines = (DATA / "function.words").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _their_forms() -> frozenset[str]:
    return frozenset(form for word in function_words() for form in dictionary_forms(word)) - {"kommune"}


@dataclass(frozen=True)
class Term:
    """One thing that must be found: a word, or the words of a quoted phrase in their order."""

    text: str
    words: tuple[str, ...]
    is_phrase: bool = False

    @cached_property
    def tokens(self) -> tuple[frozenset[str], ...]:
        """For each word the tokens, one of which must be there."""
        return tuple(tokens_of(word).wholes for word in self.words)

    @cached_property
    def made_of(self) -> tuple[str, ...]:
        """The words that a compound is made of; none for anything else, or where one of them could be a function word."""
        parts = split(fold(self.words[0])) if len(self.words) == 1 and not self.is_phrase else ()
        found = tuple(part.lemma for part in parts)
        return () if _their_forms().intersection(found) else found

    @property
    def in_order(self) -> str:
        """The phrase as it stands among an entry's words."""
        return in_order(self.words)


@dataclass(frozen=True)
class Query:
    """What is looked for, in the order in which it was typed."""

    text: str
    terms: tuple[Term, ...]

    @cached_property
    def in_order(self) -> str:
        """All that was typed, as it would stand among an entry's words."""
        return in_order([word.text for word in words(self.text)])

    @property
    def is_of_several_words(self) -> bool:
        return len(self.in_order.split()) > 1

    def __bool__(self) -> bool:
        return bool(self.terms)


def read_query(typed: str) -> Query:
    """The query that was typed: the first so many letters and words of it (``SEARCH_MAX_…``), function words left out."""
    text = " ".join(typed[: settings.SEARCH_MAX_LENGTH].split())
    phrases = [_phrase(found) for found in _QUOTED.findall(text)]
    single = [_single(word.text) for word in words(_QUOTED.sub(" ", text))]
    terms = list(dict.fromkeys(term for term in (*phrases, *single) if term and all(term.tokens)))
    telling = [term for term in terms if term.is_phrase or fold(term.text) not in function_words()]
    if len(terms) > 1 and not telling:
        telling = [Term(text, tuple(word.text for word in words(text)), is_phrase=True)]  # “alle skal med”
    return Query(text, tuple((telling or terms)[: settings.SEARCH_MAX_WORDS]))


def _phrase(quoted: str) -> Term | None:
    found = tuple(word.text for word in words(quoted) if fold(word.text))
    return Term(quoted.strip(), found, is_phrase=True) if found else None


def _single(word: str) -> Term | None:
    return Term(word, (word,)) if fold(word) else None


def in_order(found: "list[str] | tuple[str, ...]") -> str:
    """Words as they stand in ``SearchEntry.words``: folded, a space around each."""
    folded = [fold(piece) for word in found for piece in pieces(word)]
    return f" {' '.join(filter(None, folded))} "
