"""Keeps structure changes inside ``apps.strategies.tree``: everything else that tries is refused.

Refused are saving, deleting and bulk writing of elements, django-mptt's own moving and rebuilding, and every change to what an
identity is. One way stays open because Django gives no hold on it: ``loaddata`` writes rows as they stand in the file. The project's
fixtures carry whole, checked trees for an empty database; after loading anything else, run ``manage.py check_trees``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from apps.accounts.models import User

_inside_tree_operation: ContextVar[bool] = ContextVar("inside_tree_operation", default=False)
_acting: ContextVar[User | None] = ContextVar("acting", default=None)


class StructureChangeRefused(RuntimeError):
    """Code tried to change the structure of a tree without going through ``apps.strategies.tree``."""


def structure_may_change(operation: str) -> None:
    """Raise ``StructureChangeRefused`` unless a tree operation is under way and holds its lock."""
    if not _inside_tree_operation.get():
        raise StructureChangeRefused(
            f"{operation} would change the structure of a tree; use the functions of apps.strategies.tree."
        )


@contextmanager
def structure_change(by: User | None) -> Iterator[None]:
    """For ``apps.strategies.tree`` alone, once it holds the lock; history names ``by``."""
    inside, acting = _inside_tree_operation.set(True), _acting.set(by)
    try:
        yield
    finally:
        _inside_tree_operation.reset(inside)
        _acting.reset(acting)


def acting_user(**_kwargs: Any) -> User | None:
    """Who changes the tree just now: what history records as its user."""
    return _acting.get()
