"""Every order of up to five siblings, against the definition."""

from itertools import combinations, permutations

import pytest

from apps.publishing.comparison.moves import moved_identities
from tests.publishing.test_compare import tree


def longest_kept(order):
    """How many siblings can stay where they are, by trying all."""
    return max(
        size
        for size in range(len(order) + 1)
        for chosen in combinations(order, size)
        if list(chosen) == sorted(chosen)
    )


@pytest.mark.parametrize("size", range(6))
def test_the_fewest_siblings_that_explain_the_new_order_are_moved(size):
    before = tuple(range(1, size + 1))
    for after in permutations(before):
        moved = moved_identities(tree(*before), tree(*after))
        stayed = [identity for identity in after if identity not in moved]
        assert stayed == sorted(stayed)
        assert len(stayed) == longest_kept(after)


@pytest.mark.parametrize("size", range(1, 5))
def test_what_came_and_went_moves_nothing(size):
    """Each order again, with one sibling gone and another come in at every place."""
    before = tuple(range(1, size + 1))
    for after in permutations(before[1:]):
        expected = moved_identities(tree(*before[1:]), tree(*after))
        for at in range(size):
            grown = [*after[:at], 9, *after[at:]]
            assert moved_identities(tree(*before), tree(*grown)) == expected
