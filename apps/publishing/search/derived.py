"""Words that say the same as another kind of word: forebyggelse and forebygge, økonomi and økonomisk, kultur and kulturel.

Only endings that leave the meaning alone are among them: naturlig is not said of nature, nor praktisk of praktik.
"""

from functools import lru_cache

from apps.publishing.search.queries import Term
from apps.publishing.search.vocabulary import vocabulary

#: Endings of a noun, and of the verb or the adjective that says the same; folded.
_PAIRS = (
    ("else", "e"),
    ("ing", "e"),
    ("ning", "e"),
    ("tning", "tte"),
    ("gning", "gge"),
    ("kning", "kke"),
    ("ence", "ere"),
    ("ation", "ere"),
    *((ending, f"{ending}sk") for ending in ("nomi", "logi", "grafi", "krati", "atri", "tegi")),
    *((f"{ending}k", f"{ending}sk") for ending in ("liti", "ekni", "gogi")),
    *((ending, f"{ending}el") for ending in ("ultur", "uktur")),
)
#: So many letters both must have in common: være is not said of a værelse.
_FEWEST_SHARED = 5


@lru_cache(maxsize=20_000)
def derived(word: str) -> frozenset[str]:
    """The words of the vocabulary that are derived from a folded word in dictionary form, or that it is derived from."""
    return frozenset(
        other
        for noun, change in _PAIRS
        for old, new in ((noun, change), (change, noun))
        if word.endswith(old) and (other := word[: -len(old)] + new) in vocabulary().lemmas.get(other, ())
        if len(word) - len(old) >= _FEWEST_SHARED or not change.endswith("e")
    )


def derived_from(term: Term) -> tuple[tuple[frozenset[str], ...], ...]:
    """What is derived from a single word, as meanings of it; nothing for a quoted phrase."""
    if term.is_phrase or len(term.words) != 1:
        return ()
    found = frozenset(other for word in term.tokens[0] for other in derived(word)) - term.tokens[0]
    return ((found,),) if found else ()
