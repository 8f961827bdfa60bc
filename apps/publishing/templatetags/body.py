"""Body text on any page: the same markup, and the same words where something was retracted."""

from django import template
from django.utils.safestring import SafeString

from apps.publishing.pages import render

register = template.Library()


@register.filter
def body_html(body: str) -> SafeString:
    """An element's body as HTML, sanitised once more on its way out."""
    return SafeString(render.body_html(body))
