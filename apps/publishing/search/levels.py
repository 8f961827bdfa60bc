"""The levels of which the order of hits is made: conditions on an entry's words, the best first.

An entry belongs to the first level that it fits. The words themselves come first, in titles before texts and whole before parts;
then what says the same: words derived from them, everyday words, what a compound is made of. Only where all that finds
few entries may words be missing, as few as possible.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from apps.publishing.search.derived import derived_from
from apps.publishing.search.everyday import Equivalents, EverydayWords
from apps.publishing.search.expressions import Both, Either, Expression, Place, anywhere
from apps.publishing.search.queries import Query, Term

_TITLE = (Place.TITLE,)
_IN_TITLE = (Place.TITLE, Place.PART_IN_TITLE)
_WHOLE = (Place.TITLE, Place.TEXT)
_WHOLE_OR_IN_TITLE = (*_IN_TITLE, Place.TEXT)
_ANYWHERE = (*_IN_TITLE, Place.TEXT, Place.PART_IN_TEXT)
#: In so many ways words are left out, be it one or several; where there are more, any one word must do.
_MOST_WAYS = 6


@dataclass(frozen=True)
class Level:
    """What entries of a level have, beside the phrases of the query; in one municipality only where it is given (its key).

    With ``title`` the title must be these words and no others, as they stand in ``SearchEntry.words``.
    """

    expression: Expression
    municipality: int | None = None
    title: str = ""


def every_level(query: Query, everyday: EverydayWords) -> list[Level]:
    """What entries must have to be found, the best first; none where nothing is looked for."""
    if not query:
        return []
    return [*levels(query), *_levels_of_others(query, everyday), *_made_of(query)]


def widest_levels(query: Query, everyday: EverydayWords) -> list[Level]:
    """Levels that hold together what ``every_level`` holds, without the order."""
    return [*levels(query)[-1:], *_levels_of_others(query, everyday), *_made_of(query)] if query else []


def levels(query: Query) -> list[Level]:
    """What entries have in which the words themselves stand; the last holds all entries of those before it."""
    terms = query.terms
    if not query.is_of_several_words:
        return [Level(_all(terms, places)) for places in (_TITLE, _IN_TITLE, _WHOLE, _ANYWHERE)]
    in_title, stands_itself = (_any(terms, places) for places in (_IN_TITLE, _ANYWHERE))
    return [
        Level(_all(terms, _TITLE), title=query.in_order),
        Level(_all(terms, _TITLE)),
        Level(_all(terms, _IN_TITLE)),
        Level(Both((in_title, _all(terms, _WHOLE_OR_IN_TITLE)))),
        Level(Both((in_title, _all(terms, _ANYWHERE)))),
        Level(_all(terms, _WHOLE)),
        Level(_all(terms, _ANYWHERE)),
        Level(Both((in_title, _all(terms, _with_names(_ANYWHERE))))),
        Level(Both((stands_itself, _all(terms, _with_names(_ANYWHERE))))),
    ]


def _with_names(places: Sequence[Place]) -> Sequence[Place]:
    """And in the names around the entry: “skoler i Randers” need not say itself that it is in Randers."""
    return (*places, Place.AROUND)


def _any(terms: Sequence[Term], places: Sequence[Place]) -> Either:
    return Either(tuple(_has(term, places) for term in terms))


def _all(terms: Sequence[Term], places: Sequence[Place]) -> Both:
    return Both(tuple(_has(term, places) for term in terms))


def _has(term: Term, places: Sequence[Place]) -> Expression:
    return Both(tuple(anywhere(tokens, places) for tokens in term.tokens))


def equivalents(query: Query, everyday: EverydayWords) -> Iterator[tuple[int | None, Equivalents]]:
    """What says the same as words of the query: what is derived from them, then each list of everyday words."""
    if derived := {term: meant for term in query.terms if (meant := derived_from(term))}:
        yield None, derived
    yield from everyday.that_concern(query.terms)


def _levels_of_others(query: Query, everyday: EverydayWords) -> Iterator[Level]:
    """What entries have that are found by words that mean the same: for all municipalities, and for single ones."""
    for municipality, meant in equivalents(query, everyday):
        for places in (_IN_TITLE, _WHOLE_OR_IN_TITLE, _ANYWHERE):
            yield Level(Both(tuple(_has_or_means(term, meant, places) for term in query.terms)), municipality)


def _has_or_means(term: Term, meant: Equivalents, places: Sequence[Place]) -> Expression:
    others = [Both(tuple(anywhere(tokens, places) for tokens in each)) for each in meant.get(term, ())]
    return Either((_has(term, _ANYWHERE), *others))


def _made_of(query: Query) -> Iterator[Level]:
    """What entries have in which all the words that a compound is made of stand as words of their own."""
    if any(term.made_of for term in query.terms):
        yield Level(Both(tuple(_has_or_is_made_of(term) for term in query.terms)))


def _has_or_is_made_of(term: Term) -> Expression:
    itself = _has(term, _ANYWHERE)
    if not term.made_of:
        return itself
    return Either((itself, Both(tuple(anywhere([word], _WHOLE) for word in term.made_of))))


def levels_with_fewer_words(
    query: Query, everyday: EverydayWords, rarest_first: Sequence[Term]
) -> list[Level]:
    """What entries have that lack some of the words, as few as possible, and rather the common ones; ``rarest_first`` are
    those that may be missing. What is quoted may not."""
    quoted = tuple(_has(term, _ANYWHERE) for term in query.terms if term.is_phrase)
    meant = _of_all_municipalities(query, everyday)
    found = []
    for number in range(len(rarest_first) - 1, -1 if quoted else 0, -1):
        if number > 1 and comb(len(rarest_first), number) > _MOST_WAYS:
            continue
        for some in combinations(rarest_first, number):
            for places in (_IN_TITLE, _ANYWHERE):
                stand = (_stands_or_means(term, meant, places) for term in some)
                found.append(Level(Both((*quoted, *stand))))
    return found


def _of_all_municipalities(query: Query, everyday: EverydayWords) -> Equivalents:
    meant: dict[Term, tuple] = {}
    for owner, each in equivalents(query, everyday):
        if owner is None:
            meant.update({term: (*meant.get(term, ()), *others) for term, others in each.items()})
    return meant


def _stands_or_means(term: Term, meant: Equivalents, places: Sequence[Place]) -> Expression:
    others = [Both(tuple(anywhere(tokens, places) for tokens in each)) for each in meant.get(term, ())]
    return Either((_has(term, places), *others))


def stands(term: Term) -> Expression:
    """The term itself, wherever it may stand."""
    return _has(term, _ANYWHERE)
