"""Plain-text helpers that know Danish: addresses and white space."""

import re
import unicodedata

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})
# A NUL byte, which PostgreSQL cannot store, counts as white space.
_WHITE_SPACE = re.compile(r"[\s\x00]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

MAX_SLUG_LENGTH = 80


def danish_slug(text: str, *, fallback: str = "element") -> str:
    """An ASCII address word from a Danish title: ``æ→ae``, ``ø→oe``, ``å→aa``, at most 80 characters.

    Cuts at a word boundary where there is one. ``fallback`` stands in where nothing is left of the title.
    """
    composed = unicodedata.normalize("NFC", text).translate(_DANISH)
    without_accents = _ACCENTS.sub("", unicodedata.normalize("NFKD", composed))
    slug = _NOT_SLUG.sub("-", without_accents.lower()).strip("-")
    if len(slug) > MAX_SLUG_LENGTH:
        cut = slug[: MAX_SLUG_LENGTH + 1]
        slug = (cut.rsplit("-", 1)[0] if "-" in cut else cut[:MAX_SLUG_LENGTH]).strip("-")
    return slug or fallback


def collapse_space(text: str) -> str:
    """``text`` with every run of white space, the non-breaking one too, as one space, and none at the ends.

    Letters are composed: an “å” copied from a PDF or a Mac may be an “a” and a ring, and nobody would find it again.
    """
    return _WHITE_SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def danish_order(text: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts as a Danish register does: æ, ø and å last, “aa” as “å”, capitals as small letters."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    return tuple(("æøå".find(letter) + 1, letter) for letter in folded)
