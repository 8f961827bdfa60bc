"""How long a process waits for the database, and when it stops asking.

A server that hangs still answers to TCP, and its own time-outs hang with it: only this side can stop waiting. libpq offers
no such limit for a query; psycopg2 calls ``wait`` instead of waiting itself.
"""

import select
import threading
import time
from typing import Any

from django.conf import settings
from psycopg2 import OperationalError
from psycopg2.extensions import POLL_OK, POLL_READ, STATUS_SETUP

#: After a failure the database is asked once in so many seconds, by one request; the others are told at once.
PAUSE_SECONDS = 2.0


class Unanswered(OperationalError):
    """The database gave no answer in time, or gave none a moment ago."""


def wait(connection: Any) -> None:
    """Wait for the database as psycopg2 asks, not for longer than the settings say. Raises ``Unanswered``."""
    is_new = connection.status == STATUS_SETUP
    seconds = settings.DATABASE_CONNECT_SECONDS if is_new else settings.DATABASE_WAIT_SECONDS
    deadline = time.monotonic() + seconds
    state = connection.poll()
    while state != POLL_OK:
        poller = select.poll()
        poller.register(connection.fileno(), select.POLLIN if state == POLL_READ else select.POLLOUT)
        if not poller.poll(max(0.0, deadline - time.monotonic()) * 1000):
            outage.begin()
            raise Unanswered("The database does not answer")
        state = connection.poll()


def is_quiet(connection: Any) -> bool:
    """Whether an idle connection is as it was left. What comes unasked is a farewell: a look at the socket is enough."""
    if connection.closed:
        return False
    poller = select.poll()
    poller.register(connection.fileno(), select.POLLIN)
    return not poller.poll(0)


class Outage:
    """What a process knows of a database that does not answer: one request finds out, the others need not wait, too."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next_try: float | None = None

    def begin(self) -> None:
        self._next_try = time.monotonic() + PAUSE_SECONDS

    def end(self) -> None:
        self._next_try = None

    def may_ask(self) -> bool:
        """Whether to ask the database; during an outage one in a while may, to find out whether it is over."""
        if self._next_try is None:
            return True
        with self._lock:
            now = time.monotonic()
            if self._next_try is not None and now < self._next_try:
                return False
            self._next_try = now + PAUSE_SECONDS
            return True


outage = Outage()
