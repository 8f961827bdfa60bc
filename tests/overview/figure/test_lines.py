import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.text import shortened
from apps.overview.figure.lines import LONGEST, lines_of
from apps.overview.figure.widths import width_of


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        ("Byrådets arbejdsgrundlag", ["Byrådets", "arbejds-", "grundlag"]),
        ("bosætningskommune", ["bosætnings-", "kommune"]),
        ("Vi vil vokse", ["Vi vil vokse"]),
        ("vision/målsætninger", ["vision/mål-", "sætninger"]),
    ],
)
def test_long_words_are_divided_as_in_danish(word, lines):
    assert lines_of(word, width=100, size=14) == lines


def test_a_word_without_vowels_is_divided_anywhere():
    lines = lines_of("x" * 40, width=60, size=14)
    assert "".join(line.removesuffix("-") for line in lines) == "x" * 40
    assert all(width_of(line, 14) <= 60 for line in lines)


def test_nothing_is_no_line():
    assert lines_of("   ", width=100, size=14) == []


@given(st.text(max_size=150), st.floats(min_value=60, max_value=300))
def test_no_line_is_too_wide_and_no_letter_is_lost(text, width):
    lines = lines_of(text, width=width, size=15)
    assert all(width_of(line, 15) <= width for line in lines)
    kept = "".join("".join(lines).split()).replace("-", "")
    assert kept == "".join(shortened(text, LONGEST).split()).replace("-", "")
