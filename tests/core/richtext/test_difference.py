from hypothesis import given
from hypothesis import strategies as st

from apps.core.richtext import compare_words, shortened


@given(st.text("ab \n.", max_size=40), st.text("ab \n.", max_size=40))
def test_the_words_give_both_texts_back(old, new):
    words = compare_words(old, new)
    assert "".join(text for op, text in words if op != "insert") == old
    assert "".join(text for op, text in words if op != "delete") == new
    assert all(text for _op, text in words)
    if old == new:
        assert {op for op, _text in words} <= {"equal"}


def test_two_very_long_texts_are_compared_in_no_time():
    old, new = ("ord " * 20_000).strip(), ("ord andet " * 10_000).strip()
    assert [op for op, _text in compare_words(old, new)] == ["delete", "insert"]


def test_what_is_equal_is_shortened_but_not_what_differs():
    equal = "ord " * 200
    words = compare_words(f"{equal}før {equal}sidst", f"{equal}efter {equal}allersidst")
    short = shortened(words)
    assert [op for op, _text in short] == [op for op, _text in words]
    assert [text for op, text in short if op != "equal"] == ["før", "efter", "sidst", "allersidst"]
    beginning, between = (text for op, text in short if op == "equal")
    assert (beginning[:5], beginning[-4:]) == ("… ord", "ord ")
    assert (between[:4], between[-4:], between.count("…")) == (" ord", "ord ", 1)
    assert all(len(text) < 260 for _op, text in short)


def test_where_nothing_differs_nothing_is_left_out():
    words = compare_words("ord " * 200, "ord " * 200)
    assert shortened(words) == words


def test_a_table_is_compared_cell_by_cell():
    old = "Mål\nÅr | Tal | Note\n2027 | 6 skoler | ja\n2028 | 7 skoler | ja"
    new = "Mål\nÅr | Tal | Note\n2027 | 8 skoler | nej\n2028 | 7 skoler | ja"
    assert [part for part in compare_words(old, new) if part[0] != "equal"] == [
        ("delete", "6"), ("insert", "8"), ("delete", "ja"), ("insert", "nej"),
    ]  # fmt: skip


def test_a_cell_that_became_empty_does_not_move_its_neighbours():
    words = compare_words("a | b | c", "a |  | c")
    assert "".join(text for op, text in words if op != "delete") == "a |  | c"
    assert [part for part in words if part[0] != "equal"] == [("delete", "b")]


def test_rows_that_were_added_are_added_whole():
    words = compare_words("a | b\nc | d", "a | b\ne | f\nc | d")
    assert words == [("equal", "a | b\n"), ("insert", "e | f\n"), ("equal", "c | d")]
