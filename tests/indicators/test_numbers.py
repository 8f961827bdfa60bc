"""Numbers as Danes write them: read as they were meant, or refused."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.indicators.numbers import NotANumber, as_decimal_string, as_written, parse_number, rounded

VALUES = st.decimals(-(10**14) + 1, 10**14 - 1, places=6)


@given(VALUES)
def test_what_is_written_reads_as_the_same_number(value):
    assert parse_number(as_written(value)) == value


@given(VALUES)
def test_what_is_written_for_a_machine_is_the_same_number_without_idle_zeros(value):
    text = as_decimal_string(value)
    assert Decimal(text) == value
    assert "," not in text
    assert "E" not in text
    assert "." not in text or text[-1] not in "0."


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u00a0567,25", "1234567.25"),
        ("1\u202f234", "1234"),
        ("1234,5", "1234.5"),
        ("0,05", "0.05"),
        ("-3,5", "-3.5"),
        ("−3,5", "-3.5"),
        ("–3", "-3"),
        ("+3", "3"),
        ("  82,4 % ", "82.4"),
        ("82,4%", "82.4"),
        ("12.5000", "12.5"),
    ],
)
def test_a_number_is_read_as_danes_write_it(text, value):
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.234", "-1.234", "12.345", "999.999", "1.234 %", " 1.234 "])
def test_a_point_before_three_digits_is_refused_for_it_could_be_either(text):
    with pytest.raises(NotANumber):
        parse_number(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "%", "-", "abc", "1,2,3", "1,234.5", "12 34", "1.23.456", "1 234.5", "1234.567.890", ",5", "5,", "5.",
     "1e5", "NaN", "Infinity", "=1+1", "½", "²", "1\n2", "- 5", "--5", "5 % %", "0x10", "1_000", "١٢", "१२,५", "１２"],
)  # fmt: skip
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumber):
        parse_number(text)


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_or_refused(text):
    with suppress(NotANumber):
        assert parse_number(text).is_finite()


@pytest.mark.parametrize(
    ("value", "told"),
    [("12.500000", "12,5"), ("100", "100"), ("1E+3", "1000"), ("0.000000", "0"), ("-0.50", "-0,5")],
)
def test_zeros_that_say_nothing_are_left_out(value, told):
    assert as_written(Decimal(value)) == told


def test_no_number_is_null_for_a_machine():
    assert as_decimal_string(None) is None


@pytest.mark.parametrize(
    ("value", "decimals", "told"),
    [
        ("82.46", 1, "82.5"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("7", 2, "7.00"),
        ("0.30000000000000004", 6, "0.3"),
    ],
)
def test_rounding_goes_to_the_nearest_and_halves_go_away_from_zero(value, decimals, told):
    assert rounded(Decimal(value), decimals) == Decimal(told)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1E+300"])
def test_what_cannot_be_rounded_is_no_number(value):
    with pytest.raises(NotANumber):
        rounded(Decimal(value), 6)
