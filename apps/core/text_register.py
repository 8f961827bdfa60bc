"""The one register of the fields in which words of a plan can stand, and of those in which none can; retraction asks it.

Each app declares its own fields in a module ``text_fields``, which is read when Django starts. Whoever adds a model adds
an entry there: ``register`` for a field that may hold words of a plan, ``exclude`` with the reason for one that does not. A
test fails on a field that is in neither.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, QuerySet

#: The label of a model, with ``*`` for all its fields.
EVERY_FIELD = "*"


class Form(Enum):
    """How words stand in a field."""

    PLAIN = "plain"
    HTML = "html"
    JSON = "json"  # any value; what stands under ``body`` is HTML
    FILE_NAME = "file_name"
    PASSAGES = "passages"  # passages of a source, as editions hold them
    JSON_TEXT = "json_text"  # JSON written into a text field, or plain words
    SOURCE = "source"  # the text of a source document; the entry says where its ``passages`` are


@dataclass(frozen=True, eq=False)
class Address:
    """A slug: one that tells the words becomes another, in all fields that name the same ``Address``.

    ``taken`` gives the slugs that are not free, seen from a plan. ``is_shared`` where they are addresses of things that
    several plans name: what takes the place of one takes it in all plans of one retraction.
    """

    taken: Callable[[int], Iterable[str]]
    is_shared: bool = False


@dataclass(frozen=True, kw_only=True)
class RegisteredModel:
    """Rows of a model in which words of a plan stand.

    ``rows`` finds them, given the plan's key; ``fields`` says how words stand in each. ``derived`` makes fields that follow
    from others anew, on the row as it then stands. ``entirely_with`` gives a text beside the row: where the words stand in
    it, the row's own fields are left out whole. ``is_shared`` rows are not the plan's alone, and so not guarded by its lock.
    ``is_cache`` rows can be made again, and are deleted instead.
    """

    model: type[Model]
    rows: Callable[[int], QuerySet]
    fields: Mapping[str, Form | Address] = field(default_factory=dict)
    derived: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    passages: Callable[[Any], list[dict[str, Any]]] | None = None
    entirely_with: Callable[[Any], str] | None = None
    is_shared: bool = False
    is_cache: bool = False


_entries: dict[str, RegisteredModel] = {}
_excluded: dict[tuple[str, str], str] = {}


def register(
    model: type[Model],
    *,
    rows: Callable[[int], QuerySet],
    fields: Mapping[str, Form | Address] | None = None,
    **more: Any,
) -> None:
    """Say in which ``fields`` of ``model`` words of a plan can stand; ``more`` as in ``RegisteredModel``."""
    _entries[model._meta.label] = RegisteredModel(model=model, rows=rows, fields=fields or {}, **more)


def exclude(model: type[Model] | str, *names: str, reason: str) -> None:
    """Say why fields of a model, all of them where none is named, are left alone."""
    label = apps.get_model(model)._meta.label if isinstance(model, str) else model._meta.label
    for name in names or (EVERY_FIELD,):
        _excluded[label, name] = reason


def entries() -> list[RegisteredModel]:
    """Everything that was registered, in the order of the apps."""
    return list(_entries.values())


def exclusions() -> dict[tuple[str, str], str]:
    """Why a field (model's label, field's name or ``EVERY_FIELD``) is left alone."""
    return dict(_excluded)


def is_known(checked: Field) -> bool:
    """Whether the register says of a field what it can hold."""
    label = checked.model._meta.label
    entry = _entries.get(label)
    registered = entry is not None and (
        entry.is_cache or checked.name in entry.fields or checked.name in entry.derived
    )
    return registered or (label, checked.name) in _excluded or (label, EVERY_FIELD) in _excluded
