"""Showing where words that were looked for stand in titles and texts; ``static/js/workspace.js`` does it alike."""

import re
from html import escape, unescape

from django.utils.safestring import SafeString

from apps.core import richtext
from apps.core.finding import spans
from apps.core.text import spelling_pattern

_TAG = re.compile(r"<[^>]*>")
_NOT_PLAIN = re.compile(r"<(?:su[bp]|table)>")
_BREAK = re.compile(r"</(?:p|li)>|<[uo]l[^>]*>")
#: How much of a text is shown around what was found, in characters.
_BEFORE, _AFTER = 60, 120


def plain_text(body: str) -> str:
    """The text of a body in canonical form, a paragraph a line. Fast: it knows what canonical text may hold."""
    if _NOT_PLAIN.search(body):
        return "\n".join(richtext.paragraphs(body))
    return unescape(_TAG.sub("", _BREAK.sub("\n", body))).strip() if body else ""


def marked(text: str, words: list[str]) -> SafeString:
    """``text`` as HTML with each occurrence of a word in a ``mark``."""
    if not words:
        return SafeString(escape(text))
    parts: list[str] = []
    done = 0
    for start, end in spans(_pattern(words), text):
        parts += [escape(text[done:start]), f"<mark>{escape(text[start:end])}</mark>"]
        done = end
    return SafeString("".join([*parts, escape(text[done:])]))


def _pattern(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(spelling_pattern, longest_first)), re.IGNORECASE)


def excerpt(text: str, words: list[str]) -> str:
    """What stands around the first of ``words`` in ``text``, cut between words; empty where none occurs."""
    at = next((first for first, _last in spans(_pattern(words), text)), None) if words else None
    if at is None:
        return ""
    start, end = max(0, at - _BEFORE), min(len(text), at + _AFTER)
    cut = text[start:end]
    if start:
        cut = "… " + cut.partition(" ")[2]
    if end < len(text):
        cut = cut.rpartition(" ")[0] + " …"
    return " ".join(cut.split())
