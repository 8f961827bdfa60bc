"""The tree of a plan: ``structure`` is the one way in to change it; building in bulk, integrity and repair."""

from apps.strategies.tree.structure import (
    FIRST,
    LAST,
    create_plan,
    delete,
    insert,
    locked,
    move,
    node_in,
    position_after,
    restore,
    subtree_state,
)

__all__ = [
    "FIRST",
    "LAST",
    "create_plan",
    "delete",
    "insert",
    "locked",
    "move",
    "node_in",
    "position_after",
    "restore",
    "subtree_state",
]
