import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.text import collapse_space, danish_slug


def test_a_decomposed_letter_makes_the_same_address_as_the_composed_one():
    title = "Blå bånd på Ærø"
    assert danish_slug(title) == "blaa-baand-paa-aeroe"
    assert danish_slug(unicodedata.normalize("NFD", title)) == "blaa-baand-paa-aeroe"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Vores børn & unge", "vores-boern-unge"),
        ("Økonomi – på én side", "oekonomi-paa-en-side"),
        ("ÆBLER", "aebler"),
        ("En vision - FIRE dele", "en-vision-fire-dele"),
        ("2022–2026", "2022-2026"),
        ("???", "element"),
        ("", "element"),
        ("a" * 200, "a" * 80),
        ("ordet " * 30, "-".join(["ordet"] * 13)),
    ],
)
def test_a_title_makes_an_address(title, slug):
    assert danish_slug(title) == slug


@given(st.text())
def test_an_address_is_always_one_short_ascii_word(title):
    slug = danish_slug(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 80
    assert danish_slug(slug) == slug


@given(st.text())
def test_collapsing_white_space_keeps_everything_else(text):
    collapsed = collapse_space(text)
    assert collapse_space(collapsed) == collapsed
    assert collapsed.split() == text.replace("\x00", " ").split()
    assert not re.search(r"\s\s|^\s|\s$|[^\S ]|\x00", collapsed)
