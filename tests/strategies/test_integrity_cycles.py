"""Which elements are their own ancestors: for every way in which up to four can stand under each other."""

from dataclasses import dataclass
from itertools import product

import pytest

from apps.strategies.tree.integrity import in_cycles


@dataclass
class Row:
    pk: int
    parent_id: int | None


def is_its_own_ancestor(pk, parents):
    above = parents[pk]
    for _step in parents:
        if above == pk:
            return True
        above = parents.get(above)
    return False


@pytest.mark.parametrize("size", range(1, 5))
def test_only_those_in_the_ring_are_named_and_not_what_hangs_on_it(size):
    keys = range(1, size + 1)
    for above in product([None, 9, *keys], repeat=size):
        parents = dict(zip(keys, above, strict=True))
        rows = [Row(pk, parent) for pk, parent in parents.items()]
        found = in_cycles(rows, {row.pk: row for row in rows})
        assert [row.pk for row in found] == [pk for pk in keys if is_its_own_ancestor(pk, parents)]
