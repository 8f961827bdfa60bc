"""Danish words within a sentence of another language. On a page they are marked as Danish, so that they are read aloud and
hyphenated as such (WCAG 3.1.2); as plain text, in a feed or a file, they are what they are.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language


class DanishWords(str):
    """What a municipality wrote: a name, a title, a unit."""

    __slots__ = ()

    def __html__(self) -> SafeString:
        if not self or get_language() == settings.LANGUAGE_CODE:
            return escape(str(self))
        return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, str(self))


class Sentence(str):
    """Words in the reader's language that may have ``DanishWords`` among them. What is made of it by other means is plain."""

    __slots__ = ("_html",)
    _html: SafeString

    def __html__(self) -> SafeString:
        return self._html


def sentence(words: str, values: Mapping[str, Any]) -> Sentence:
    """``words``, which are the portal's, with ``values`` in their places (``%(name)s``)."""
    made = Sentence(words % values)
    shown = {
        name: value if isinstance(value, int) else conditional_escape(value) for name, value in values.items()
    }
    made._html = SafeString(escape(words) % shown)
    return made


def joined(parts: Iterable[str], by: str = " ") -> Sentence:
    """Those of ``parts`` that are not empty, one after the other."""
    told = [part for part in parts if part]
    made = Sentence(by.join(told))
    made._html = SafeString(escape(by).join(map(conditional_escape, told)))
    return made
