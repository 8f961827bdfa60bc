"""Databases and processes of their own, for tests of what several processes do at once."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit
from uuid import uuid4

import psycopg2
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
#: Who waited too long for their turn is told so, and tries again.
PATIENT = """
import contextlib
from django.db import OperationalError
def patiently(deed, **arguments):
    while True:
        with contextlib.suppress(OperationalError):
            return deed(**arguments)
"""


@contextmanager
def own_database(folder: Path, like: str = "") -> Iterator[str]:
    """The address of a database of the kind the tests run on, empty or as that at ``like``; it is removed afterwards."""
    if connection.vendor == "sqlite":
        own = folder / "own.sqlite3"
        if like:
            shutil.copyfile(like.removeprefix("sqlite:///"), own)
        yield f"sqlite:///{own}"
        return
    server = connection.settings_dict
    name = f"test_own_{uuid4().hex}"
    login = {
        "host": server["HOST"],
        "port": server["PORT"],
        "user": server["USER"],
        "password": server["PASSWORD"],
    }
    admin = psycopg2.connect(dbname="postgres", **{key: value for key, value in login.items() if value})
    admin.autocommit = True
    try:
        with admin.cursor() as cursor:
            template = f' TEMPLATE "{urlsplit(like).path[1:]}"' if like else ""
            cursor.execute(f'CREATE DATABASE "{name}"{template}')
        secret = f":{quote(server['PASSWORD'])}" if server["PASSWORD"] else ""
        yield f"postgres://{quote(server['USER'])}{secret}@{server['HOST']}:{server['PORT'] or 5432}/{name}"
    finally:
        with admin.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.close()


@contextmanager
def copy_of_the_tests_database(folder: Path) -> Iterator[str]:
    """The address of a copy of it as it is now, which nobody has to write to: more are copied from there."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / "copy.sqlite3")) as copy:
            connection.connection.backup(copy)
        yield f"sqlite:///{folder / 'copy.sqlite3'}"
        return
    connection.close()  # PostgreSQL copies no database that somebody is in
    with own_database(folder, like=f"postgres:///{connection.settings_dict['NAME']}") as url:
        yield url


@contextmanager
def migrated_database(folder: Path) -> Iterator[str]:
    """The address of one that is migrated here: the tests' own is not, with ``--no-migrations``."""
    with own_database(folder) as url:
        run(
            "from django.core.management import call_command; call_command('migrate', verbosity=0)",
            environment_with(url),
        )
        yield url


def environment_with(database_url: str) -> dict[str, str]:
    """The environment of a process that works on that database."""
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "strategy_portal.settings",
        "PYTHONWARNINGS": "ignore",
    }


def run(code: str, environment: dict[str, str]) -> str:
    """What the program prints; it must end well."""
    program = f"import django; django.setup()\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
