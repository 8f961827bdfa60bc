"""Spreadsheets that are too large: refused in words before anything is read of them."""

from tests.indicators.test_spreadsheets import NEEDED, TOO_MANY, refusal, workbook


def test_a_hundred_thousand_rows_are_refused_in_either_form():
    """A workbook is not counted to its end, so that a number told would be wrong."""
    rows = [("a", "31-12-2025", "mål", "5")] * 100_000
    assert refusal("\n".join(map(";".join, [NEEDED, *rows])).encode()) == TOO_MANY
    assert refusal(workbook(NEEDED, *rows)) == TOO_MANY
