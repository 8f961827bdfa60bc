"""Body text has one canonical form: safe, with every paragraph kept, and not changed by an editor's habits."""

import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apps.core.richtext import canonical, paragraphs
from apps.core.text import composed

SAFE_TAGS = {"p", "ul", "ol", "li", "strong", "em", "sub", "sup", "a", "blockquote"}
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}

words = st.sampled_from(
    [
        "Vi",
        "vil",
        "æblegrød",
        " ",
        "\xa0",
        "\n",
        "&amp;",
        "&nbsp;",
        "&lt;b&gt;",
        "<",
        "“citat”",
        "5 > 4",
        "\x00",
        "\ufffd",
        "&#0;",
        "a\u030a",
        "&#x30a;",
        "\u0338",
        "\xad",
        "\u200d",
        "👩\u200d🚒",
    ]
)
texts = st.lists(words, max_size=4).map("".join)
tags = st.sampled_from(
    [
        "p",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "b",
        "i",
        "a",
        "blockquote",
        "div",
        "span",
        "h2",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "script",
        "u",
        "sup",
        "sub",
        "dl",
    ]
)
attributes = st.sampled_from(
    [
        "",
        ' href="https://herning.dk/?a=1&amp;b=2"',
        ' href="javascript:alert(1)"',
        ' style="color:red" onclick="x()"',
        ' start="3" type="a"',
        ' start="-5" type="url" value="7"',
        ' colspan="2" rowspan="3"',
        ' style="font-weight:700"',
    ]
)


def wrap(children):
    return st.tuples(tags, attributes, children).map(lambda t: f"<{t[0]}{t[1]}>{t[2]}</{t[0]}>")


tidy_html = st.recursive(
    texts | st.just("<br>"),
    lambda inner: wrap(inner) | st.lists(inner, max_size=3).map("".join),
    max_leaves=12,
)
torn_html = st.lists(
    texts
    | st.tuples(st.sampled_from(["<", "</"]), tags, attributes).map(lambda t: f"{t[0]}{t[1]}{t[2]}>")
    | st.text(max_size=5),
    max_size=10,
).map("".join)
html = tidy_html | torn_html


