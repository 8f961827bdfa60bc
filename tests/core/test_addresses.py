"""Reserved words follow from the address table: no slug can take the place of one of the portal's own addresses."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import URLResolver, get_resolver

from apps.core import addresses

#: Words of the design's address table whose pages come later.
LATER_FIRST = {"arbejdsrum", "sammenlign", "soeg"}
LATER_SECOND = {"beslutninger", "indikatorer", "udvalg"}
#: What stands outside the URL configuration: files, and names that browsers and robots ask for by themselves.
OUTSIDE = {"favicon", "media", "robots", "sitemap", "static"}
SLUG = re.compile(r"[a-z0-9-]+")


def routes(resolver: URLResolver, above: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def words_after(*parameters: str) -> set[str]:
    """The fixed words that may follow these parameters in an address."""
    start = [f"<slug:{name}>" for name in parameters]
    parts = [route.split("/") for route in routes(get_resolver())]
    following = {p[len(start)] for p in parts if p[: len(start)] == start and len(p) > len(start)}
    return {word for word in following if SLUG.fullmatch(word)}


def test_words_where_a_municipality_stands_are_reserved():
    languages = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    wanted = words_after() | languages | LATER_FIRST | OUTSIDE
    assert wanted == addresses.RESERVED_FOR_MUNICIPALITIES


def test_words_where_a_plan_stands_are_reserved():
    assert words_after("municipality") | LATER_SECOND == addresses.RESERVED_FOR_PLANS


def test_words_where_an_element_stands_are_reserved():
    assert words_after("municipality", "plan") == addresses.RESERVED_FOR_ELEMENTS


@pytest.mark.parametrize("word", ["admin", "konto", "en", "static"])
def test_a_reserved_word_is_refused_in_plain_danish(word):
    with pytest.raises(ValidationError) as refused:
        addresses.refuse_reserved(word, addresses.RESERVED_FOR_MUNICIPALITIES)
    assert f"”{word}”" in refused.value.messages[0]


def test_any_other_word_passes():
    addresses.refuse_reserved("herning", addresses.RESERVED_FOR_MUNICIPALITIES)
