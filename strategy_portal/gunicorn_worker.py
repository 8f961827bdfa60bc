"""A worker whose threads only ever see whole requests.

gunicorn's own threaded worker hands a connection to a thread at its first byte, and the thread then waits for the rest, for
ever: as many slow senders as there are threads, and nobody is served any more. Here the main thread, which waits for all
sockets at once, gathers head and body; a thread is asked when both are there. A body that will be refused for its length
is not waited for.
"""

import re
import socket
import struct
import time
from dataclasses import dataclass, field
from functools import partial
from selectors import EVENT_READ
from typing import Any
from urllib.parse import unquote

from gunicorn.workers.gthread import ThreadWorker

from apps.core.http.intake import body_limit

#: How long head and body of a request may take together.
REQUEST_SECONDS = 8.0
#: How long a thread waits for a reader to take more of an answer.
ANSWER_SECONDS = 10
_HEAD_BYTES = 64 * 1024
#: What all half-sent requests of a worker may hold together.
_ALL_BYTES = 64 * 1024 * 1024
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_UNSAID = re.compile(rb"^transfer-encoding:", re.IGNORECASE | re.MULTILINE)
_EXPECT = re.compile(rb"^expect:[^\n]*\n", re.IGNORECASE | re.MULTILINE)
_PATH = re.compile(rb"^[A-Z]+ (?:https?://[^/ ]*)?([^ ?]*)")
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_TOO_MUCH = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
)


@dataclass(slots=True)
class Incoming:
    """What has come of a request so far, and how many bytes it will be: unknown until its head is whole."""

    ends_at: float
    received: bytearray = field(default_factory=bytearray)
    size: int | None = None
    #: Its share of what the worker holds.
    counted: int = 0
    #: The body is not waited for, so that the connection cannot be used again.
    is_cut: bool = False

    @property
    def is_whole(self) -> bool:
        return self.size is not None and len(self.received) >= self.size


class WholeRequestWorker(ThreadWorker):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # In the order in which they end: each is given the same time.
        self.incoming: dict[Any, Incoming] = {}
        self.held = 0

    def enqueue_req(self, conn: Any) -> None:
        """A new connection, or one on which another request begins: gather it first."""
        start = b""
        if conn.parser is not None:
            start = conn.parser.unreader.take_buffered()
        conn.sock.setblocking(False)
        self.incoming[conn] = Incoming(time.monotonic() + REQUEST_SECONDS, bytearray(start))
        self.poller.register(conn.sock, EVENT_READ, partial(self.receive, conn))
        self.receive(conn)

    def receive(self, conn: Any, _sock: Any = None) -> None:
        """Take what has come; where the request is whole, let a thread answer it."""
        incoming = self.incoming[conn]
        try:
            data = conn.sock.recv(256 * 1024)
        except (BlockingIOError, InterruptedError):
            data = None
        except OSError:
            data = b""
        if data == b"":
            return self.drop(conn)
        incoming.received += data or b""
        incoming.counted += len(data or b"")
        self.held += len(data or b"")
        if incoming.size is None:
            weigh(incoming)
            if incoming.size is not None and _expects(incoming):
                self.say(conn, b"HTTP/1.1 100 Continue\r\n\r\n")
        if incoming.is_whole or incoming.is_cut:
            return self.hand_over(conn)
        if incoming.size is None and len(incoming.received) > _HEAD_BYTES:
            return self.drop(conn, _TOO_LONG)
        if self.held > _ALL_BYTES:
            return self.drop(conn, _TOO_MUCH)
        return None

    def hand_over(self, conn: Any) -> None:
        incoming = self.forget(conn)
        conn.start, conn.is_cut, conn.data_ready = bytes(incoming.received), incoming.is_cut, True
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        """In a thread: everything that is going to be read has been read already."""
        conn.sock.setblocking(True)
        # Should gunicorn count the bytes of a request otherwise than we do, it waits no longer than this.
        wait = struct.pack("ll", ANSWER_SECONDS, 0)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, wait)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, wait)
        conn.init()
        conn.parser.unreader.unread(conn.start)
        conn.start = b""
        return super().handle(conn)

    def _keepalive_after(self, conn: Any, keepalive: bool) -> bool:
        return not conn.is_cut and super()._keepalive_after(conn, keepalive)

    def murder_pending(self) -> None:
        """Ends what has taken too long, besides what gunicorn ends."""
        super().murder_pending()
        now = time.monotonic()
        while self.incoming:
            conn, incoming = next(iter(self.incoming.items()))
            if incoming.ends_at > now:
                break
            self.drop(conn, _TOO_SLOW if incoming.received else b"")

    def drop(self, conn: Any, last_words: bytes = b"") -> None:
        self.forget(conn)
        self.nr_conns -= 1
        if last_words:
            self.say(conn, last_words)
        conn.close()

    def forget(self, conn: Any) -> Incoming:
        incoming = self.incoming.pop(conn)
        self.poller.unregister(conn.sock)
        self.held -= incoming.counted
        return incoming

    def is_parent_alive(self) -> bool:
        """Where the master was killed, the port is given up at once: what is being answered may take its time."""
        if super().is_parent_alive():
            return True
        self.set_accept_enabled(False)
        for listener in self.sockets:
            listener.close()
        return False

    def say(self, conn: Any, words: bytes) -> None:
        """What no thread is needed for; a sender who does not listen is not waited for."""
        try:
            conn.sock.send(words)
        except OSError:
            self.log.debug("A sender is gone already.")


def weigh(incoming: Incoming) -> None:
    """Find out how many bytes the request has, and cut off a body that will not be read."""
    end = incoming.received.find(_END)
    if end < 0:
        return
    head = bytes(incoming.received[: end + len(_END)])
    lengths, path = _LENGTH.findall(head), _PATH.match(head)
    length = int(lengths[0]) if len(lengths) == 1 else 0
    limit = body_limit(unquote(path[1].decode("latin-1"))) if path else 0
    incoming.is_cut = bool(_UNSAID.search(head)) or len(lengths) > 1 or length > limit
    incoming.size = len(head) + length


def _expects(incoming: Incoming) -> bool:
    """Whether the sender waits to be told to go on, and may; asked and told once, so that gunicorn does not tell again."""
    end = incoming.received.find(_END) + len(_END)
    head, found = _EXPECT.subn(b"", bytes(incoming.received[:end]))
    if found and incoming.size is not None:
        incoming.received[:end] = head
        incoming.size -= end - len(head)
    return bool(found) and not incoming.is_whole and not incoming.is_cut
