"""Where in a source text the titles and paragraphs of a plan stand."""

from hypothesis import given
from hypothesis import strategies as st

from apps.strategies.source_matching import Wanted, match


def wanted(*texts):
    return [Wanted(at, None if at % 2 == 0 else 1, text, f"Element {at}") for at, text in enumerate(texts)]


def places(text, *texts, taken=frozenset()):
    found = match(text, wanted(*texts), set(taken))
    return [(each.wanted.text, each.first, each.last) for each in found.found]


def test_titles_and_paragraphs_are_found_line_by_line():
    text = "Vores vækst\n\nVi vil vokse.\nSide 1\nVores børn"
    found = match(text, wanted("Vores vækst", "Vi vil vokse.", "Vores børn", "Noget andet."))
    assert [(each.first, each.last) for each in found.found] == [(1, 1), (3, 3), (5, 5)]
    assert [each.text for each in found.missing] == ["Noget andet."]
    assert found.unused == [(4, "Side 1")]


def test_bullets_emphasis_capitals_and_spaces_are_no_words():
    text = "VORES VÆKST\n- Vi  vil\u00a0*vokse*.\n2) Byen"
    assert places(text, "Vores vækst", "Vi vil vokse.", "Byen") == [
        ("Vores vækst", 1, 1), ("Vi vil vokse.", 2, 2), ("Byen", 3, 3),
    ]  # fmt: skip


def test_a_paragraph_may_run_over_lines_and_a_word_over_their_ends():
    [found] = match(
        "Vi vil have vel-\nfærd og for-\neninger i byen.", wanted("Vi vil have velfærd og foreninger i byen.")
    ).found
    assert (found.first, found.last) == (1, 3)
    assert found.repairs == (("vel- færd", "velfærd"), ("for- eninger", "foreninger"))


def test_a_hyphen_that_belongs_to_the_words_is_kept():
    [found] = match("Kultur-\nog fritidspolitik", wanted("Kultur- og fritidspolitik")).found
    assert (found.last, found.repairs) == (2, ())


def test_the_same_words_twice_are_told_apart_by_their_order():
    text = "Mål\nEt.\nMål\nTo."
    assert places(text, "Mål", "Et.", "Mål", "To.") == [
        ("Mål", 1, 1),
        ("Et.", 2, 2),
        ("Mål", 3, 3),
        ("To.", 4, 4),
    ]


def test_what_stands_elsewhere_is_found_all_the_same():
    assert places("To.\nEt.", "Et.", "To.") == [("Et.", 2, 2), ("To.", 1, 1)]


def test_lines_that_something_is_said_of_are_left():
    found = match("Et.\nEt.", wanted("Et."), {1})
    assert [(each.first, each.last) for each in found.found] == [(2, 2)]
    assert found.unused == []


def test_nothing_is_found_in_nothing():
    assert match("", wanted("", "Et.")).found == []


lines = st.lists(st.sampled_from(["Et to", "tre", "fire-", "fem", "", "- seks", "Et"]), max_size=12)


@given(
    lines,
    st.lists(st.sampled_from(["Et to", "Et to tre", "firefem", "fire- fem", "seks", "syv", ""]), max_size=8),
)
def test_no_line_is_used_twice_and_every_line_is_accounted_for(text, texts):
    found = match("\n".join(text), wanted(*texts))
    used = [
        number
        for each in found.found
        for number in range(each.first, each.last + 1)
        if text[number - 1].strip()
    ]
    assert len(used) == len(set(used))
    assert sorted(used + [number for number, _words in found.unused]) == [
        number for number, line in enumerate(text, 1) if line.strip()
    ]
    assert len(found.found) + len(found.missing) == len(texts)
