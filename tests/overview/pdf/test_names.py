import pytest

from apps.overview.pdf.names import in_pieces, name_of


@pytest.mark.parametrize(
    ("piece", "name"),
    [
        ("\U0001f600", "grinende ansigt"),
        ("\U0001f44d", "tommelfinger op"),
        ("\u2764\u200d\U0001f525", "brændende hjerte"),
        ("\U0001f1f8\U0001f1ea", "flag: Sverige"),
        ("\U0001f1fd\U0001f1fd", "flag: XX"),
        ("\u4e2d", "U+4E2D"),
    ],
)
def test_a_character_is_called_what_danes_call_it(piece, name):
    assert name_of(piece) == name


def test_what_is_drawn_as_one_stays_together():
    text = "a\U0001f1e9\U0001f1f0\U0001f1e9 \u2764\ufe0f\u200d\U0001f525\n"
    assert in_pieces(text) == [
        "a",
        "\U0001f1e9\U0001f1f0",
        "\U0001f1e9",
        " ",
        "\u2764\u200d\U0001f525",
        "\n",
    ]


def test_nothing_is_in_no_pieces():
    assert in_pieces("") == []
