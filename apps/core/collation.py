"""Danish alphabetical order, the one rule for every list of names that a person reads, on both databases.

Æ, ø and å come last, in this order, and aa is å (Aabenraa after Ærø); ä goes with æ, ö with ø and ü with y; accents and capitals decide only between
words that are otherwise the same. It is the order of the Unicode locale data (CLDR) for Danish, which PostgreSQL has as
``da-x-icu`` (Retskrivningsordbogen § 1 says the same of letters); SQLite is given it as a function.
"""

from typing import Any
from unicodedata import combining, normalize

from django.db.models import CharField, Func

FUNCTION = "portal_danish"
COLLATION = "da-x-icu"
#: Signs before digits, digits before letters: each has one character, in this order.
_SIGNS = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_SIGN = {sign: chr(0x21 + place) for place, sign in enumerate(_SIGNS)}
_DIGIT = {str(digit): chr(0x50 + digit) for digit in range(10)}
_LAST = {"æ": "{", "ø": "|", "å": "}", "ä": "{", "ö": "|", "ő": "|", "ü": "y", "ű": "y", "đ": "d", "ð": "d"}
#: What a letter of two stands for, where it is one letter otherwise.
_SPELT = {"œ": "oe", "þ": "th", "ß": "ss"}
_PLAIN = frozenset("æøå")
#: Capitals before small letters, and å before the aa that means the same.
_CAPITALS = {"AA": "1", "Aa": "2", "aa": "4"}


def danish_key(text: str) -> str:
    """What to sort by: ``sorted(names, key=danish_key)``. Binary order of the keys is Danish order of the texts."""
    primary, accents, capitals = [], [], []
    letters = iter(_letters(normalize("NFC", text)))
    for letter in letters:
        small = letter.lower()
        weight, accent = _weight(small)
        primary.append(weight)
        accents.append(accent)
        capitals.append(_CAPITALS.get(letter, "0" if letter != small else "3"))
    return "\x01".join(("".join(primary), "".join(accents).rstrip("0"), "".join(capitals)))


def _letters(text: str) -> list[str]:
    """The letters of ``text``; two a's are one, whatever accent is on the second."""
    found: list[str] = []
    place = 0
    while place < len(text):
        second = normalize("NFD", text[place + 1 : place + 2])[:1]
        size = 2 if text[place] + second in ("aa", "Aa", "AA") else 1
        found.append(text[place : place + size])
        place += size
    return found


def _weight(letter: str) -> tuple[str, str]:
    if len(letter) == 2:
        return "}", "0" if letter == "aa" else "1"
    if letter in _LAST:
        return _LAST[letter], "0" if letter in _PLAIN else "1"
    if letter in _SPELT:
        return _SPELT[letter], "1"
    base = "".join(sign for sign in normalize("NFKD", letter) if not combining(sign)) or letter
    accent = "0" if base == letter else "1"
    return "".join(
        _SIGN.get(sign) or _DIGIT.get(sign) or (" " if sign.isspace() else sign) for sign in base
    ), accent


def initial(name: str) -> str:
    """The letter a name stands under in a register: “Aabenraa” under Å; a figure or a sign under itself."""
    first = _letters(normalize("NFC", name))[0].lower()
    weight = _weight(first)[0]
    return {"{": "Æ", "|": "Ø", "}": "Å"}.get(
        weight, weight[:1] if "a" <= weight[:1] <= "z" else first
    ).upper()


class Danish(Func):
    """A text field in Danish order: ``order_by(Danish("name"))``, and in ``Meta.ordering``."""

    function = FUNCTION
    arity = 1
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template=f'%(expressions)s COLLATE "{COLLATION}"', **context)


def teach_sqlite(connection: Any, **_kwargs: Any) -> None:
    """Give a new connection to SQLite the order it lacks."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, _key, deterministic=True)


def _key(text: object) -> str | None:
    return None if text is None else danish_key(str(text))
