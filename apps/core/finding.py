"""Where words stand in a text, whatever form either has: composed or not, with ligatures, with other sorts of spaces."""

import re
import unicodedata
from collections.abc import Iterator

from apps.core.text import UNSEEN

_UNSEEN = re.compile(f"[{UNSEEN}]")


def plain_form(words: str) -> str:
    """``words`` without ligatures, high and low letters and what nobody sees; capitals and the number of spaces as they are."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", _UNSEEN.sub("", words)))


def spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where ``pattern``, written for the plain form, is found in ``text``; never half of a ligature."""
    if text.isascii() or plain_form(text) == text:
        yield from (hit.span() for hit in pattern.finditer(text))
        return
    plain, starts, ends = _with_places(text)
    for hit in pattern.finditer(plain):
        start, end = hit.span()
        if start < end and start in starts and end in ends:
            yield starts[start], ends[end]


def _with_places(text: str) -> tuple[str, dict[int, int], dict[int, int]]:
    """The plain form, and for each place in it where a letter of ``text`` begins and ends, the place in ``text``."""
    pieces: list[str] = []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    length = 0
    for first, last in _letters(text):
        if piece := plain_form(text[first:last]):
            starts[length] = first
            length += len(piece)
            pieces.append(piece)
            ends[length] = last
    return "".join(pieces), starts, ends


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """Each letter with the marks that follow it."""
    first = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield first, at
            first = at
