"""Which elements moved between two orders of a tree: the fewest that explain it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeVar


class Positioned(Protocol):
    """What tells where an element stands: its number in reading order, and that of its parent."""

    @property
    def identity_id(self) -> int: ...
    @property
    def position(self) -> int: ...
    @property
    def parent_position(self) -> int | None: ...


class ElementPosition(NamedTuple):
    """The place of an element, and no more."""

    identity_id: int
    position: int
    parent_position: int | None


AnyPlaced = TypeVar("AnyPlaced", bound=Positioned)


def moved_identities(old_rows: Sequence[Positioned], new_rows: Sequence[Positioned]) -> set[int]:
    """The identities that stand under another parent or elsewhere among their siblings: the smallest such set."""
    if old_rows == new_rows:
        return set()
    old_parents, new_parents = parents_of(old_rows), parents_of(new_rows)
    old = {row.identity_id: row for row in old_rows}
    stayed: dict[int | None, list[Positioned]] = defaultdict(list)  # by parent, in the new order
    moved: set[int] = set()
    for row in new_rows:
        if row.identity_id not in old:
            continue
        parent = new_parents[row.identity_id]
        if _key(old_parents[row.identity_id]) == _key(parent):
            stayed[_key(parent)].append(row)
        else:
            moved.add(row.identity_id)
    for siblings in stayed.values():
        kept = _longest_increasing([old[row.identity_id].position for row in siblings])
        moved.update(row.identity_id for index, row in enumerate(siblings) if index not in kept)
    return moved


def _key(row: Positioned | None) -> int | None:
    return row.identity_id if row else None


def parents_of(rows: Sequence[AnyPlaced]) -> dict[int, AnyPlaced | None]:
    """What each element stands under, by identity."""
    at = {row.position: row for row in rows}
    return {row.identity_id: None if row.parent_position is None else at[row.parent_position] for row in rows}


def _longest_increasing(values: list[int]) -> set[int]:
    """The indexes of a longest increasing subsequence of ``values``: at least one, all different."""
    tails: list[int] = []  # the smallest last value of an increasing run of each length
    last_index: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        length = bisect_left(tails, value)
        tails[length : length + 1] = [value]
        last_index[length : length + 1] = [index]
        before.append(last_index[length - 1] if length else -1)
    chosen: set[int] = set()
    index = last_index[-1]
    while index >= 0:
        chosen.add(index)
        index = before[index]
    return chosen
