from hypothesis import given
from hypothesis import strategies as st

from apps.core import richtext
from apps.overview.pdf.words_as_data import text_as_data


def test_paragraphs_are_runs_with_their_marks_and_addresses():
    body = '<p>Vi <strong>vil <em>det</em></strong> se <a href="https://x.dk/">her</a></p>'
    assert text_as_data(richtext.canonical(body)) == [
        {
            "is": "text",
            "runs": [
                ["Vi ", [], ""],
                ["vil ", ["strong"], ""],
                ["det", ["strong", "em"], ""],
                [" se ", [], ""],
                ["her", ["a"], "https://x.dk/"],
            ],
        }
    ]


def test_lists_count_as_they_do_on_the_page():
    (bullets, letters) = text_as_data(
        richtext.canonical('<ul><li>Et</li></ul><ol start="3" type="a"><li>To</li></ol>')
    )
    assert bullets == {"is": "ul", "items": [[{"is": "text", "runs": [["Et", [], ""]]}]]}
    assert (letters["is"], letters["start"], letters["numbering"]) == ("ol", 3, "a.")


def test_a_table_has_a_head_where_its_first_row_is_one():
    (table,) = text_as_data(
        richtext.canonical("<table><tr><th>År</th><th>Tal</th></tr><tr><td>2026</td><td></td></tr></table>")
    )
    assert (table["head"], [len(row) for row in table["rows"]]) == (1, [2, 2])
    assert table["rows"][1][1] == {"blocks": [], "heading": False}


def test_no_text_is_no_data():
    assert text_as_data("") == []


@given(st.lists(st.text(), max_size=4))
def test_every_word_of_a_text_is_in_its_data(paragraphs):
    body = richtext.canonical(
        "".join(f"<p>{p.replace('&', '&amp;').replace('<', '&lt;')}</p>" for p in paragraphs)
    )
    said = ["".join(words for words, _marks, _address in block["runs"]) for block in text_as_data(body)]
    assert said == richtext.letters(body)
