"""Characters for which the typesetter's fonts have no picture. PDF/UA-1 (ISO 14289-1, 7.21.4.1) allows none of them.

They are named in brackets instead, in the language of the text: nobody reads a text with a hole in it without being told.
"""

import re
from functools import lru_cache
from typing import Any

import typst

from apps.overview.pdf.names import in_pieces, name_of

#: What every font of Latin letters has; nothing of it need be asked.
_COMMON = re.compile(r"[\x20-\x7e\xa0-\xac\xae-\u017f\u2010-\u201e\u2022\u2026\t\n]*")
#: Joins or varies the character beside it, and is nothing alone.
_UNSEEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_PROBE = b'#set document(title: "-")\n#set text(font: "Libertinus Serif")\n#text(sys.inputs.probe)'
_KEPT = 4096


def shown(value: Any) -> Any:
    """``value``, made of lists, dictionaries and strings, with every character that has no picture named in its place."""
    if isinstance(value, str):
        return value if _COMMON.fullmatch(value) else "".join(map(_shown, in_pieces(value)))
    if isinstance(value, list):
        return [shown(each) for each in value]
    if isinstance(value, dict):
        return {key: shown(each) for key, each in value.items()}
    return value


def _shown(piece: str) -> str:
    if _COMMON.fullmatch(piece):
        return piece
    if _UNSEEN.fullmatch(piece):
        return ""
    return piece if len(piece) == 1 and has_glyph(piece) else f"[{name_of(piece)}]"


@lru_cache(maxsize=_KEPT)
def has_glyph(character: str) -> bool:
    """Whether the typesetter can show ``character``: it is asked once."""
    try:
        compiler().compile(_PROBE, format="pdf", sys_inputs={"probe": character}, pdf_standards="ua-1")
    except typst.TypstError:
        return False
    return True


@lru_cache(maxsize=1)
def compiler() -> "typst.Compiler":
    """The typesetter, with the fonts that come with it and no others: the same file on every machine."""
    return typst.Compiler(ignore_system_fonts=True)
