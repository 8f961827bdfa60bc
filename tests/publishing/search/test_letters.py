"""Words are compared in letters a–z and digits alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.publishing.search.letters import MAX_WORD_LENGTH, fold, pieces, words

PLAIN = re.compile(r"[a-z0-9]*")


@given(st.text())
def test_folded_text_is_plain_and_folding_it_again_changes_nothing(text):
    assert PLAIN.fullmatch(fold(text))
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Børn", "boern"),
        ("Aalborg", "Ålborg"),
        ("ÆLDRE", "aeldre"),
        ("A\u030arhus", "Århus"),
        ("søen", "söen"),
        ("café", "cafe"),
        ("ﬁn", "fin"),
        ("2²", "22"),
    ],
)
def test_spellings_of_one_word_are_the_same(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_words_stand_where_they_say(text):
    for word in words(text):
        assert text[word.start : word.end] == word.text
        assert 0 < len(word.text) <= MAX_WORD_LENGTH
        assert pieces(word.text)


def test_a_hyphen_stands_for_the_rest_of_a_word_only_at_its_end():
    found = words("sports- og kulturliv, byfornyelse og -udvikling, it-løsning")
    assert [(word.text, word.opens, word.closes) for word in found] == [
        ("sports", True, False),
        ("og", False, False),
        ("kulturliv", False, False),
        ("byfornyelse", False, False),
        ("og", False, False),
        ("udvikling", False, True),
        ("it-løsning", False, False),
    ]


def test_years_are_words_of_their_own_however_they_are_joined():
    assert [word.text for word in words("2022-2026, 2019-22 og DK2020-partnerskab")] == [
        "2022",
        "2026",
        "2019",
        "22",
        "og",
        "DK2020-partnerskab",
    ]


def test_a_soft_hyphen_is_not_seen():
    assert [fold(word.text) for word in words("folke\u00adskole")] == ["folkeskole"]
