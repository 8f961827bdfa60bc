"""Words that came and words that went, drawn in one way on every page and said aloud to who does not see it.

Screen readers seldom say ``ins`` and ``del``, so words that only they meet stand inside them.
"""

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core.richtext import Words

register = template.Library()

_MARKED = '<{tag}><span class="visually-hidden">[{begin} </span>{text}<span class="visually-hidden"> {end}]</span></{tag}>'


@register.filter
def added(text: str) -> SafeString:
    """``text`` as words that came."""
    return format_html(_MARKED, tag="ins", begin=_("added:"), text=_lines(text), end=_("end"))


@register.filter
def removed(text: str) -> SafeString:
    """``text`` as words that went."""
    return format_html(_MARKED, tag="del", begin=_("taken out:"), text=_lines(text), end=_("end"))


@register.filter
def difference(words: Words) -> SafeString:
    """Both texts in one line of words; the ends of their lines are ``br``."""
    return format_html_join("", "{}", ((_drawn(op, text),) for op, text in words))


@register.filter
def difference_paragraphs(words: Words) -> SafeString:
    """Both texts as one, a paragraph for each line."""
    paragraphs: list[list[SafeString]] = [[]]
    for op, text in words:
        for number, piece in enumerate(text.split("\n")):
            if number:
                paragraphs.append([])
            if piece:
                paragraphs[-1].append(_drawn(op, piece))
    return SafeString("".join(f"<p>{''.join(pieces)}</p>" for pieces in paragraphs if pieces))


@register.filter
def difference_side(words: Words, wanted: str) -> SafeString:
    """One of two texts in paragraphs: “insert” gives the new one with what came marked, “delete” the old with what went."""
    return difference_paragraphs([part for part in words if part[0] in ("equal", wanted)])


def _drawn(op: str, text: str) -> SafeString:
    if op == "insert":
        return added(text)
    return removed(text) if op == "delete" else _lines(text)


def _lines(text: str) -> SafeString:
    return SafeString("<br>".join(escape(line) for line in str(text).split("\n")))
