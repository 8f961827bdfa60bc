"""Words are found alike on every database and marked without letting anything else through."""

import re
from html import unescape

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from apps.core import richtext
from apps.core.tree_filter import matches, words_of
from apps.workspace.text_search import excerpt, marked, plain_text

TEXT = st.text(alphabet="abæøåÆØÅ <>&\"'\n.İß", max_size=80)


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("ældre", "ÆLDRE bor her", True),
        ("ÅR", "fire år", True),
        ("her bor", "Ældre bor her", True),
        ("bor der", "Ældre bor her", False),
        ("", "hvad som helst", True),
        ("%", "100 procent", False),
        ("_", "abc", False),
    ],
)
def test_all_words_must_occur_in_any_order_and_case(query, text, expected):
    assert matches(words_of(query), text) is expected


def test_a_very_long_query_is_cut():
    assert len(words_of("ord " * 500)) == settings.SEARCH_MAX_WORDS


def test_what_is_found_is_marked_in_its_own_case():
    assert marked("Ældre & ældre <b>", ["ældre"]) == "<mark>Ældre</mark> &amp; <mark>ældre</mark> &lt;b&gt;"


def test_the_longest_word_is_marked_where_two_begin_alike():
    assert marked("fællesskab", ["fælles", "fællesskab"]) == "<mark>fællesskab</mark>"


@given(TEXT, st.lists(TEXT.map(str.strip).filter(bool), max_size=3))
def test_marking_changes_no_word_and_lets_no_markup_through(text, words):
    html = marked(text, words)
    assert set(re.findall(r"<[^>]*>", html)) <= {"<mark>", "</mark>"}
    assert unescape(re.sub(r"</?mark>", "", html)) == text


@given(TEXT, TEXT)
def test_plain_text_is_the_paragraphs_of_a_canonical_body(one, two):
    body = richtext.canonical(f"<p>{one}</p><ul><li>{two}<ul><li>tre</li></ul></li></ul>")
    assert plain_text(body).split() == "\n".join(richtext.paragraphs(body)).split()


def test_an_excerpt_is_cut_between_words():
    text = "ord " * 40 + "her står det" + " ord" * 60
    found = excerpt(text, ["står"])
    assert found.startswith("… ord ord")
    assert "her står det" in found
    assert found.endswith(" ord …")


def test_there_is_no_excerpt_of_what_is_not_there():
    assert excerpt("Vand", ["luft"]) == ""
