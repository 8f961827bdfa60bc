"""What the workspace's templates say about texts and their differences."""

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core import richtext
from apps.core.richtext import Words
from apps.municipalities.models import Municipality

register = template.Library()

_TAGS = {"insert": "ins", "delete": "del"}


@register.simple_tag
def accent_address(municipality: Municipality) -> str:
    """The style sheet with the municipality's accent."""
    return reverse("colour", args=[municipality.accent_colour.removeprefix("#").lower()])


@register.filter
def body_html(body: str) -> SafeString:
    """An element's body; made safe again on the way out."""
    return SafeString(richtext.drawn(body))


@register.filter
def side(words: Words, wanted: str) -> SafeString:
    """One of the two texts as paragraphs: “insert” gives the new one with what was added marked, “delete” the old one."""
    return _paragraphs([part for part in words if part[0] in ("equal", wanted)])


@register.filter
def both(words: Words) -> SafeString:
    """Both texts as one, with what was taken out and what was put in marked."""
    return _paragraphs(words)


def _paragraphs(words: Words) -> SafeString:
    paragraphs: list[list[str]] = [[]]
    for op, text in words:
        for number, piece in enumerate(text.split("\n")):
            if number:
                paragraphs.append([])
            if piece:
                paragraphs[-1].append(_marked(op, piece))
    return SafeString("".join(f"<p>{''.join(pieces)}</p>" for pieces in paragraphs if pieces))


def _marked(op: str, text: str) -> str:
    """Screen readers seldom say ``ins`` and ``del``, so words that only they meet do."""
    tag = _TAGS.get(op)
    if not tag:
        return escape(text)
    begin, end = (_("added:"), _("end")) if op == "insert" else (_("taken out:"), _("end"))
    return format_html(
        '<{}><span class="visually-hidden">[{} </span>{}<span class="visually-hidden"> {}]</span></{}>',
        *(SafeString(tag), begin, text, end, SafeString(tag)),
    )