class Inventory(HTMLParser):
    """Which tags and attributes there are."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]


@settings(max_examples=400, deadline=None)
@given(html)
@example("<ul><li><ul><li>a</li></ul></li></ul>")
@example("<p>a<ul><li>b<blockquote>c</blockquote></li></ul>d</p>")
@example("<table><tr><td>Vi</td><td> </td></tr><tr><td></td></tr></table>")
def test_making_it_canonical_twice_changes_nothing(source):
    once = canonical(source)
    assert canonical(once) == once


@settings(max_examples=400, deadline=None)
@given(html)
def test_nothing_unsafe_is_left(source):
    found = Inventory(canonical(source))
    assert set(found.tags) <= SAFE_TAGS | TABLE_TAGS
    for tag, name, value in found.attributes:
        assert (tag, name) in {("a", "href"), ("ol", "start"), ("ol", "type")}
        assert not value.startswith("javascript")


@settings(max_examples=400, deadline=None)
@given(html)
def test_the_canonical_form_has_the_same_paragraphs(source):
    assert paragraphs(canonical(source)) == paragraphs(source)


letters = st.characters(exclude_categories=["C", "Z"], exclude_characters="\ufffd")
lines = st.text(letters, min_size=1).map(composed).filter(bool)


@given(st.lists(lines, min_size=1))
def test_every_paragraph_is_kept_word_for_word(lines):
    for shape in ("<p>{}</p>", "<ul><li>{}</li></ul>", "<blockquote><p>{}</p></blockquote>", "{}<br>"):
        assert paragraphs("".join(shape.format(escape(line)) for line in lines)) == lines


def as_the_editor_writes(source: str) -> str:
    """What the prose editor makes of a text that nobody changed: ``li`` wrap ``p``, no line ends, NBSP as an entity."""
    wrapped = re.sub(r"<li>(.*?)(?=</li>|<ul>|<ol>)", r"<li><p>\1</p>", source)
    return wrapped.replace("\n", "").replace("\xa0", "&nbsp;") + "<p></p>"


@settings(max_examples=300, deadline=None)
@given(html)
@example("<table><td>Vi<td>")
def test_an_editor_that_only_opened_a_text_changed_nothing(source):
    text = canonical(source)
    assert canonical(as_the_editor_writes(text)) == text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""),
        ("Bare tekst", "<p>Bare tekst</p>"),
        ("<p> To&nbsp;  ord </p>\n\n<p>&nbsp;</p>", "<p>To ord</p>"),
        ("En<br>To<br/>", "<p>En</p>\n<p>To</p>"),
        ("<p>En <b>fed</b><i> skrå</i></p>", "<p>En <strong>fed</strong><em> skrå</em></p>"),
        ("<ul><li><p>Et</p></li><li>To</li></ul>", "<ul><li>Et</li><li>To</li></ul>"),
        (
            "<ul><li><p>Et</p><ul><li><p>Under</p></li></ul></li></ul>",
            "<ul><li>Et<ul><li>Under</li></ul></li></ul>",
        ),
        ("<ul><li></li></ul><ol></ol><blockquote> </blockquote>", ""),
        ("<blockquote>Citat</blockquote>", "<blockquote><p>Citat</p></blockquote>"),
        ("<h2>Overskrift</h2>tekst", "<p>Overskrift</p>\n<p>tekst</p>"),
        ("<script>alert(1)</script><p onclick='x()' style='y'>Ord</p>", "<p>Ord</p>"),
        ('<a href="javascript:x()">link</a>', "<p>link</p>"),
        (
            '<a href="https://x.dk/?a=1&b=2" target="_blank">link</a>',
            '<p><a href="https://x.dk/?a=1&amp;b=2">link</a></p>',
        ),
        ("<p>1 < 2 & 3 > 2</p>", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("<img src=x onerror=alert(1)><svg><p>Ord</p></svg>", "<p>Ord</p>"),
        ("<p>A\u030arhus ga\u030ar</p>", "<p>Århus går</p>"),
        ("<p>A&#x30a;<em>a</em>\u030a</p>", "<p>Å<em>a</em>\u030a</p>"),
        ("<p>\u0338x</p>", "<p>\u0338x</p>"),  # a mark that would swallow the tag before it
        ("<p>Ul\ufffdæseligt&#0;</p><p>&#xD800;</p>", "<p>Ulæseligt</p>"),
        ("<p>torn <strong>bold", "<p>torn <strong>bold</strong></p>"),
    ],
)
def test_each_habit_has_one_form(source, expected):
    assert canonical(source) == expected


@pytest.mark.parametrize("tag", ["blockquote", "strong", "div", "ul><li"])
def test_tags_thousands_deep_are_read_without_falling_over(tag):
    source = "før" + f"<{tag}>" * 5_000 + "inderst" + "</blockquote>" * 5_000 + "efter"
    text = canonical(source)
    assert (canonical(text), paragraphs(text)[0]) == (text, "før" if tag != "strong" else "førinderstefter")


def test_paragraphs_are_plain_text_in_reading_order():
    source = "<p>Vi <em>vil</em> &amp; kan</p><ul><li>Et<ol><li>Under</li></ol></li><li>To</li></ul><blockquote>Citat</blockquote>"
    assert paragraphs(source) == ["Vi vil & kan", "Et", "Under", "To", "Citat"]


@pytest.mark.parametrize("deep", [5, 40, 89, 90, 91, 200])
def test_a_tag_too_deep_loses_no_word(deep):
    html = canonical("<blockquote>" * deep + "<p><strong>a<strong>b</strong>c</strong>d</p>")
    assert (paragraphs(html), html.count("<blockquote>")) == (["abcd"], min(deep, 90))


def test_a_list_without_words_before_it_hangs_on_the_last_item_of_several():
    html = "<ul><li>Et</li><li>To</li><ul><li>Under to</li></ul></ul>"
    assert canonical(html) == "<ul><li>Et</li><li>To<ul><li>Under to</li></ul></li></ul>"
