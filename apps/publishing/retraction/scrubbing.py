"""Finding words wherever the register of text fields says that a plan's words can stand, and taking them out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from django.db import connection
from django.db.models import Model

from apps.core.text import danish_slug
from apps.core.text_register import Address, Form, RegisteredModel, entries
from apps.publishing.retraction.scrubber import GAP, Scrubber


@dataclass
class Change:
    """A row in which the words stand, and what its fields are to hold without them."""

    entry: RegisteredModel
    row: Any
    values: dict[str, Any]


@dataclass
class Addresses:
    """Which address takes the place of one that tells the words; the same wherever it stands."""

    scrubber: Scrubber
    _free: dict[tuple[Address, int | None], Iterator[str]] = field(default_factory=dict)
    _new: dict[tuple[Address, int | None, str], str] = field(default_factory=dict)

    def instead_of(self, slug: str, kind: Address, plan_id: int) -> str:
        if not self.scrubber.tells(slug):
            return slug
        scope = None if kind.is_shared else plan_id
        if (kind, scope, slug) not in self._new:
            free = self._free.setdefault((kind, scope), _free(set(kind.taken(plan_id))))
            self._new[kind, scope, slug] = next(free)
        return self._new[kind, scope, slug]


def _free(taken: set[str]) -> Iterator[str]:
    gap = danish_slug(GAP)
    candidates = (gap if number == 1 else f"{gap}-{number}" for number in count(1))
    return (slug for slug in candidates if slug not in taken)


def changes(plan_id: int, scrubber: Scrubber, addresses: Addresses | None = None) -> list[Change]:
    """Every row of the plan in which the words stand; nothing is written. Plans of one retraction share ``addresses``.

    Rows that other plans share are locked, in the order of their keys: the lock of one plan does not guard them.
    """
    addresses = addresses or Addresses(scrubber)
    new = partial(addresses.instead_of, plan_id=plan_id)
    found = []
    for entry in entries():
        for row in () if entry.is_cache else _rows(entry, plan_id):
            if values := _without(row, entry, scrubber, new):
                found.append(Change(entry, row, values))
    return found


def _rows(entry: RegisteredModel, plan_id: int) -> Iterable[Any]:
    rows = entry.rows(plan_id)
    if entry.is_shared and connection.features.has_select_for_update:
        rows = rows.order_by("pk").select_for_update(of=("self",), no_key=True)
    return rows


def _without(
    row: Any, entry: RegisteredModel, scrubber: Scrubber, new: Callable[[str, Address], str]
) -> dict[str, Any]:
    """What changes of the row's fields without the words."""
    entirely = entry.entirely_with is not None and scrubber.finds(entry.entirely_with(row))
    after = {}
    for name, form in entry.fields.items():
        value = getattr(row, name)
        if isinstance(form, Address):
            after[name] = new(value, form)
        elif entirely and value:
            after[name] = GAP
        elif form is Form.SOURCE:
            after[name] = scrubber.source(value, entry.passages(row) if entry.passages else [])
        else:
            after[name] = _fitting(row, name, getattr(scrubber, form.value)(value))
    return {name: value for name, value in after.items() if value != getattr(row, name)}


def _fitting(row: Model, name: str, value: Any) -> Any:
    """``value``, cut where the mark is longer than the words were and the field has no room for it."""
    room = getattr(row._meta.get_field(name), "max_length", None)
    return value[:room] if isinstance(value, str) else value


def write(found: list[Change]) -> None:
    """Take the words out of the rows found, and make anew what is derived from them. Hold the lock of their plan."""
    for entry in entries():
        rows = []
        for change in (change for change in found if change.entry is entry):
            for name, value in change.values.items():
                setattr(change.row, name, value)
            for name, derive in entry.derived.items():
                setattr(change.row, name, derive(change.row))
            rows.append(change.row)
        if rows:
            _save(entry, rows)


def _save(entry: RegisteredModel, rows: list[Any]) -> None:
    names = [*entry.fields, *entry.derived]
    if hasattr(entry.model, "history"):
        # The version that is left is one more row of history: an edit that began before must be refused.
        for row in rows:
            row.save(update_fields=names)
    else:
        entry.model._default_manager.bulk_update(rows, names, batch_size=100)


def forget_cached(plan_id: int) -> None:
    """Throw away what was made of the words and can be made again."""
    for entry in entries():
        if entry.is_cache:
            rows = entry.rows(plan_id).order_by("pk")
            if connection.features.has_select_for_update:
                rows = rows.select_for_update(of=("self",))
            keys = [row.pk for row in rows.only("pk")]
            entry.model._default_manager.filter(pk__in=keys).delete()
