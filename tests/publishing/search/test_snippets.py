"""A snippet shows where the words stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.publishing.search.analyser import tokens_of
from apps.publishing.search.snippets import LENGTH, marked, snippet

SKOLE = tokens_of("skole").wholes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Skolen og folkeskolerne", ["Skolen", "folkeskolerne"]),
        ("Et skole- og kulturliv", ["skole"]),
        ("Skoven", []),
    ],
)
def test_words_are_marked_in_every_form_and_as_parts(text, found):
    assert [piece.text for piece in marked(text, SKOLE) if piece.is_found] == found


def test_a_long_text_is_cut_around_the_words_between_two_words():
    text = "Ord " * 200 + "her ligger skolen " + "ord " * 200
    shown = "".join(piece.text for piece in snippet(text, SKOLE))
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "her ligger skolen" in shown
    assert len(shown) <= LENGTH + 10


@settings(deadline=None)
@given(st.text(max_size=400))
def test_what_is_marked_is_the_text_and_nothing_else(text):
    assert "".join(piece.text for piece in marked(text, SKOLE)) == text
    assert len("".join(piece.text for piece in snippet(text, SKOLE))) <= LENGTH + 10
