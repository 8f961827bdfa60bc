"""Keeps editions as they were published: everything but the deeds of this app that tries to change one is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self

from django.db import models

_inside_deed: ContextVar[bool] = ContextVar("inside_publishing_deed", default=False)


class EditionIsImmutable(RuntimeError):
    """Code tried to change an edition without going through publish, withdraw or retract."""


@contextmanager
def editions_may_change() -> Iterator[None]:
    """For the deeds of ``apps.publishing`` alone, once they hold the plan's lock."""
    token = _inside_deed.set(True)
    try:
        yield
    finally:
        _inside_deed.reset(token)


def _refuse_outside_deeds(operation: str) -> None:
    if not _inside_deed.get():
        raise EditionIsImmutable(
            f"{operation} would change an edition; use the functions of apps.publishing.operations.publish and its neighbours."
        )


class ImmutableQuerySet(models.QuerySet):
    """Refuses every way to write that does not go through a deed of this app."""

    def update(self, **kwargs: Any) -> int:
        _refuse_outside_deeds("update()")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        _refuse_outside_deeds("delete()")
        return super().delete()

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        _refuse_outside_deeds("bulk_create()")
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Any, fields: Any, *args: Any, **kwargs: Any) -> int:
        _refuse_outside_deeds("bulk_update()")
        return super().bulk_update(objs, fields, *args, **kwargs)


class Immutable(models.Model):
    """A row that only the deeds of this app write."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        _refuse_outside_deeds("save()")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _refuse_outside_deeds("delete()")
        return super().delete(*args, **kwargs)

    def as_copy(self) -> Self:
        """An unsaved twin of this row."""
        values = {field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields}
        values.pop(self._meta.pk.attname)
        return type(self)(**values)
