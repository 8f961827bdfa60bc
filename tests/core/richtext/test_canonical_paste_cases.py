"""What goes in by the clipboard comes out with its words: the cases of ``tests/cases/paste.yaml``, and others of their kinds."""

from pathlib import Path

import pytest
import yaml

from apps.core import richtext
from apps.core.richtext import Link, canonical, in_words, paragraphs, pasted

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "paste.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_pasted_keeps_its_words(case):
    html = canonical(case["html"])
    assert canonical(html) == html == richtext.safe(html)
    if "blocks" in case:
        assert paragraphs(html) == case["blocks"]
    if "blocks_not" in case:
        assert paragraphs(html) != case["blocks_not"]
    if "cells" in case:
        assert richtext.tables(html) == [case["cells"]]
    if "items" in case:
        assert html.count("<li>") == case["items"]
    assert [piece for piece in case.get("has", []) if piece not in html] == []
    assert [piece for piece in case.get("has_not", []) if piece in html] == []


def word(label, words, *, level=1, style=""):
    return (
        f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>"
        f"<span style='mso-list:Ignore{style}'>{label}<span>&nbsp; </span></span>{words}</p>"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ([("3.", "tre", 1), ("4.", "fire", 1)], '<ol start="3"><li>tre</li><li>fire</li></ol>'),
        ([("b)", "b", 1), ("c)", "c", 1)], '<ol start="2" type="a"><li>b</li><li>c</li></ol>'),
        ([("h.", "h", 1), ("i.", "i", 1)], '<ol start="8" type="a"><li>h</li><li>i</li></ol>'),
        ([("i.", "et", 1), ("ii.", "to", 1)], '<ol type="i"><li>et</li><li>to</li></ol>'),
        ([("IV.", "fire", 1)], '<ol start="4" type="I"><li>fire</li></ol>'),
        ([("1.", "et", 1), ("1.", "igen", 1)], "<ol><li>et</li></ol>\n<ol><li>igen</li></ol>"),
        ([("1.", "et", 1), ("1.1.", "under", 2), ("2.", "to", 1)],
         "<ol><li><p>et</p><p>1.1. under</p></li><li>to</li></ol>"),
        ([("§ 4", "Skoler", 1)], "<p>§ 4 Skoler</p>"),
        ([("·", "a", 1), ("o", "b", 2), ("–", "c", 1)], "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    ],
)  # fmt: skip
def test_a_label_in_front_of_a_paragraph_is_counted_or_kept(source, expected):
    html = "".join(word(label, words, level=level) for label, words, level in source)
    assert canonical(html) == expected


def test_a_letter_in_a_font_of_signs_is_a_bullet():
    assert canonical(word("Ø", "Skoler", style=";font-family:Wingdings")) == "<ul><li>Skoler</li></ul>"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<ol start="-5" type="url"><li>a</li></ol>', "<ol><li>a</li></ol>"),
        ('<ol start="0"><li>a</li></ol>', '<ol start="0"><li>a</li></ol>'),
        ('<ol><li>a</li><li value="7">b</li></ol>', '<ol><li>a</li></ol>\n<ol start="7"><li>b</li></ol>'),
        ('<ol><li style="list-style-type:lower-roman">a</li></ol>', '<ol type="i"><li>a</li></ol>'),
        ("<ol><li>a<br>b</li></ol>", "<ol><li><p>a</p><p>b</p></li></ol>"),
        ("<p>m<span style='vertical-align:super'>2</span></p>", "<p>m<sup>2</sup></p>"),
        ("<p><i style='font-style:normal'>ikke skrå</i></p>", "<p>ikke skrå</p>"),
        ("<p>Han sagde <q>ja</q></p>", "<p>Han sagde ”ja”</p>"),
        ("<address>Rådhuset<br>Torvet 1</address>", "<p>Rådhuset</p>\n<p>Torvet 1</p>"),
        ("<pre>et\nto</pre>", "<p>et</p>\n<p>to</p>"),
        ("<p>Bære\xaddygtig\u200bhed</p>", "<p>Bæredygtighed</p>"),
        ("<p>👩\u200d🚒</p>", "<p>👩\u200d🚒</p>"),
    ],
)
def test_each_habit_has_one_form(source, expected):
    assert canonical(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<tr><th colspan=2>H</th><th>x</th></tr><tr><td rowspan=2>a</td><td>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr>",
         [["H", "", "x"], ["a", "b", "c"], ["", "d", "e"]]),
        ("<tr><td>a<table><tr><td>1</td><td>2</td></tr></table></td><td>b</td></tr>", [["a 1 2", "b"]]),
        ("<tr><td><ul><li>x</li><li>y</li></ul></td><td>b</td></tr>", [["x y", "b"]]),
        ("<tr><td></td><td> </td></tr><tr><td>a</td><td>b</td></tr>", [["a", "b"]]),
        ("<tr><td>a</td></tr><tr><td>b</td><td>c</td></tr>", [["a", ""], ["b", "c"]]),
        ("<tr><td>kun én</td></tr>", []),
    ],
)  # fmt: skip
def test_a_table_has_equal_rows_and_no_merged_cells(source, expected):
    html = canonical(f"<table>{source}</table>")
    assert canonical(html) == html
    assert richtext.tables(html) == ([expected] if expected else [])


