"""``field__folded=words``: rows whose text has the words, whatever the capitals and the form of either, on both databases.

SQLite's LIKE knows no capital Æ, Ø, Å and no normal forms, so it is given a function; PostgreSQL (13 and newer) has its own.
"""

from typing import Any

from django.db.models import CharField, Lookup, TextField

from apps.core.text import UNSEEN_STORED, folded

FUNCTION = "portal_folded"
_CAPITALS, _SMALL = (
    "ÆØÅÄÖÜÉ",
    "æøåäöüé",
)  # in a database with the plain “C” locale, lower() knows letters of ASCII alone


class Folded(Lookup):
    """Contains, after both sides are brought into the form in which words are looked for."""

    lookup_name = "folded"
    prepare_rhs = False

    def _sides(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs, params = self.process_lhs(compiler, connection)
        return lhs, [*params]

    def _wanted(self) -> str:
        words = folded(str(self.rhs))
        for sign in ("\\", "%", "_"):
            words = words.replace(sign, f"\\{sign}")
        return f"%{words}%"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs, params = self._sides(compiler, connection)
        return rf"{FUNCTION}({lhs}) LIKE %s ESCAPE '\'", [*params, self._wanted()]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs, params = self._sides(compiler, connection)
        plain = f"translate(lower(normalize(regexp_replace({lhs}::text, %s, '', 'g'), NFKC)), %s, %s)"
        return (
            rf"regexp_replace({plain}, '\s+', ' ', 'g') LIKE %s",
            [*params, f"[{UNSEEN_STORED}]", _CAPITALS, _SMALL, self._wanted()],
        )


def teach_sqlite(connection: Any, **_kwargs: Any) -> None:
    """Give a new connection to SQLite the function it lacks."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, _folded, deterministic=True)


def _folded(text: object) -> str | None:
    return None if text is None else folded(str(text))


def register() -> None:
    """Make the lookup known to Django's text fields."""
    CharField.register_lookup(Folded)
    TextField.register_lookup(Folded)
