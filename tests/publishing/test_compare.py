from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.publishing.comparison.compare import Snapshot
from apps.publishing.comparison.compare import compare as compare_snapshots


@dataclass
class Row:
    identity_id: int
    position: int
    parent_position: int | None
    title: str = "Titel"
    kind: str = "goal"
    text: str = ""
    body: str = ""
    slug: str = ""
    responsible_slug: str = ""
    responsible_name: str = ""
    contact: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    is_continuous: bool = False
    parts_stated: int | None = None
    parts_kind: str = ""
    is_derived: bool = False
    deviates: bool = False
    passages: list = field(default_factory=list)


def compare(old, new):
    return compare_snapshots(Snapshot(old), Snapshot(new))


def tree(*shape, **content):
    """Rows in reading order from nested ``(identity, child, …)``; the root is 0."""
    rows = []

    def visit(node, parent):
        identity, *children = node if isinstance(node, tuple) else (node,)
        position = len(rows)
        rows.append(Row(identity, position, parent, **content.get(f"_{identity}", {})))
        for child in children:
            visit(child, position)

    visit((0, *shape), None)
    return rows


def moved(old, new):
    return [move.new.identity_id for move in compare(old, new).moved]


def test_one_element_past_many_is_one_move():
    assert moved(tree(1, 2, 3, 4, 5), tree(5, 1, 2, 3, 4)) == [5]
    assert moved(tree(1, 2, 3, 4, 5), tree(2, 3, 4, 5, 1)) == [1]
    assert moved(tree(1, 2, 3), tree(1, 2, 3)) == []


def test_another_parent_is_a_move_with_both_parents():
    [move] = compare(tree((1, 3), 2), tree(1, (2, 3))).moved
    assert (move.old_parent.identity_id, move.new_parent.identity_id) == (1, 2)


def test_what_moves_with_its_parent_has_not_moved():
    assert moved(tree((1, 3, 4), 2), tree((2, (1, 3, 4)))) == [1]


def test_added_and_removed_siblings_move_nothing():
    found = compare(tree(1, 2, 3), tree(4, 1, 3))
    assert [row.identity_id for row in found.added] == [4]
    assert [row.identity_id for row in found.removed] == [2]
    assert found.moved == []


def test_changes_are_told_word_by_word():
    old = tree(1, _1={"text": "Vi vil skabe vækst.\nUændret."})
    new = tree(1, _1={"text": "Vi vil skabe grøn vækst.\nUændret.", "kind": "vision"})
    [change] = compare(old, new).changed
    assert change.text == [
        ("equal", "Vi vil skabe "),
        ("insert", "grøn "),
        ("equal", "vækst.\nUændret."),
    ]
    assert (change.title, change.kind_changed, change.formatting_changed) == ([], True, False)


def test_the_same_words_set_otherwise_are_a_change_of_formatting():
    old = tree(1, _1={"text": "A", "body": "<p>A</p>"})
    new = tree(1, _1={"text": "A", "body": "<ul><li>A</li></ul>"})
    [change] = compare(old, new).changed
    assert change.formatting_changed


@st.composite
def trees(draw):
    """Any tree over some of the identities 1–12."""
    identities = draw(st.permutations(range(1, 13)))[: draw(st.integers(0, 12))]
    children = {0: []}
    for identity in identities:
        parent = draw(st.sampled_from(sorted(children)))
        children[parent].append(identity)
        children[identity] = []

    def shape(identity):
        return (identity, *[shape(child) for child in children[identity]])

    return tree(*[shape(child) for child in children[0]])


@given(trees(), trees())
def test_every_element_is_accounted_for(old, new):
    found = compare(old, new)
    added, removed = ({row.identity_id for row in rows} for rows in (found.added, found.removed))
    before, after = ({row.identity_id for row in rows} for rows in (old, new))
    assert (before - removed) | added == after
    assert added.isdisjoint(before)
    moves = {move.new.identity_id for move in found.moved}
    assert moves <= before & after
    assert unmoved(old, before & after - moves) == unmoved(new, before & after - moves)


def unmoved(rows, identities):
    """Parent and order of the elements that stayed."""
    at = {row.position: row.identity_id for row in rows}
    return [
        (row.identity_id, at.get(row.parent_position))
        for row in siblings_first(rows)
        if row.identity_id in identities
    ]


def siblings_first(rows):
    at = {row.position: row.identity_id for row in rows}
    return sorted(rows, key=lambda row: (at.get(row.parent_position, -1), row.position))


@given(trees())
def test_a_tree_does_not_differ_from_itself(rows):
    assert compare(rows, rows).is_empty


@pytest.mark.parametrize("size", [0, 1])
def test_the_smallest_trees_compare(size):
    assert compare([], tree()[:size]).is_empty is (size == 0)
