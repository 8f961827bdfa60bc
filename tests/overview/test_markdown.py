from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from apps.core import richtext
from apps.overview.markdown import heading, joined, line, text_as_markdown

_READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")
#: What Markdown makes something of, and what it is easily mixed up with.
_TRICKY = st.text(st.sampled_from(list("ab1 .)#*_-+=>`~[]()!<&;:\\|\"'/@^$%{}…–”æ ")), max_size=25)


def words_in(markdown: str) -> list[str]:
    """The paragraphs, headings and cells that a reader of Markdown finds, without markup."""
    return [
        "".join(child.content or (" " if child.type == "softbreak" else "") for child in token.children)
        for token in _READER.parse(markdown)
        if token.type == "inline" and token.content
    ]


def kinds_in(markdown: str) -> set[str]:
    return {token.type.removesuffix("_open") for token in _READER.parse(markdown) if token.nesting >= 0}


@given(st.lists(_TRICKY, max_size=5))
def test_paragraphs_are_read_as_they_were_written(texts):
    body = richtext.canonical("".join(f"<p>{escape(text)}</p>" for text in texts))
    markdown = text_as_markdown(body)
    assert words_in(markdown) == richtext.paragraphs(body)
    assert kinds_in(markdown) <= {"paragraph", "inline"}


@example([("Læs!", ""), ("Mere", "a")])
@given(st.lists(st.tuples(_TRICKY, st.sampled_from(["", "em", "strong", "a"])), max_size=5))
def test_emphasis_and_links_cost_no_word(runs):
    html = "".join(
        f"<{tag}{' href=https://example.dk/' if tag == 'a' else ''}>{escape(text)}</{tag}>"
        if tag
        else escape(text)
        for text, tag in runs
    )
    body = richtext.canonical(f"<p>{html}</p>")
    assert words_in(text_as_markdown(body)) == richtext.paragraphs(body)


@given(st.lists(_TRICKY, min_size=1, max_size=4), st.sampled_from(["ul", "ol", "blockquote"]))
def test_lists_and_quotations_keep_their_words(texts, tag):
    piece = "p" if tag == "blockquote" else "li"
    body = richtext.canonical(
        f"<{tag}>{''.join(f'<{piece}>{escape(text)}</{piece}>' for text in texts)}</{tag}>"
    )
    assert words_in(text_as_markdown(body)) == richtext.paragraphs(body)


@given(_TRICKY)
def test_titles_are_read_as_they_were_written(title):
    bare = " ".join(title.split())
    assert words_in(heading(title, 2)) == ([bare] if bare else [])
    assert words_in(line(title)) == ([bare] if bare else [])


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("<p>Vi vil <em>vokse</em> &amp; <strong>trives</strong>.</p>", "Vi vil *vokse* & **trives**."),
        ("<ul><li>Et</li><li>To</li></ul><ul><li>Tre</li></ul>", "- Et\n- To\n\n* Tre"),
        ('<ol start="3"><li>Tre<ul><li>Under</li></ul></li></ol>', "3. Tre\n\n   - Under"),
        ("<blockquote><p>Et</p><p>To</p></blockquote>", "> Et\n>\n> To"),
        ('<p>Se <a href="https://example.dk/">siden</a>.</p>', "Se [siden](<https://example.dk/>)."),
        (
            "<table><thead><tr><th>År</th><th>Mål</th></tr></thead><tbody><tr><td>2026</td><td>a|b</td></tr></tbody></table>",
            "| År | Mål |\n| --- | --- |\n| 2026 | a\\|b |",
        ),
        ("<p>1. maj</p><p>- et</p><p># to</p>", "1\\. maj\n\n\\- et\n\n\\# to"),
        ("", ""),
    ],
)
def test_a_text_is_written_as_a_person_would(body, markdown):
    assert text_as_markdown(richtext.canonical(body)) == markdown


def test_blocks_without_content_leave_no_gap():
    assert joined(["# Et", "", "To"]) == "# Et\n\nTo\n"
