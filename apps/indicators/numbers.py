"""Numbers as Danes write them: a comma before the decimals, points or spaces between thousands."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

# Digits are named: to a pattern those of every script are digits, and nobody here could check what they say.
_DANISH = re.compile(r"[+-]?([0-9]{1,3}(\.[0-9]{3})+|[0-9]{1,3}( [0-9]{3})+|[0-9]+)(,[0-9]+)?")
_PLAIN = re.compile(r"[+-]?[0-9]+\.[0-9]+")
_THOUSANDS_OR_DECIMALS = re.compile(r"[+-]?[0-9]{1,3}\.[0-9]{3}")
_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " "})


class NotANumber(ValueError):
    """What was written is no number, or one of which nobody can tell how large it is."""


def parse_number(text: str) -> Decimal:
    """The number that ``text`` writes: “1.234,5”, “1 234,5”, “1234,5”, “12.5”. Raises ``NotANumber``.

    “1.234” is refused as it could be either: in one country a thousand, in another a little more than one.
    """
    written = text.translate(_MINUS).strip().removesuffix("%").strip()
    if _THOUSANDS_OR_DECIMALS.fullmatch(written):
        raise NotANumber(text)
    if _DANISH.fullmatch(written):
        plain = written.replace(".", "").replace(" ", "").replace(",", ".")
    elif _PLAIN.fullmatch(written):
        plain = written
    else:
        raise NotANumber(text)
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise NotANumber(text) from error


def decimal_mark(text: str) -> str:
    """What stands before the decimals of the number that ``text`` writes: “,” or “.”, or nothing where there are none."""
    written = text.translate(_MINUS).strip().removesuffix("%").strip()
    if _PLAIN.fullmatch(written) and not _THOUSANDS_OR_DECIMALS.fullmatch(written):
        return "."
    return "," if "," in written and _DANISH.fullmatch(written) else ""


def rounded(value: Decimal, decimals: int) -> Decimal:
    """``value`` with so many decimals. Raises ``NotANumber`` for what is none, or has too many digits."""
    try:
        found = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    except InvalidOperation as error:
        raise NotANumber(str(value)) from error
    if not found.is_finite():
        raise NotANumber(str(value))
    return found


def of_spreadsheet(value: float) -> Decimal:
    """The number that a cell shows: a spreadsheet has 15 digits, and what its arithmetic left beyond them nobody wrote."""
    return Decimal(f"{value:.15g}")


def as_decimal_string(value: Decimal | None) -> str | None:
    """The number for a machine: “12.5”, without zeros that say nothing."""
    if value is None:
        return None
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def as_written(value: Decimal) -> str:
    """The number as it is written in a spreadsheet of ours: “1234,5”."""
    return (as_decimal_string(value) or "").replace(".", ",")
