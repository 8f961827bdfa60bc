"""The numbers of ``settings.policy`` in templates."""

from typing import Any

from django import template
from django.conf import settings

from apps.core.durations import duration_in_words

register = template.Library()
register.filter("duration", duration_in_words)


@register.simple_tag
def policy(name: str) -> Any:
    """The setting of that name; raises ``AttributeError`` where there is none."""
    return getattr(settings, name)
