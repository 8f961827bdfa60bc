"""Where in a text the words stand that were looked for."""

from collections.abc import Iterator
from typing import NamedTuple

from apps.publishing.search.analyser import elliptic, tokens_of
from apps.publishing.search.letters import Word, words

#: Letters of a snippet, and how many of them stand before the first word that was found.
LENGTH = 240
_BEFORE = 60
_ELLIPSIS = "…"


class Piece(NamedTuple):
    """Some of a text, and whether it is a word that was looked for."""

    text: str
    is_found: bool


def marked(text: str, wanted: frozenset[str]) -> list[Piece]:
    """All of ``text`` in pieces."""
    return list(_pieces(text, _found(text, wanted), 0, len(text)))


def snippet(text: str, wanted: frozenset[str], length: int = LENGTH) -> list[Piece]:
    """About so many letters of ``text`` with as many words as possible that were looked for; its beginning where none are."""
    line = " ".join(text.split())
    found = _found(line, wanted)
    start = _best_start(found, length)
    start = _word_start(line, max(0, start - _BEFORE)) if start > _BEFORE else 0
    end = _word_end(line, min(len(line), start + length))
    pieces = list(_pieces(line, found, start, end))
    before = [Piece(f"{_ELLIPSIS} ", False)] if start else []
    return [*before, *pieces, *([Piece(f" {_ELLIPSIS}", False)] if end < len(line) else [])]


def _found(text: str, wanted: frozenset[str]) -> list[Word]:
    every = words(text)
    return [
        word
        for place, word in enumerate(every)
        if _is_wanted(word.text, wanted) or ((word.opens or word.closes) and elliptic(every, place) & wanted)
    ]


def _is_wanted(word: str, wanted: frozenset[str]) -> bool:
    tokens = tokens_of(word)
    return not wanted.isdisjoint(tokens.wholes) or not wanted.isdisjoint(tokens.parts)


def _best_start(found: list[Word], length: int) -> int:
    """Where the stretch with the most different words begins; the first of several."""
    room = length - _BEFORE

    def worth(word: Word) -> int:
        return len(
            {
                other.text.lower()
                for other in found
                if word.start <= other.start and other.end <= word.start + room
            }
        )

    return max(found, key=worth).start if found else 0


def _word_start(line: str, at: int) -> int:
    return line.rfind(" ", 0, at + 1) + 1


def _word_end(line: str, at: int) -> int:
    return at if at >= len(line) else max(line.rfind(" ", 0, at + 1), 0) or at


def _pieces(text: str, found: list[Word], start: int, end: int) -> Iterator[Piece]:
    at = start
    for word in found:
        if word.start >= at and word.end <= end:
            if word.start > at:
                yield Piece(text[at : word.start], False)
            yield Piece(word.text, True)
            at = word.end
    if at < end:
        yield Piece(text[at:end], False)
