"""Databases and processes of their own, for tests of what several processes do at once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
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
def own_database(folder: Path) -> Iterator[str]:
    """The address of an empty database of the kind the tests run on; it is removed afterwards."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'own.sqlite3'}"
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
            cursor.execute(f'CREATE DATABASE "{name}"')
        secret = f":{quote(server['PASSWORD'])}" if server["PASSWORD"] else ""
        yield f"postgres://{quote(server['USER'])}{secret}@{server['HOST']}:{server['PORT'] or 5432}/{name}"
    finally:
        with admin.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.close()


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
