"""The paragraphs of an element, each with an address of its own."""

import re
from itertools import count

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.publishing.pages.render import body_html

register = template.Library()

#: Canonical HTML (apps.core.richtext) gives a paragraph no attributes, and none stands in another.
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


@register.filter
def with_addresses(body: str) -> SafeString:
    """An element's body as HTML; a paragraph leads to itself, ``#afsnit-3``."""
    numbers = count(1)

    def addressed(found: re.Match[str]) -> str:
        number = next(numbers)
        label = _("Link to paragraph %(number)d") % {"number": number}
        link = format_html(
            '<a class="paragraph-link" href="#afsnit-{}" aria-label="{}" lang="{}">#</a>',
            number,
            label,
            get_language() or "",
        )
        return f'<p id="afsnit-{number}">{found[1]}{link}</p>'

    return SafeString(_PARAGRAPH.sub(addressed, body_html(body)))  # sanitised, and what is put in is ours
