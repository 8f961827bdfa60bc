"""How wide words are where nobody knows the reader's font: as in DejaVu Sans Bold, wider than what systems set text in."""

import unicodedata

#: Advance widths in hundredths of the size, measured in DejaVu Sans Bold 2.37.
_WIDTHS = {
    31: "'", 34: "ijl", 35: " ", 37: "/IJ|\\", 38: ",.·’", 40: ":;", 42: "-", 44: "f", 46: "!()[]", 48: "t", 49: "r",
    50: "_`–§", 52: '"*', 58: "?z", 59: "c", 60: "s", 64: "L", 65: "vxy»«", 66: "“”", 67: "akåäá", 68: "EFTeéèÉ",
    69: "oøö", 70: "$0123456789", 71: "hnu{}ü", 72: "SYbdgpq", 73: "CPZ", 76: "B", 77: "AKRVXÅÄ", 81: "UÜ", 82: "G",
    83: "D", 84: "#+<=>HN^~", 85: "OQØÖ", 87: "&", 92: "w", 100: "%@M—…", 104: "m½", 105: "æ", 108: "Æ", 110: "W",
}  # fmt: skip
_WIDTH = {character: width / 100 for width, characters in _WIDTHS.items() for character in characters}
#: As wide as a pictograph.
_WIDEST = 1.4


def width_of(text: str, size: float) -> float:
    """The width of ``text`` set in ``size``, rather too much than too little."""
    return size * sum(map(_width, text))


def _width(character: str) -> float:
    known = _WIDTH.get(character)
    if known is not None:
        return known
    return 0.0 if unicodedata.combining(character) else _WIDEST
