"""The list of memberships as a file: whatever a spreadsheet takes for the separator, no cell is a formula."""

import csv
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from apps.administration.people.membership_csv import harmless, memberships_as_csv
from tests.factories import MembershipFactory, UserFactory

FORMULA = ("=", "+", "-", "@")
NAMES = st.text(st.sampled_from("aB ;,\t\r\n\"'=+-@1"), max_size=12)


def formulas(text, separator):
    rows = csv.reader(StringIO(text.removeprefix("\N{BYTE ORDER MARK}"), newline=""), delimiter=separator)
    return [cell for row in rows for cell in row if cell.lstrip(' "').startswith(FORMULA)]


@given(NAMES, NAMES)
@example("Hansen,=1+1", "x")
@example('x","=1', '","=1')
@example("x\t=1", "\n=1")
def test_no_separator_makes_a_formula(one, other):
    file = StringIO()
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerow(
        [harmless(one), "x@example.dk", harmless(other)]
    )
    for separator in ";,\t":
        assert formulas(file.getvalue(), separator) == []


@pytest.mark.django_db
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_file_holds_no_formula(separator, herning):
    user = UserFactory(full_name='Jens,=cmd|" /C calc"!A0', email="jens@example.dk")
    membership = MembershipFactory(user=user, municipality=herning)
    assert formulas(memberships_as_csv([membership]), separator) == []


@pytest.mark.parametrize("text", ["Jens Hansen", "Anne-Marie, Herning", "a;b", "1-2", ""])
def test_what_is_no_formula_stands_as_it_is(text):
    assert harmless(text) == text
