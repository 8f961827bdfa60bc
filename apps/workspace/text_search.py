"""Looking for words in titles and texts, the same on every database; ``static/js/workspace.js`` does it alike.

What is typed is taken as words; all must occur, anywhere, whatever their case. (SQLite's LIKE knows no capital Æ, Ø, Å.)
"""

import re
from html import escape, unescape

from django.conf import settings
from django.utils.safestring import SafeString

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"</(?:p|li)>|<[uo]l>")
#: How much of a text is shown around what was found, in characters.
_BEFORE, _AFTER = 60, 120


def plain_text(body: str) -> str:
    """The text of a body in canonical form, a paragraph a line. Fast: it knows what canonical text may hold."""
    return unescape(_TAG.sub("", _BREAK.sub("\n", body))).strip() if body else ""


def words_of(query: str) -> list[str]:
    """The words that are looked for, in lower case; beyond ``settings.SEARCH_MAX_WORDS`` the rest is ignored."""
    return query.lower().split()[: settings.SEARCH_MAX_WORDS]


def matches(words: list[str], text: str) -> bool:
    """Whether each of ``words`` occurs in ``text``."""
    lowered = text.lower()
    return all(word in lowered for word in words)


def marked(text: str, words: list[str]) -> SafeString:
    """``text`` as HTML with each occurrence of a word in a ``mark``."""
    if not words:
        return SafeString(escape(text))
    pattern = re.compile(
        "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE
    )
    parts: list[str] = []
    end = 0
    for found in pattern.finditer(text):
        parts += [escape(text[end : found.start()]), f"<mark>{escape(found[0])}</mark>"]
        end = found.end()
    return SafeString("".join([*parts, escape(text[end:])]))


def excerpt(text: str, words: list[str]) -> str:
    """What stands around the first of ``words`` in ``text``, cut between words; empty where none occurs."""
    lowered = text.lower()
    places = [at for word in words if (at := lowered.find(word)) >= 0]
    if not places:
        return ""
    at = min(places)
    start, end = max(0, at - _BEFORE), min(len(text), at + _AFTER)
    cut = text[start:end]
    if start:
        cut = "… " + cut.partition(" ")[2]
    if end < len(text):
        cut = cut.rpartition(" ")[0] + " …"
    return " ".join(cut.split())
