"""Requests a second from a real gunicorn."""

import os
import selectors
import socket
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path

_CONNECTIONS = 4


class Client:
    """Asks over connections that are kept open, several at once."""

    port: int
    sockets: list[socket.socket]

    def _connect(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def headers(self, path: str, **headers: str) -> str:
        """The head of the answer to one request."""
        return self._exchange(self.sockets[0], _request(path, **headers)).decode("latin-1")

    def per_second(self, path: str, requests: int, **headers: str) -> float:
        """Requests a second, several at once over connections kept open."""
        data = _request(path, **headers)
        start = time.perf_counter()
        for _round in range(requests // _CONNECTIONS):
            for connection in self.sockets:
                connection.sendall(data)
            for connection in self.sockets:
                _read(connection)
        return requests / (time.perf_counter() - start)

    def _exchange(self, connection: socket.socket, data: bytes) -> bytes:
        connection.sendall(data)
        return _read(connection)


class Server(Client):
    """One gunicorn worker, as the portal runs it, with the address ``/bench-hello/`` beside the portal's own."""

    def __init__(self, database_url: str, *, workers: int | None = 1, threads: int | None = None) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = dict(os.environ, DATABASE_URL=database_url, SECRET_KEY="bench", ALLOWED_HOSTS="*")
        environment.update(DJANGO_SETTINGS_MODULE="bench.settings", HTTPS="0")
        command = [sys.executable, "-m", "gunicorn", "-c", "python:strategy_portal.gunicorn_conf"]
        command += [
            *(["-w", str(workers)] if workers else []),
            *(["--threads", str(threads)] if threads else []),
            "-b",
            f"127.0.0.1:{self.port}",
            "--log-level",
            "error",
            "--access-logfile",
            "/dev/null",
        ]
        command += ["strategy_portal.wsgi"]
        root = Path(__file__).resolve().parent.parent
        self.process = subprocess.Popen(command, env=environment, cwd=root)
        self._wait()
        self.sockets = [self._connect() for _connection in range(_CONNECTIONS)]

    def _wait(self) -> None:
        for _attempt in range(200):
            try:
                self._connect().close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("gunicorn did not start")

    def close(self) -> None:
        for connection in self.sockets:
            connection.close()
        self.process.terminate()
        self.process.wait()


class Ceiling(Client):
    """Answers a few bytes at once, so that what is measured of it is the client: how fast a server could be told to be."""

    def __init__(self) -> None:
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        self.process = get_context("fork").Process(target=_answer_at_once, args=(listener,), daemon=True)
        self.process.start()
        listener.close()
        self.sockets = [self._connect() for _connection in range(_CONNECTIONS)]

    def close(self) -> None:
        for connection in self.sockets:
            connection.close()
        self.process.terminate()
        self.process.join()


def _answer_at_once(listener: socket.socket) -> None:
    with selectors.DefaultSelector() as ready:
        ready.register(listener, selectors.EVENT_READ)
        while True:
            for key, _events in ready.select():
                if key.fileobj is listener:
                    ready.register(listener.accept()[0], selectors.EVENT_READ)
                elif key.fileobj.recv(65536):  # type: ignore[union-attr]
                    key.fileobj.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")  # type: ignore[union-attr]
                else:
                    ready.unregister(key.fileobj)


def _request(path: str, **headers: str) -> bytes:
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: localhost", *lines, "", ""]).encode()


def _read(connection: socket.socket) -> bytes:
    """Read one answer to its end; returns its head."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _some(connection)
    head, _end, body = received.partition(b"\r\n\r\n")
    length = next(
        (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
    )
    missing = length - len(body)
    while missing > 0:
        missing -= len(_some(connection))
    return head


def _some(connection: socket.socket) -> bytes:
    data = connection.recv(1 << 20)
    if not data:
        raise RuntimeError("gunicorn hung up")
    return data
