"""What the workspace's templates say about texts and colours."""

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from apps.core import richtext
from apps.municipalities.models import Municipality

register = template.Library()


@register.simple_tag
def accent_address(municipality: Municipality) -> str:
    """The style sheet with the municipality's accent."""
    return reverse("colour", args=[municipality.accent_colour.removeprefix("#").lower()])


@register.filter
def body_html(body: str) -> SafeString:
    """An element's body; made safe again on the way out."""
    return SafeString(richtext.drawn(body))
