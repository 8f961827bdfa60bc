"""Marks Danish words on a page of another language. Every template has it: names stand on every page."""

from django import template

from apps.core.danish_words import DanishWords

register = template.Library()


@register.filter
def in_danish(words: str) -> DanishWords:
    """``words`` of a municipality, to be set into a page or a sentence of it; not into an attribute."""
    return DanishWords(words)
