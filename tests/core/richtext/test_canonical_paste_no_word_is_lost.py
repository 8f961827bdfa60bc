"""Words in are words out, minus what is said to be left out, whatever markup stands around them."""

from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.richtext import canonical, letters, pasted
from apps.core.richtext.left_out import STRUCK

WORDS = st.sampled_from(["Vi", "vil", "3,5", "år", "(a)", "10%", "§", "5 > 4", "<b>", "Mål:"])
texts = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: escape(" ".join(words), quote=False))
INLINE = [
    "b",
    "i",
    "sup",
    "sub",
    "span style='font-weight:700'",
    "a href='https://x.dk'",
    "a href='x.pdf'",
    "u",
    "span",
]
BLOCKS = [
    "p",
    "div",
    "ul",
    "ol start=3",
    "li",
    "blockquote",
    "dl",
    "dt",
    "dd",
    "h2",
    "address",
    "figure",
    "figcaption",
    "td",
    "pre",
]


def wrapped(tags, inner):
    """Words inside a tag, with a space around what runs on, so that words of neighbours do not grow together."""
    return st.tuples(st.sampled_from(tags), inner).map(lambda t: f"<{t[0]}>{t[1]}</{t[0].split()[0]}>")


def tables(inner):
    cell = st.tuples(st.sampled_from(["td", "th", "td colspan=2", "td rowspan=2"]), inner)
    row = st.lists(cell.map(lambda t: f"<{t[0]}>{t[1]}</{t[0][:2]}>"), min_size=1, max_size=3)
    rows = st.lists(row.map(lambda cells: f"<tr>{''.join(cells)}</tr>"), min_size=1, max_size=3)
    return rows.map(lambda found: f"<table>{''.join(found)}</table>")


listed = st.tuples(st.sampled_from(["1.", "c)", "iv.", "·"]), texts).map(
    lambda t: f"<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{t[0]}</span>{t[1]}</p>"
)
pages = st.recursive(
    texts | listed,
    lambda inner: (
        wrapped(INLINE, inner)
        | wrapped(BLOCKS, inner)
        | tables(inner)
        | st.lists(inner, max_size=3).map(" ".join)
    ),
    max_leaves=10,
)


def visible(html):
    """The words of generated markup: what is neither tag nor a label that a list counts."""
    out, depth = [], 0
    for piece in html.replace("<", "\0<").replace(">", ">\0").split("\0"):
        if piece.startswith("<"):
            depth += piece.startswith("<span style='mso-list:Ignore'") - (depth > 0 and piece == "</span>")
            out.append(" ")
        elif not depth:
            out.append(piece)
    return "".join(out).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split()


def squeezed(words):
    return "".join("".join(words).split())


@settings(max_examples=500, deadline=None)
@given(pages)
def test_every_visible_word_is_kept_in_order(html):
    if "<table" not in html:  # what stands between a table's cells, HTML moves before the table
        assert squeezed(letters(canonical(html))) == squeezed(visible(html))
    assert sorted(squeezed(letters(canonical(html)))) == sorted(squeezed(visible(html)))


@settings(max_examples=200, deadline=None)
@given(pages, texts)
def test_only_what_is_told_is_missing(html, struck):
    found = pasted(f"{html}<p>før <s>{struck}</s> efter</p>")
    assert [thing.kind for thing in found.left_out].count(STRUCK) == 1
    assert sorted(squeezed(letters(found.html))) == sorted(squeezed([*visible(html), "førefter"]))


@settings(max_examples=200, deadline=None)
@given(pages)
def test_words_that_stood_apart_stay_apart(html):
    between = html.replace("><", "> <")
    kept = set(" ".join(letters(canonical(between))).split())
    assert {word for word in visible(between) if word.isalpha()} <= kept
