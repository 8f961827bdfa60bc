"""The portal as gunicorn sees it: bytes in, bytes out, no test client in between."""

from io import BytesIO
from typing import NamedTuple

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Unreadable(BytesIO):
    """A body of which nobody may read a byte."""

    def read(self, *args):
        raise AssertionError("The body was read")

    readline = readlines = read1 = __next__ = read


def ask(path="/", query="", method="GET", body=b"", **environ):
    from strategy_portal.wsgi import application

    started = []
    request = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)) if isinstance(body, bytes) else "",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body) if isinstance(body, bytes) else body,
        "wsgi.errors": BytesIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **environ,
    }
    parts = application(request, lambda status, headers, exc_info=None: started.append((status, headers)))
    content = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    ((status, headers),) = started
    return Answer(int(status.split()[0]), dict(headers), content)


@pytest.fixture(autouse=True)
def _connections_stay():
    """A request would close the connection that holds the test's transaction; Django's own test client sees to it alike."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def outside(db):
    return ask
