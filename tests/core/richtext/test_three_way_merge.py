"""Two texts that grew apart are put together without losing what either side wrote."""

from hypothesis import given
from hypothesis import strategies as st

from apps.core.richtext import canonical, paragraphs
from apps.core.richtext.three_way_merge import BOTH, OURS, THEIRS, combined, pairs


def html(*lines):
    return canonical("".join(f"<p>{line}</p>" for line in lines))


bodies = st.lists(st.sampled_from("abcdefg"), max_size=6).map(lambda lines: html(*lines))


def suggested(base, theirs, ours):
    found = pairs(theirs=theirs, ours=ours, base=base)
    return paragraphs(combined(found, {})), [pair.clash for pair in found if not pair.is_same]


def test_a_paragraph_that_only_one_side_changed_is_taken_from_that_side():
    base = html("a", "b", "c")
    assert suggested(base, html("A", "b", "c"), html("a", "b", "C")) == (["A", "b", "C"], [False, False])


def test_what_one_side_added_stays_and_what_one_side_deleted_goes():
    base = html("a", "b", "c")
    assert suggested(base, html("a", "b", "c", "ny"), html("a", "c")) == (["a", "c", "ny"], [False, False])
    assert suggested(base, html("a", "c"), html("a", "b", "c", "ny")) == (["a", "c", "ny"], [False, False])


def test_where_both_changed_the_same_paragraph_the_editor_is_asked_and_ours_is_suggested():
    assert suggested(html("a", "b"), html("A", "b"), html("Å", "b")) == (["Å", "b"], [True])
    assert suggested(None, html("A", "b"), html("Å", "b")) == (["Å", "b"], [True])


def test_every_choice_counts():
    found = pairs(theirs=html("A", "b"), ours=html("Å", "b"), base=html("a", "b"))
    texts = {choice: paragraphs(combined(found, {0: choice})) for choice in (THEIRS, OURS, BOTH)}
    assert texts == {THEIRS: ["A", "b"], OURS: ["Å", "b"], BOTH: ["A", "Å", "b"]}


@given(bodies, bodies, st.one_of(st.none(), bodies))
def test_either_side_can_be_had_whole(theirs, ours, base):
    found = pairs(theirs=theirs, ours=ours, base=base)
    assert combined(found, dict.fromkeys(range(len(found)), THEIRS)) == theirs
    assert combined(found, dict.fromkeys(range(len(found)), OURS)) == ours
    kept = paragraphs(combined(found, dict.fromkeys(range(len(found)), BOTH)))
    assert set(kept) == set(paragraphs(theirs)) | set(paragraphs(ours))


@given(bodies, bodies)
def test_where_one_side_changed_nothing_the_other_is_suggested(base, changed):
    assert combined(pairs(theirs=base, ours=changed, base=base), {}) == changed
    assert combined(pairs(theirs=changed, ours=base, base=base), {}) == changed
