"""Taking a text apart, putting it together and replacing words in it loses no word and no markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core import editing
from apps.core.richtext import canonical, paragraphs

words = st.sampled_from(["Vi", "vil", "vi", "Aarhus", "i job", "<b>", "&", "“citat”", "æ"])
runs = st.builds(
    lambda text, tag: f"<{tag}>{text}</{tag}>" if tag else text,
    words.map(lambda w: w.replace("&", "&amp;").replace("<", "&lt;")),
    st.sampled_from(["", "", "strong", "em", 'a href="https://herning.dk/"']),
).map(lambda html: html.replace('</a href="https://herning.dk/">', "</a>"))
lines = st.lists(runs, min_size=1, max_size=4).map(" ".join)
lists = st.builds(
    lambda tag, items: f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>",
    st.sampled_from(["ul", "ol"]),
    st.lists(lines, min_size=1, max_size=3),
)
bodies = st.lists(
    st.one_of(
        lines.map(lambda line: f"<p>{line}</p>"),
        lists,
        lines.map(lambda line: f"<blockquote><p>{line}</p></blockquote>"),
    ),
    max_size=5,
).map(lambda blocks: canonical("".join(blocks)))


@given(bodies)
def test_wherever_a_text_is_cut_both_parts_together_are_the_whole(body):
    for part in editing.cuts(body):
        first, second = editing.cut(body, part.number)
        assert paragraphs(first) + paragraphs(second) == paragraphs(body)
        assert paragraphs(second)[0] == part.text == paragraphs(body)[part.number - 1]
        assert (canonical(first), canonical(second)) == (first, second)


@given(bodies)
def test_blocks_joined_are_the_whole_again(body):
    assert editing.joined(*editing.blocks(body)) == body


@given(bodies, words, st.sampled_from(["", "NY", "<script>", "vi vil", "&lt;"]), st.booleans(), st.data())
def test_replacing_in_markup_replaces_what_is_replaced_in_plain_text(body, wanted, new, match_case, data):
    pattern = editing.pattern(wanted, match_case=match_case, whole_words=False)
    hits = editing.occurrences(paragraphs(body), pattern)
    chosen = data.draw(st.sets(st.sampled_from([hit.number for hit in hits])) if hits else st.just(set()))
    replaced = editing.replace_in_html(body, pattern, new, chosen)
    numbers = iter(range(len(hits)))
    expected = [
        " ".join(pattern.sub(lambda hit: new if next(numbers) in chosen else hit[0], text).split())
        for text in paragraphs(body)
    ]
    assert paragraphs(replaced) == [text for text in expected if text]
    assert canonical(replaced) == replaced
    assert "<script" not in replaced
    if not chosen:
        assert replaced == body


def test_the_new_words_take_the_markup_of_the_first_letter_they_replace():
    body = "<p>Vi vil <strong>styrke fælles</strong>skabet og <em>fællesskabet</em> i byen</p>"
    pattern = editing.pattern("fællesskabet", match_case=True, whole_words=False)
    assert editing.replace_in_html(body, pattern, "byrådet", {0, 1}) == (
        "<p>Vi vil <strong>styrke byrådet</strong> og <em>byrådet</em> i byen</p>"
    )


def test_a_hit_is_shown_with_what_stands_around_it():
    [hit] = editing.occurrences(["a " * 50 + "mål" + " b" * 50], re.compile("mål"))
    assert (hit.words, len(hit.before), len(hit.after)) == ("mål", 61, 61)
    assert hit.before[0] == hit.after[-1] == "…"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"match_case": False, "whole_words": False}, ["Mål", "mål", "mål"]),
        ({"match_case": True, "whole_words": False}, ["mål", "mål"]),
        ({"match_case": False, "whole_words": True}, ["Mål", "mål"]),
    ],
)
def test_capitals_and_parts_of_words_count_only_when_asked(options, found):
    hits = editing.occurrences(["Mål og mål, målet"], editing.pattern("mål", **options))
    assert [hit.words for hit in hits] == found


def test_signs_with_a_meaning_of_their_own_are_looked_for_as_they_stand():
    assert (
        len(editing.occurrences(["a.b axb (a)"], editing.pattern("a.b", match_case=True, whole_words=False)))
        == 1
    )


def test_a_numbered_list_and_a_quotation_are_not_cut():
    body = "<p>a</p><ol><li>b</li><li>c</li></ol><blockquote><p>d</p><p>e</p></blockquote><p>f</p>"
    assert [part.number for part in editing.cuts(body)] == [2, 4, 6]
    with pytest.raises(ValueError, match="paragraph 3"):
        editing.cut(body, 3)
