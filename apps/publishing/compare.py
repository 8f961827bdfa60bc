"""What differs between two editions, or between the current one and the working tree, as plain data."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from apps.core.word_differences import Words, compare_words


class Placed(Protocol):
    """What tells where an element stands: its number in reading order, and that of its parent."""

    identity_id: int
    position: int
    parent_position: int | None


AnyPlaced = TypeVar("AnyPlaced", bound=Placed)


class Comparable(Placed, Protocol):
    """What comparing needs of an element; a row of an edition has it, stored or not."""

    kind: str
    title: str
    text: str
    body: str


@dataclass(frozen=True)
class Move:
    """An element that stands under another parent, or elsewhere among the same siblings."""

    old: Comparable
    new: Comparable
    old_parent: Comparable | None
    new_parent: Comparable | None


@dataclass(frozen=True)
class Change:
    """An element whose content differs; ``title`` and ``text`` are word for word, empty where they are the same."""

    old: Comparable
    new: Comparable
    title: Words
    text: Words
    kind_changed: bool
    formatting_changed: bool  # the same words, set otherwise (a list, emphasis, a link)


@dataclass(frozen=True)
class Comparison:
    """All differences; added, moved and changed in the new reading order, removed in the old."""

    added: list[Comparable]
    removed: list[Comparable]
    moved: list[Move]
    changed: list[Change]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.moved or self.changed)


def compare(old_rows: Sequence[Comparable], new_rows: Sequence[Comparable]) -> Comparison:
    """The differences between two trees in reading order, element by element according to identity.

    ``moved`` is the smallest set that explains the new order: an element that moved past twenty others is one move.
    """
    old = {row.identity_id: row for row in old_rows}
    new = {row.identity_id: row for row in new_rows}
    changes = [_change(old[key], row) for key, row in new.items() if key in old]
    return Comparison(
        added=[row for key, row in new.items() if key not in old],
        removed=[row for key, row in old.items() if key not in new],
        moved=_moves(old_rows, new_rows),
        changed=[change for change in changes if change],
    )


def _change(old: Comparable, new: Comparable) -> Change | None:
    change = Change(
        old=old,
        new=new,
        title=compare_words(old.title, new.title) if old.title != new.title else [],
        text=compare_words(old.text, new.text) if old.text != new.text else [],
        kind_changed=old.kind != new.kind,
        formatting_changed=old.text == new.text and old.body != new.body,
    )
    return change if change.title or change.text or change.kind_changed or change.formatting_changed else None


def _moves(old_rows: Sequence[Comparable], new_rows: Sequence[Comparable]) -> list[Move]:
    old_parents, new_parents = _parents(old_rows), _parents(new_rows)
    old = {row.identity_id: row for row in old_rows}
    moved = moved_identities(old_rows, new_rows)
    return [
        Move(old[row.identity_id], row, old_parents[row.identity_id], new_parents[row.identity_id])
        for row in new_rows
        if row.identity_id in moved
    ]


def moved_identities(old_rows: Sequence[Placed], new_rows: Sequence[Placed]) -> set[int]:
    """The identities that stand under another parent or elsewhere among their siblings: the smallest such set."""
    old_parents, new_parents = _parents(old_rows), _parents(new_rows)
    old = {row.identity_id: row for row in old_rows}
    stayed: dict[int | None, list[Placed]] = defaultdict(list)  # by parent, in the new order
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


def _key(row: Placed | None) -> int | None:
    return row.identity_id if row else None


def _parents(rows: Sequence[AnyPlaced]) -> dict[int, AnyPlaced | None]:
    at = {row.position: row for row in rows}
    return {row.identity_id: None if row.parent_position is None else at[row.parent_position] for row in rows}


def _longest_increasing(values: list[int]) -> set[int]:
    """The indexes of a longest increasing subsequence of ``values``, all different."""
    tails: list[int] = []  # the smallest last value of an increasing run of each length
    last_index: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        length = bisect_left(tails, value)
        tails[length : length + 1] = [value]
        last_index[length : length + 1] = [index]
        before.append(last_index[length - 1] if length else -1)
    chosen: set[int] = set()
    index = last_index[-1] if last_index else -1
    while index >= 0:
        chosen.add(index)
        index = before[index]
    return chosen
