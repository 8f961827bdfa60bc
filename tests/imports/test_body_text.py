"""Paragraphs become canonical HTML and can be read back from it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core import richtext
from apps.core.text import collapse_space
from apps.imports.fixtures.body_text import body_of, plain
from apps.imports.fixtures.passages import ranges
from apps.imports.fixtures.plan_values import Paragraph

TEXT = st.text(st.characters(exclude_categories=["C"], exclude_characters="*"), min_size=1).map(
    collapse_space
)
PARAGRAPHS = st.lists(st.builds(Paragraph, TEXT.filter(bool), st.none(), st.booleans()))


def test_items_that_follow_each_other_make_one_list() -> None:
    paragraphs = [
        Paragraph("Vi vil:", None),
        Paragraph("*gå* nye veje", None, item=True),
        Paragraph("tænke < stort & småt", None, item=True),
        Paragraph("Det er alt.", None),
    ]
    assert body_of(paragraphs) == (
        "<p>Vi vil:</p>\n<ul><li><em>gå</em> nye veje</li><li>tænke &lt; stort &amp; småt</li></ul>\n<p>Det er alt.</p>"
    )


@given(PARAGRAPHS)
def test_every_paragraph_comes_back_as_it_was(paragraphs: list[Paragraph]) -> None:
    body = body_of(paragraphs)
    assert richtext.paragraphs(body) == [paragraph.text for paragraph in paragraphs]
    assert richtext.canonical(body) == body


@pytest.mark.parametrize(
    ("text", "words"),
    [("*Det gode liv*, som", "Det gode liv, som"), ("2 * 3", "2 * 3"), ("*a* og *b*", "a og b")],
)
def test_plain_text_has_no_emphasis(text: str, words: str) -> None:
    assert plain(text) == words


@given(st.sets(st.integers(1, 60), min_size=1))
def test_ranges_hold_exactly_the_lines(lines: set[int]) -> None:
    found = ranges(tuple(lines))
    assert [line for first, last in found for line in range(first, last + 1)] == sorted(lines)
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(found))
