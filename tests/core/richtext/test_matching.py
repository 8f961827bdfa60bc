from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.richtext.matching import opcodes

few_words = st.lists(st.sampled_from(["vi", "vil", " ", "skabe", "."]), max_size=30)
many_words = st.lists(st.text(max_size=3), max_size=30)


def as_the_library_says(old, new):
    return [tuple(each) for each in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()]


@given(few_words | many_words, few_words | many_words)
def test_the_same_pieces_as_the_standard_library_finds(old, new):
    assert opcodes(old, new) == as_the_library_says(old, new)


@given(many_words, st.data())
def test_the_same_where_a_little_of_a_text_is_changed(old, data):
    at = data.draw(st.integers(0, len(old)))
    new = [*old[:at], *data.draw(few_words), *old[at + data.draw(st.integers(0, 3)) :]]
    assert opcodes(old, new) == as_the_library_says(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("a", ""),
        ("", "a"),
        ("abab", "babab"),
        ("aaaa", "aa"),
        ("abcabc", "bcabca"),
        ("ab ab ab", "ab ab"),
    ],
)
def test_of_pieces_equally_long_the_first_is_taken(old, new):
    assert opcodes(list(old), list(new)) == as_the_library_says(list(old), list(new))


def test_more_words_than_the_basic_plane_has_characters():
    """Characters that mean something to a computer (surrogates, for one) are words like others here."""
    old = [str(number) for number in range(70_000)]
    assert opcodes(old, [*old[:60_000], "ny", *old[60_000:]]) == [
        ("equal", 0, 60_000, 0, 60_000),
        ("insert", 60_000, 60_000, 60_000, 60_001),
        ("equal", 60_000, 70_000, 60_001, 70_001),
    ]
