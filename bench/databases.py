"""The databases that measurements run on, made when first asked for and removed at the end."""

from pathlib import Path

import psycopg2
from psycopg2 import sql


class Databases:
    """One database for each number of municipalities and purpose: SQLite files, or beside a PostgreSQL database."""

    def __init__(self, server_url: str, folder: Path) -> None:
        self.on_postgresql = server_url.startswith("postgres")
        self._server_url = server_url
        self._folder = folder
        self._made: dict[tuple[int, str], str] = {}

    def url(self, municipalities: int, purpose: str = "") -> tuple[str, bool]:
        """The address of the database, and whether it is new and empty."""
        key = (municipalities, purpose)
        is_new = key not in self._made
        if is_new:
            self._made[key] = self._make(("1" if municipalities == 1 else "many") + purpose)
        return self._made[key], is_new

    def _make(self, name: str) -> str:
        if not self.on_postgresql:
            return f"sqlite:///{self._folder / name}.sqlite3"
        server, _slash, database = self._server_url.rpartition("/")
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", f"{database}_bench_{name}")
        self._run("CREATE DATABASE {}", f"{database}_bench_{name}")
        return f"{server}/{database}_bench_{name}"

    def _run(self, statement: str, database: str) -> None:
        connection = psycopg2.connect(self._server_url)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(sql.Identifier(database)))
        connection.close()

    def close(self) -> None:
        if self.on_postgresql:
            for url in self._made.values():
                self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", url.rpartition("/")[2])
