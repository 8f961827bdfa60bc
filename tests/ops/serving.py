"""gunicorn as the portal runs it, and senders who are slow, vanish, or never come to an end."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from tests.processes import ROOT, environment_with

CONFIGURATION = "strategy_portal/gunicorn_conf.py"
START_UP = 60  # seconds


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, database_url, port=None, **chosen):
        self.port = port or free_port()
        environment = environment_with(database_url)
        environment.update(
            DJANGO_SETTINGS_MODULE="tests.settings", BIND=f"127.0.0.1:{self.port}", ENV_FILE=""
        )
        environment.update(chosen)
        command = [sys.executable, "-m", "gunicorn", "-c", CONFIGURATION, "strategy_portal.wsgi"]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def answers_within(self, seconds):
        """Whether the portal answers at all, before so many seconds are over."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if self.get("/healthz").startswith(b"HTTP/1.1 200"):
                    return True
            except OSError:
                time.sleep(0.05)
        return False

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def send(self, data):
        """Everything that is answered to ``data``, until the server hangs up."""
        with self.connect() as connection:
            connection.sendall(data)
            return to_the_end(connection)

    def get(self, path, **headers):
        return self.send(request("GET", path, **headers))

    def stop(self):
        """Whatever is left of it, workers whose master is gone among them."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        finally:
            self.process.wait()


def request(method, path, **headers):
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *lines]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def to_the_end(connection):
    received = b""
    while data := connection.recv(65536):
        received += data
    return received


@contextmanager
def serving(database_url, **chosen):
    """A portal with a database that is migrated, answering."""
    server = Server(database_url, **chosen)
    try:
        assert server.answers_within(START_UP)
        yield server
    finally:
        server.stop()
