"""What of a tree stays in sight when it is narrowed down: every tree of up to five elements, and every choice of hits."""

from itertools import combinations, pairwise, product

import pytest

from apps.core.tree_filter import matches, narrow, parents_by_depth, words_of

MOST = 5


def shapes(size):
    """Every tree of that many elements, as their depths in reading order."""
    for depths in product(range(1, size + 1), repeat=size):
        if depths and depths[0] == 1 and all(b <= a + 1 for a, b in pairwise(depths)):
            yield list(depths)


def stands_under(parents, place, above):
    while place >= 0 and place != above:
        place = parents[place]
    return place == above


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_hits_what_they_stand_under_and_what_stands_under_the_last_of_them_is_kept(size):
    for depths in shapes(size):
        parents = parents_by_depth(depths)
        below = [
            {one for one in range(size) if one != at and stands_under(parents, one, at)} for at in range(size)
        ]
        for hits in (set(some) for count in range(size + 1) for some in combinations(range(size), count)):
            holding = {at for at in range(size) if below[at] & hits}
            last = {at for at in hits if not below[at] & hits}
            narrowed = narrow(parents, hits)
            assert narrowed.holding == holding
            assert narrowed.shown == hits | holding | set().union(*(below[at] for at in last))


def test_parents_are_known_from_depths_alone():
    assert parents_by_depth([1, 2, 3, 2, 1, 3]) == [-1, 0, 1, 0, -1, 4]


@pytest.mark.parametrize(
    ("query", "text", "is_found"),
    [
        ("boern", "Vores børn", True),
        ("børn", "boern og unge", True),
        ("aarhus ae", "Århus og Ærø", True),
        ("årsplan", "Aarsplanen", True),
        ("born", "børn", False),
        ("to ord", "Ord om to", True),
        ("to ord", "Kun et ord", False),
    ],
)
def test_danish_letters_are_found_in_either_spelling_and_every_word_must_stand_there(query, text, is_found):
    assert matches(words_of(query), text) is is_found
