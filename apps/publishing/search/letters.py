"""The letters and words of a text as search compares them: ``[a-z0-9]`` only, æ ø å spelt out, accents gone."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

#: Written with two letters by those whose keyboard has not got them; ä and ö stand for æ and ø.
_SPELT_OUT = str.maketrans(
    {
        "æ": "ae",
        "ø": "oe",
        "å": "aa",
        "ä": "ae",
        "ö": "oe",
        "ü": "y",
        "ß": "ss",
        "đ": "d",
        "ð": "d",
        "þ": "th",
    }
)
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
#: Letters and digits with what joins them inside a word: hyphens (but 2022-2026 is two), an apostrophe, the dot in 2.0, a
#: soft hyphen.
_WORD = re.compile(
    r"[^\W_]+(?:[\u00ad\u2060]*(?:['’.\u0300-\u036f]|(?<!\d)[-\u2010\u2011]|[-\u2010\u2011](?!\d))?"
    r"[\u00ad\u2060\u0300-\u036f]*[^\W_]+)*"
)
_HYPHENS = "-\u2010\u2011\u2013"
_BETWEEN = re.compile(r"[-\u2010\u2011]+|(?<=\D)\.|\.(?=\D)")
MAX_WORD_LENGTH = 60


class Word(NamedTuple):
    """A word where it stands: ``text[start:end]``; ``opens`` ends in a hyphen (“sports-”), ``closes`` begins with one."""

    text: str
    start: int
    end: int
    opens: bool = False
    closes: bool = False


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """``text`` in the letters a–z and digits alone; everything else is gone. Folding twice is folding once."""
    small = unicodedata.normalize("NFC", text).lower().translate(_SPELT_OUT)
    plain = unicodedata.normalize("NFKD", small).lower().translate(_SPELT_OUT)
    return _NOT_PLAIN.sub("", plain)


def words(text: str) -> list[Word]:
    """The words of ``text`` in their order, hyphenated ones in one piece. What is too long to be a word is left out."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if end - start <= MAX_WORD_LENGTH:
            opens = (
                text[end : end + 1] in _HYPHENS and not text[end + 1 : end + 2].isalnum() and end < len(text)
            )
            closes = start > 0 and text[start - 1] in _HYPHENS and not text[start - 2 : start - 1].isalnum()
            found.append(Word(match[0], start, end, opens, closes))
    return found


def pieces(word: str) -> list[str]:
    """The parts of a hyphenated word: “ældre-råd” is two, “2.0” is one."""
    return [piece for piece in _BETWEEN.split(word) if piece]
