"""What is looked for in place of a compound that stands nowhere: the longest part of it that stands in a published plan, the last
part rather than the first, because it says what the thing is (landsbyskole: skole).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from apps.publishing.search.analyser import dictionary_forms
from apps.publishing.search.compounds import Part, split
from apps.publishing.search.letters import fold
from apps.publishing.search.queries import Query, Term, function_words
from apps.publishing.search.spelling import Spelling

#: Shorter parts stand in too much.
_SHORTEST = 3


class Instead(NamedTuple):
    """``query`` has parts of the ``missing`` words in their place."""

    query: Query
    missing: tuple[str, ...]


def looked_for_instead(query: Query, known: Spelling) -> Instead | None:
    """What ``query`` is with parts in place of compounds that are not ``known``; None where it has none of these."""
    parts = {term.text: part for term in query.terms if (part := _known_part(term, known))}
    if not parts:
        return None
    text = query.text
    for word, part in parts.items():
        text = text.replace(word, part)
    terms = (_of(parts[term.text]) if term.text in parts else term for term in query.terms)
    return Instead(Query(text, tuple(dict.fromkeys(terms))), tuple(parts))


def _of(word: str) -> Term:
    return Term(word, (word,))


def _known_part(term: Term, known: Spelling) -> str | None:
    folded = fold(term.text)
    if not term.made_of or any(known.written(form) for form in (folded, *dictionary_forms(folded))):
        return None
    wanted = (part for part in _parts_of(split(folded)) if len(part) >= _SHORTEST)
    return next((found for part in wanted if (found := known.written(part)) and _is_asked_for(part)), None)


def _is_asked_for(folded: str) -> bool:
    return folded not in function_words()


def _parts_of(parts: Sequence[Part]) -> Iterator[str]:
    """Each row of neighbours at the end, the longest first, then each at the beginning, as words of their own."""
    rows = [parts[start:] for start in range(1, len(parts))]
    rows += [parts[:end] for end in range(len(parts) - 1, 0, -1)]
    for row in rows:
        yield "".join(part.text for part in row[:-1]) + row[-1].lemma
