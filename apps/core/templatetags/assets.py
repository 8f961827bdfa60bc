"""Own scripts and style sheets with their digest, so that a browser uses the file that was meant or none."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.static_files import digest_of

register = template.Library()


def _integrity(path: str) -> SafeString:
    digest = digest_of(path)
    return format_html(' integrity="{}"', digest) if digest else SafeString("")


@register.simple_tag
def script(path: str) -> SafeString:
    """The script at ``path`` among the static files; it runs when the page is there."""
    return format_html('<script src="{}"{} defer></script>', static(path), _integrity(path))


@register.simple_tag
def stylesheet(path: str) -> SafeString:
    """The style sheet at ``path`` among the static files."""
    return format_html('<link rel="stylesheet" href="{}"{}>', static(path), _integrity(path))
