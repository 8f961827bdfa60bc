"""Which elements of two plans answer to each other."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from apps.publishing.comparison.pairing import How, pair


@dataclass(frozen=True)
class Row:
    identity_id: int
    position: int
    title: str
    text: str = ""
    kind: str = "goal"


def plan(first, *titles, **texts):
    return [Row(first + at, at, title, texts.get(f"_{at}", "")) for at, title in enumerate(titles)]


def told(found):
    return [(each.old.title, each.new.title, each.how) for each in found.pairs]


def test_the_same_element_is_paired_whatever_it_is_called():
    found = pair(plan(1, "Vækst", "Børn"), plan(2, "Vækst", "Havn"))
    assert told(found) == [("Børn", "Vækst", How.SAME)]
    assert ([row.title for row in found.only_old], [row.title for row in found.only_new]) == (
        ["Vækst"],
        ["Havn"],
    )


def test_what_was_stated_comes_before_what_is_alike():
    old, new = plan(1, "Vækst", "Børn"), plan(11, "Børn", "Vækst")
    found = pair(old, new, [(1, 11)])
    assert told(found) == [("Vækst", "Børn", How.CARRIED)]
    assert ([row.title for row in found.only_old], [row.title for row in found.only_new]) == (
        ["Børn"],
        ["Vækst"],
    )


def test_one_element_can_have_become_several():
    found = pair(plan(1, "Vækst"), plan(11, "Job", "Erhverv"), [(1, 12), (1, 11), (7, 11)])
    assert told(found) == [("Vækst", "Job", How.CARRIED), ("Vækst", "Erhverv", How.CARRIED)]


def test_titles_are_alike_whatever_their_capitals_and_endings():
    found = pair(
        plan(1, "Folkeskoler", "Udvikling"),
        plan(11, "EN FOLKESKOLE I TOPKLASSE", "LOKOMOTIV FOR UDVIKLINGEN"),
    )
    assert [each.how for each in found.pairs] == [How.TITLE, How.TITLE]


def test_small_words_pair_nothing():
    found = pair(plan(1, "Natur for alle", "Byen"), plan(11, "Fællesskab for alle", "Skoven"))
    assert found.pairs == []
    assert not found.is_kindred


def test_a_text_that_was_kept_under_another_title_is_found():
    text = "Børn skal lære at svømme, før de forlader folkeskolen."
    found = pair(plan(1, "Sundhed", _0=text), plan(11, "Idræt", "Vand", _1=text))
    assert told(found) == [("Sundhed", "Vand", How.WORDING)]


def test_a_title_of_short_words_is_known_by_all_of_it():
    assert told(pair(plan(1, "By"), plan(11, "By"))) == [("By", "By", How.TITLE)]
    assert pair(plan(1, "By"), plan(11, "Ø")).pairs == []


def test_each_element_is_guessed_at_once_and_the_first_of_equals_is_taken():
    found = pair(plan(1, "Forord", "Forord"), plan(11, "Forord"))
    assert [(each.old.identity_id, each.new.identity_id) for each in found.pairs] == [(1, 11)]


def test_a_few_pairs_among_many_elements_do_not_make_plans_kin():
    old = plan(1, "Forord", *(f"{word}" for word in ("Havn", "Vej", "Skole", "Skov", "Bane", "Idræt")))
    new = plan(11, "Forord", *("Kunst", "Musik", "Sprog", "Handel", "Borger", "Digital"))
    assert not pair(old, new).is_kindred
    assert pair(old, old).is_kindred


def test_nothing_beside_nothing():
    found = pair([], [])
    assert (found.pairs, found.only_old, found.only_new, found.is_kindred) == ([], [], [], False)


words = st.sampled_from(["vækst", "børn", "skole", "natur", "alle", "by", "", "12"])
rows = st.lists(
    st.tuples(st.lists(words, max_size=3).map(" ".join), st.lists(words, max_size=5).map(" ".join)),
    max_size=8,
)


@given(rows, rows, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4))
def test_every_element_is_told_once_paired_or_not(old, new, carried):
    before = [Row(n, n, *row) for n, row in enumerate(old)]
    after = [Row(n + 4, n, *row) for n, row in enumerate(new)]
    found = pair(before, after, carried)
    for side, rest, own in ((before, found.only_old, "old"), (after, found.only_new, "new")):
        paired = {getattr(each, own).identity_id for each in found.pairs}
        assert paired.isdisjoint(row.identity_id for row in rest)
        assert paired | {row.identity_id for row in rest} == {row.identity_id for row in side}
    guessed = [each for each in found.pairs if each.how in (How.TITLE, How.WORDING)]
    assert (
        len({each.old.identity_id for each in guessed})
        == len(guessed)
        == len({each.new.identity_id for each in guessed})
    )
