"""The shortcuts that canonical text takes past the parser lead to the same place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core import richtext
from apps.core.richtext.canonical import _is_plain

PIECES = [
    *("<p>", "</p>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "\n", "<em>", "</em>", "<b>", "</a>"),
    *(
        '<a href="https://x.dk/">',
        '<a href="javascript:x">',
        "<script>",
        "</script>",
        "<p onclick=x>",
        "<!--",
        "<",
    ),
    *(
        "ord",
        " ",
        "  ",
        "\u00a0",
        "&amp;",
        "&",
        "æøå",
        ">",
        '"',
        "\x00",
        "\u2028",
        "\ufeff",
        "\xad",
        '<ol start="3" type="a">',
        "<td>",
        "<tr>",
        "<table>",
        "</table>",
        "<sup>",
        "…",
        "<p",
        "<P>",
    ),
]
ALLOWED = re.compile(
    r"</?(?:p|ul|ol|li|strong|em|sub|sup|blockquote|table|thead|tbody|tr|th|td)>|</a>"
    r'|<a href="(?:https?://|mailto:|tel:)[^"<>]*">|<ol(?: start="\d+")?(?: type="[aAiI]")?>'
)
anything = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
blocks = st.lists(
    st.sampled_from(
        ["<p>ord</p>", "<p>to ord</p>", "<p>to  ord</p>", "<p> ord</p>", "<p></p>", "<ul><li>ord</li></ul>"]
    )
    | st.sampled_from(
        ["<ol><li>a</li><li>b c</li></ol>", "<ul><li>a</li></ol>", "<p>a&amp;b</p>", "<ul></ul>"]
    ),
    min_size=1,
    max_size=4,
).map("\n".join)


@given(anything | blocks)
def test_plain_text_is_what_the_parser_would_make_of_it(html):
    if _is_plain(html):
        parsed = richtext.parsed(html)
        assert richtext.serialise(parsed) == html
        assert richtext.paragraphs(html) == list(richtext.paragraphs_of(parsed))


@given(anything)
def test_what_is_safe_has_allowed_tags_alone(html):
    left = richtext.safe(html)
    assert "<" not in ALLOWED.sub("", left)


@given(anything | blocks)
def test_canonical_text_is_safe_as_it_is(html):
    canonical = richtext.canonical(html)
    assert richtext.safe(canonical) == canonical


@pytest.mark.parametrize("html", ["<p>Et ord</p>", "<p>a</p>\n<ul><li>b</li><li>c d</li></ul>\n<p>e</p>"])
def test_the_commonest_text_takes_the_shortcut(html):
    assert _is_plain(html)
