import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from apps.core.finding import plain_form, spans
from apps.core.text import collapse_space, danish_slug, folded, tidy_lines


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


CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "text.yaml").read_text(encoding="utf-8"))


@given(st.text())
def test_collapsing_white_space_keeps_everything_that_is_seen(text):
    collapsed = collapse_space(text)
    assert collapse_space(collapsed) == collapsed
    assert not re.search(r"\s\s|^\s|\s$|[^\S ]|\x00", collapsed)
    letters = [
        letter for letter in unicodedata.normalize("NFD", text) if unicodedata.category(letter)[0] in "LN"
    ]
    kept = [
        letter
        for letter in unicodedata.normalize("NFD", collapsed)
        if unicodedata.category(letter)[0] in "LN"
    ]
    assert kept == [letter for letter in letters if letter not in "\u115f\u1160\u3164\uffa0"]


@pytest.mark.parametrize("text", CASES["titles_refused"] + ["\u0301", "\u3164", "\u200d\ufe0f"])
def test_what_nobody_can_see_is_nothing(text):
    assert collapse_space(text) == tidy_lines(text) == ""


@pytest.mark.parametrize(("text", "expected"), CASES["titles_cleaned"].items())
def test_a_title_has_one_form(text, expected):
    assert collapse_space(text) == expected


@pytest.mark.parametrize(("title", "slug"), CASES["slugs"].items())
def test_what_nobody_sees_is_not_in_an_address(title, slug):
    assert danish_slug(title) == slug


@pytest.mark.parametrize(
    "text", ["👩\u200d🚒", "👨\u200d👩\u200d👧", "❤\ufe0f\u200d🔥", "1\ufe0f\u20e3", "नि\u200dर", "می\u200cخواهم",
             "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"]
)  # fmt: skip
def test_joiners_between_letters_and_the_parts_of_an_emoji_are_kept(text):
    assert collapse_space(text) == text


@pytest.mark.parametrize("text", ["a\u200d", "\u200da", "a \u200d b", "a\ufe0f", "a\U000e0067"])
def test_a_joiner_that_joins_nothing_is_not(text):
    assert collapse_space(text) == re.sub("[\u200d\ufe0f\U000e0067]", "", text).strip().replace("  ", " ")


def test_lines_stay_lines():
    assert tidy_lines(" a \r\n\u200b\r\n\n\n b\xa0c\u2028d\n") == "a\n\nb c\nd"


@pytest.mark.parametrize(("query", "text"), CASES["found"].items())
def test_a_query_finds_whatever_form_either_has(query, text):
    assert folded(query) in folded(f"Et {text} mere")
    [(start, end)] = spans(re.compile(re.escape(plain_form(query)), re.IGNORECASE), f"Et {text} mere")
    assert f"Et {text} mere"[start:end] == text


def test_half_of_a_ligature_is_not_found():
    assert list(spans(re.compile("inans"), "\ufb01nansiering")) == []


@given(st.text(), st.text(min_size=1, max_size=3))
def test_what_is_found_is_the_words_again(text, words):
    for start, end in spans(re.compile(re.escape(plain_form(words))), text):
        assert plain_form(text[start:end]) == plain_form(words)
