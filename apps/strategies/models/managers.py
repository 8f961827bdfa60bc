"""Elements' queryset and manager: reading in tree order, and a guard before every way to change structure."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mptt.managers import TreeManager
from mptt.querysets import TreeQuerySet

from apps.municipalities.models import ScopedQuerySet
from apps.strategies.models.guard import structure_may_change

#: What makes a tree a tree, and the kind, which depends on the place. Content is saved through ``content.py``.
STRUCTURE_FIELDS = frozenset(
    {"plan", "plan_id", "parent", "parent_id", "lft", "rght", "level", "tree_id", "position"}
    | {"identity", "identity_id", "kind"}
)


class ElementQuerySet(TreeQuerySet, ScopedQuerySet):
    """Refuses every way to change structure that does not go through ``apps.strategies.tree``."""

    scope = "plan__municipality"

    def in_reading_order(self) -> "ElementQuerySet":
        return self.order_by("tree_id", "lft")

    def without_root(self) -> "ElementQuerySet":
        return self.filter(parent__isnull=False)

    def update(self, **kwargs: Any) -> int:
        if touched := STRUCTURE_FIELDS & kwargs.keys():
            structure_may_change(f"update({', '.join(sorted(touched))})")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        structure_may_change("delete()")
        return super().delete()

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        structure_may_change("bulk_create()")
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Any, fields: Any, *args: Any, **kwargs: Any) -> int:
        structure_may_change("bulk_update()")
        return super().bulk_update(objs, fields, *args, **kwargs)


class GuardedTreeManager(TreeManager):
    """django-mptt's manager, whose own ways to write the tree are for ``apps.strategies.tree`` too."""

    def insert_node(self, *args: Any, **kwargs: Any) -> Any:
        structure_may_change("insert_node()")
        return super().insert_node(*args, **kwargs)

    def move_node(self, *args: Any, **kwargs: Any) -> None:
        structure_may_change("move_node()")
        super().move_node(*args, **kwargs)

    def build_tree_nodes(self, *args: Any, **kwargs: Any) -> list[Any]:
        structure_may_change("build_tree_nodes()")
        return super().build_tree_nodes(*args, **kwargs)

    def rebuild(self, *args: Any, **kwargs: Any) -> None:
        structure_may_change("rebuild()")
        super().rebuild(*args, **kwargs)

    def partial_rebuild(self, *args: Any, **kwargs: Any) -> None:
        structure_may_change("partial_rebuild()")
        super().partial_rebuild(*args, **kwargs)

    @contextmanager
    def disable_mptt_updates(self) -> Iterator[None]:
        structure_may_change("disable_mptt_updates()")
        with super().disable_mptt_updates():
            yield

    @contextmanager
    def delay_mptt_updates(self) -> Iterator[None]:
        structure_may_change("delay_mptt_updates()")
        with super().delay_mptt_updates():
            yield


ElementManager = GuardedTreeManager.from_queryset(ElementQuerySet)
