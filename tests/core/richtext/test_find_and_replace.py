"""Replacing words in a text loses no other word and no markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.richtext import canonical, find_and_replace, paragraphs
from tests.core.richtext.texts import bodies, words


@given(bodies, words, st.sampled_from(["", "NY", "<script>", "vi vil", "&lt;"]), st.booleans(), st.data())
def test_replacing_in_markup_replaces_what_is_replaced_in_plain_text(body, wanted, new, match_case, data):
    pattern = find_and_replace.pattern(wanted, match_case=match_case, whole_words=False)
    hits = find_and_replace.occurrences(paragraphs(body), pattern)
    chosen = data.draw(st.sets(st.sampled_from([hit.number for hit in hits])) if hits else st.just(set()))
    replaced = find_and_replace.replace_in_html(body, pattern, new, chosen)
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
    pattern = find_and_replace.pattern("fællesskabet", match_case=True, whole_words=False)
    assert find_and_replace.replace_in_html(body, pattern, "byrådet", {0, 1}) == (
        "<p>Vi vil <strong>styrke byrådet</strong> og <em>byrådet</em> i byen</p>"
    )


def test_a_hit_is_shown_with_what_stands_around_it():
    [hit] = find_and_replace.occurrences(["a " * 50 + "mål" + " b" * 50], re.compile("mål"))
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
    hits = find_and_replace.occurrences(["Mål og mål, målet"], find_and_replace.pattern("mål", **options))
    assert [hit.words for hit in hits] == found


def test_signs_with_a_meaning_of_their_own_are_looked_for_as_they_stand():
    assert (
        len(
            find_and_replace.occurrences(
                ["a.b axb (a)"], find_and_replace.pattern("a.b", match_case=True, whole_words=False)
            )
        )
        == 1
    )
