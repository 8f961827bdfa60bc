"""Components that frame what a page puts into them, and what components say about addresses and colours.

Those that are made from values are templates in ``templates/components/``; ``/stil/`` shows all of them.
"""

from urllib.parse import urlsplit

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_block_tag
def crumbs(content: SafeString) -> SafeString:
    """The way down to the page, a ``li`` for each step."""
    return format_html('<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>', _("You are here"), content)


@register.simple_block_tag
def notice(content: SafeString, role: str = "") -> SafeString:
    """What a reader must know before reading on; ``role`` (“alert”, “status”) where it comes in answer to what was done."""
    return format_html(
        '<div class="notice"{}>{}</div>', format_html(' role="{}"', role) if role else "", content
    )


@register.simple_block_tag
def nothing(content: SafeString, role: str = "") -> SafeString:
    """Says where a list would stand that there is none, and what one can do."""
    return format_html(
        '<p class="nothing"{}>{}</p>', format_html(' role="{}"', role) if role else "", content
    )


@register.simple_tag(takes_context=True)
def page_address(context: template.Context) -> str:
    """Where this very page is found, whole, for those who hold it in their hands."""
    request = context["request"]
    return str(request.build_absolute_uri(request.path))


@register.filter
def site_name(address: str) -> str:
    """``https://www.herning.dk/`` as people say it: ``www.herning.dk``."""
    return urlsplit(address).netloc or address


@register.filter
def colour_code(colour: str) -> str:
    """``#1F4E79`` as an address has it: ``1f4e79``."""
    return colour.removeprefix("#").lower()
