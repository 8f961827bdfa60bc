"""What a reader looks for, read from what was typed; every text is a query, if perhaps one without words."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

from apps.publishing.search.analyser import tokens_of
from apps.publishing.search.compounds import split
from apps.publishing.search.letters import fold, pieces, words

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
#: Words that say nothing of what is looked for, unless nothing else is said.
FUNCTION_WORDS = frozenset(
    [
        "af",
        "al",
        "alle",
        "alt",
        "andre",
        "at",
        "blev",
        "blive",
        "bliver",
        "da",
        "de",
        "dem",
        "den",
        "denne",
        "der",
        "deres",
        "det",
        "dette",
        "dig",
        "din",
        "dine",
        "disse",
        "dit",
        "du",
        "efter",
        "eller",
        "en",
        "end",
        "er",
        "et",
        "for",
        "fordi",
        "fra",
        "ham",
        "han",
        "har",
        "hende",
        "her",
        "hos",
        "hun",
        "hvad",
        "hvem",
        "hver",
        "hvilke",
        "hvilken",
        "hvis",
        "hvor",
        "hvordan",
        "hvorfor",
        "hvornaar",
        "i",
        "ikke",
        "jeg",
        "jer",
        "kan",
        "kommer",
        "kun",
        "man",
        "med",
        "meget",
        "men",
        "mere",
        "mig",
        "min",
        "mine",
        "mit",
        "mod",
        "naar",
        "ned",
        "noget",
        "nogen",
        "nogle",
        "nu",
        "og",
        "ogsaa",
        "om",
        "op",
        "os",
        "over",
        "paa",
        "saa",
        "sig",
        "sin",
        "sine",
        "sit",
        "skal",
        "som",
        "til",
        "ud",
        "under",
        "var",
        "ved",
        "vi",
        "vil",
        "vores",
        "vaere",
        "vaeret",
        "about",
        "and",
        "are",
        "for",
        "how",
        "in",
        "is",
        "of",
        "on",
        "or",
        "the",
        "to",
        "what",
        "with",
    ]
)


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
        """The words that a compound is made of; none for anything else."""
        parts = split(fold(self.words[0])) if len(self.words) == 1 and not self.is_phrase else ()
        return tuple(part.lemma for part in parts)

    @property
    def in_order(self) -> str:
        """The phrase as it stands among an entry's words."""
        return in_order(self.words)


@dataclass(frozen=True)
class Query:
    """What is looked for, in the order in which it was typed."""

    text: str
    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)


def read_query(typed: str) -> Query:
    """The query that was typed: the first so many letters and words of it (``SEARCH_MAX_…``), function words left out."""
    text = " ".join(typed[: settings.SEARCH_MAX_LENGTH].split())
    phrases = [_phrase(found) for found in _QUOTED.findall(text)]
    single = [_single(word.text) for word in words(_QUOTED.sub(" ", text))]
    terms = list(dict.fromkeys(term for term in (*phrases, *single) if term and all(term.tokens)))
    telling = [term for term in terms if term.is_phrase or fold(term.text) not in FUNCTION_WORDS]
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
