"""The bystander: a second of everything, which stands beside every test and must be the same when the test is over.

A condition dropped from a query changes nothing where the database holds one municipality, one plan, one invitation. So
there is always another one. It is made once, by the portal's own deeds, outside the transactions of the tests; a test that
empties the database leaves the next one to put the rows back. What is compared are all rows of the bystander, and all
rows that point at one of them, in every table: a row too many is as wrong as one that is gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import InternalError, connection, transaction
from django.db.models import Model, QuerySet

from apps.municipalities.models import PublicState
from apps.publishing.models import Rendering
from tests.factories.bystander import SLUG, make_bystander

#: Said of the whole portal and bumped by every deed; and what any reader's visit may make anew: not the bystander's.
NOBODYS = {PublicState, Rendering}
Row = tuple[Any, ...]
_keys: dict[type[Model], list[Any]] = {}


def own(model: type[Model]) -> QuerySet:
    """The rows of ``model`` that are the test's own."""
    return model._default_manager.exclude(pk__in=_keys.get(model, []))


@dataclass
class Table:
    """A table, the keys of the bystander's rows in it, and how to find whatever belongs to the bystander there."""

    model: type[Model]
    rows: list[Row] = field(default_factory=list)
    query: str = ""
    parameters: list[Any] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def columns(self) -> list[str]:
        return [f.column for f in self.model._meta.concrete_fields]

    @property
    def key(self) -> str:
        return self.model._meta.pk.column

    def keys(self) -> list[Any]:
        place = self.columns.index(self.key)
        return [row[place] for row in self.rows]

    def selection(self) -> str:
        return f"SELECT {', '.join(map(_quoted, self.columns))} FROM {_quoted(self.name)}"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _fetch(query: str, parameters: list[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        rows = cursor.fetchall()
    return sorted(
        (tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in rows), key=repr
    )


def digest(rows: list[Row]) -> str:
    return sha256(repr(rows).encode()).hexdigest()


class Bystander:
    """What the second municipality was when it was made, table by table."""

    def __init__(self) -> None:
        """Make it in the test database, which nobody has written to yet."""
        models = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]
        tables = [Table(m) for m in models if not m._meta.proxy and m not in NOBODYS]
        before = {table.name: set(_fetch(table.selection(), [])) for table in tables}
        states = PublicState.objects.count()
        with transaction.atomic():
            make_bystander()
            connection.run_on_commit = []  # what is kept of rendered pages is not the bystander's: it may go at any time
        if not states:
            PublicState.objects.all().delete()
        for table in tables:
            table.rows = [row for row in _fetch(table.selection(), []) if row not in before[table.name]]
        _keys.update({table.model: table.keys() for table in tables if table.rows})
        self.tables = [table for table in tables if self._look_for(table, _keys)]
        self.types = {t.pk: t.natural_key() for t in ContentType.objects.all()}
        self.digests = {table.name: digest(self._now(table)) for table in self.tables}

    @staticmethod
    def _look_for(table: Table, keys: dict[type[Model], list[Any]]) -> bool:
        """Prepare the query for the table's own rows and those that point at a row of the bystander's."""
        ways = [(table.key, keys.get(table.model, []))]
        for f in table.model._meta.concrete_fields:
            if f.remote_field:
                ways.append((f.column, keys.get(f.remote_field.model, [])))
        found = [(column, values) for column, values in ways if values]
        conditions = [f"{_quoted(c)} IN ({', '.join(['%s'] * len(values))})" for c, values in found]
        table.query = f"{table.selection()} WHERE {' OR '.join(conditions)}"
        table.parameters = [value for _, values in found for value in values]
        return bool(found)

    @staticmethod
    def _now(table: Table) -> list[Row]:
        return _fetch(table.query, table.parameters)

    def stands(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM municipalities_municipality WHERE slug = %s", [SLUG])
            return cursor.fetchone() is not None

    def _is_undone(self) -> bool:
        """Whether a statement of the test failed for good, so that nothing it wrote will remain."""
        if connection.needs_rollback:
            return True
        try:
            self.stands()
        except InternalError:  # PostgreSQL answers nothing more in such a transaction
            return True
        return False

    def stand(self) -> None:
        """Put its rows back where a test with real transactions has emptied the database."""
        if self.stands():
            return
        self._renumber_types()
        with transaction.atomic(), connection.cursor() as cursor:
            for table in self.tables:
                columns = ", ".join(map(_quoted, table.columns))
                marks = ", ".join(["%s"] * len(table.columns))
                statement = f"INSERT INTO {_quoted(table.name)} ({columns}) VALUES ({marks})"
                cursor.executemany(statement, table.rows)
            for statement in connection.ops.sequence_reset_sql(
                no_style(), [table.model for table in self.tables]
            ):
                cursor.execute(statement)

    def _renumber_types(self) -> None:
        """Emptying the database gives the types of content other keys."""
        now = {t.natural_key(): t.pk for t in ContentType.objects.all()}
        for table in self.tables:
            places = [f.column for f in table.model._meta.concrete_fields if f.related_model is ContentType]
            for at in map(table.columns.index, places):
                table.rows = [(*row[:at], now[self.types[row[at]]], *row[at + 1 :]) for row in table.rows]
                self.digests[table.name] = digest(sorted(table.rows, key=repr))
        self.types = {pk: key for key, pk in now.items()}

    def leave(self) -> None:
        """Take all its rows away: for the few tests of a portal that is empty but for their own."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table in self.tables:
                statement = f"DELETE FROM {_quoted(table.name)} WHERE {_quoted(table.key)} = %s"
                cursor.executemany(statement, [(key,) for key in table.keys()])  # noqa: SIM118

    def changes(self) -> Iterator[str]:
        """What is no longer as it was made, in words for whoever reads the failed test."""
        if self._is_undone():
            return
        for table in self.tables:
            now = self._now(table)
            if digest(now) == self.digests[table.name]:
                continue
            for row in now:
                if row not in table.rows:
                    yield f"{table.name} now has {dict(zip(table.columns, row, strict=True))}"
            for row in table.rows:
                if row not in now:
                    yield f"{table.name} no longer has {dict(zip(table.columns, row, strict=True))}"