def test_a_table_stands_as_text_row_by_row_behind_its_caption():
    html = canonical(
        "<table><caption>Mål</caption><tr><th>År</th><th>Tal</th></tr><tr><td>2027</td><td>6</td></tr></table>"
    )
    assert html == (
        "<p>Mål</p>\n<table><thead><tr><th>År</th><th>Tal</th></tr></thead>"
        "<tbody><tr><td>2027</td><td>6</td></tr></tbody></table>"
    )
    assert paragraphs(html) == ["Mål", "År | Tal", "2027 | 6"]


def test_a_table_in_an_item_stays_in_it():
    html = "<ul><li><p>a</p><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table><p>b</p></li></ul>"
    assert (canonical(html), paragraphs(html)) == (html, ["a", "1 | 2", "b"])


def test_what_is_set_high_or_low_stands_so_in_plain_text():
    assert paragraphs("<p>10<sup>6</sup> kr.<sup>[1]</sup>, CO<sub>2</sub>, x<sup>Å b</sup></p>") == [
        "10⁶ kr.^([1]), CO₂, x^(Å b)"
    ]


def test_a_footnote_keeps_its_mark_and_its_number():
    html = (
        "<p class=MsoNormal>Ord<a style='mso-footnote-id:ftn1' href=\"#_ftn1\"><span class=MsoFootnoteReference>[1]</span></a></p>"
        "<div style='mso-element:footnote-list'><div style='mso-element:footnote'><p class=MsoFootnoteText><a href=\"#_ftnref1\">"
        "<span class=MsoFootnoteReference>[1]</span></a> Se loven.</p></div></div>"
    )
    assert canonical(html) == "<p>Ord<sup>1</sup></p>\n<p><sup>1</sup> Se loven.</p>"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("www.example.dk", "https://www.example.dk"),
        ("example.dk/klima?a=1", "https://example.dk/klima?a=1"),
        ("//example.dk/x", "https://example.dk/x"),
        ("HTTPS://Example.dk/X", "https://Example.dk/X"),
        (" https://example.dk/en side ", "https://example.dk/en%20side"),
        ("kontakt@example.dk", "mailto:kontakt@example.dk"),
        ("planen.pdf", ""),
        ("/politik", ""),
        ("#_Toc1", ""),
        ("file:///C:/plan.docx", ""),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("https:", ""),
    ],
)
def test_a_link_has_a_whole_address_or_is_none(href, address):
    html = canonical(f'<p><a href="{href}">ord</a></p>')
    assert richtext.links(html) == ([Link("ord", address)] if address else [])
    assert paragraphs(html) == ["ord"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('<p>a<img alt="Kort over kommunen"></p>', ["Et billede blev udeladt: ”Kort over kommunen”"]),
        ("<p>a<img></p><p><img></p>", ["To billeder blev udeladt"]),
        ("<p><s>a</s> b <del>c</del></p>", ["To overstregede passager blev udeladt"]),
        ("<p><s>a</s><s> b</s> c</p>", ["En overstreget passage blev udeladt"]),
        ('<p><a href="planen.pdf">planen</a></p>', ["Et link uden hel adresse blev til almindelig tekst: ”planen”"]),
        ("<p>a<span class=MsoCommentReference>[AB1]</span></p>", ["En kommentar blev udeladt"]),
        ("<video></video><p>a</p>", ["En film, en lyd eller en indlejret side blev udeladt"]),
        ("<p>a <span style='display:none'>x</span></p><script>y</script>", []),
        ('<p>a<a href="#fn1">1</a></p>', []),
    ],
)  # fmt: skip
def test_what_is_left_out_is_said_in_words(source, said):
    assert in_words(pasted(source).left_out) == said


def test_canonical_text_has_nothing_left_out():
    assert pasted('<p>a<sup>1</sup> <a href="https://x.dk">b</a></p>').left_out == []


def test_forty_lists_inside_each_other_stay_so():
    html = "<ul><li>x" * 40 + "</li></ul>" * 40
    assert canonical(html) == html


def test_lists_deeper_than_anybody_writes_keep_their_words_apart():
    html = canonical("<ol><li>x y" * 400 + "</li></ol>" * 400)
    assert (canonical(html), paragraphs(html)) == (html, ["x y"] * 400)


def test_ten_thousand_rows_and_cells_that_claim_the_whole_world_are_read_in_their_stride():
    rows = "<tr><td colspan=99999 rowspan=99999>a</td><td>b</td></tr>" * 10_000
    assert sum(len(row) for row in richtext.tables(canonical(f"<table>{rows}</table>"))[0]) >= 20_000
