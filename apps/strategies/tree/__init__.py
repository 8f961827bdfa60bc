"""The tree of a plan: ``structure`` is the one way in to change it; building in bulk, integrity and repair."""

from apps.strategies.tree.structure import (
    create_plan,
    delete,
    insert,
    locked,
    move,
    restore,
)

__all__ = [
    "create_plan",
    "delete",
    "insert",
    "locked",
    "move",
    "restore",
]
