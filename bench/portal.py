"""One portal in a process of its own, on a database of its own, that measures what it is told to."""

import os
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any


class Portal:
    """A process with the portal loaded; ``ask`` calls a task of ``bench.tasks`` in it."""

    def __init__(self, database_url: str) -> None:
        context = get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there, database_url), daemon=True)
        self._process.start()

    def ask(self, task: str, *args: Any) -> Any:
        """What the task returns; its failure is raised here."""
        self._here.send((task, args))
        answer = self._here.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        self._here.send(None)
        self._process.join()


def set_up(database_url: str) -> None:
    """Make this process a portal on the database."""
    os.environ.update(
        DATABASE_URL=database_url,
        DJANGO_SETTINGS_MODULE="strategy_portal.settings",
        HTTPS="0",
        SECRET_KEY="bench",
        ALLOWED_HOSTS="*",
    )
    import django

    django.setup()


def _serve(connection: Connection, database_url: str) -> None:
    set_up(database_url)
    from bench.tasks import task

    while (message := connection.recv()) is not None:
        name, args = message
        try:
            connection.send(task(name)(*args))
        except Exception as error:
            connection.send(RuntimeError(f"{name}: {error!r}"))
