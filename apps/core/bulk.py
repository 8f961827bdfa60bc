"""Many rows in few statements, without what ``bulk_create`` spends on every single value (two thirds of its time)."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from django.db import connection, models

#: Their values go to the database as they are.
_AS_IS = (models.AutoField, models.IntegerField, models.CharField, models.TextField, models.BooleanField)


def insert(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]], *, keys: bool = False
) -> list[int]:
    """Insert ``rows``, each the values of the fields ``names`` (``plan_id`` for a foreign key) in that order.

    With ``keys`` it returns the new primary keys in the order of the rows. For values that code has made and validated:
    no defaults, ``auto_now``, signals or ``save()``, so all fields without a database default must be named.
    """
    fields = [_field(model, name) for name in names]
    special = [index for index, field in enumerate(fields) if not _goes_as_it_is(field)]
    most = connection.features.max_query_params or 30_000
    remaining = iter(rows)
    found: list[int] = []
    with connection.cursor() as cursor:
        while chunk := list(islice(remaining, max(1, most // len(fields)))):
            if special:
                chunk = [_prepared(row, fields, special) for row in chunk]
            cursor.execute(_statement(model, fields, len(chunk), keys), list(chain.from_iterable(chunk)))
            if keys:
                found += [key for (key,) in cursor.fetchall()]
    return found


def _field(model: type[models.Model], name: str) -> models.Field:
    return next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))


def _goes_as_it_is(field: models.Field) -> bool:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return isinstance(target, _AS_IS)


def _prepared(row: Sequence[Any], fields: list[models.Field], special: list[int]) -> list[Any]:
    values = list(row)
    for index in special:
        if values[index] is not None:
            values[index] = fields[index].get_db_prep_save(values[index], connection)
    return values


def _statement(model: type[models.Model], fields: list[models.Field], rows: int, keys: bool) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    returning = f" RETURNING {quote(str(model._meta.pk.column))}" if keys else ""
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({columns}) VALUES {', '.join([one] * rows)}{returning}"  # noqa: S608
