"""What characters are called in Danish: they stand in Danish texts, whatever language the sheet around them speaks."""

import re
from functools import lru_cache
from pathlib import Path

from babel import Locale

_FILE = Path(__file__).with_name("data") / "characters.da.tsv"
#: Asks for the coloured picture of the character before it; the names know nothing of it.
_AS_PICTURE = "\ufe0f"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_FIRST_OF_FLAGS = 0x1F1E6


def in_pieces(text: str) -> list[str]:
    """The characters of ``text``, those that are drawn as one kept together: flags, families."""
    return _piece().findall(text.replace(_AS_PICTURE, ""))


def name_of(piece: str) -> str:
    """“grinende ansigt”, “flag: Danmark”; its number in Unicode where it has no Danish name."""
    if re.fullmatch(_FLAG, piece):
        letters = "".join(chr(ord(letter) - _FIRST_OF_FLAGS + ord("A")) for letter in piece)
        return f"flag: {Locale('da').territories.get(letters, letters)}"
    return _names().get(piece) or " ".join(f"U+{ord(character):04X}" for character in piece)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


@lru_cache(maxsize=1)
def _piece() -> re.Pattern[str]:
    several = sorted((piece for piece in _names() if len(piece) > 1), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, several), _FLAG, "."]), re.DOTALL)
