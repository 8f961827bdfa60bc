"""Public answers as they are kept: compressed, with their very headers, in as many bytes as a process may have for them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from sys import intern
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse

from apps.core.code_version import code_version
from apps.core.conditional import IDENTITY, PublicVersion, decode, encode

Headers = tuple[tuple[str, str], ...]
#: Headers that tell of the body, which a 304 does not have.
_OF_THE_BODY = {"content-type", "content-length", "content-encoding"}
#: Bytes that an entry takes beside what it holds.
_OVERHEAD = 1_000
_SHARED_BACKENDS = ("redis", "memcached")


@dataclass(slots=True)
class StoredResponse:
    """A public answer. ``headers`` are those of its plain form; ``bodies`` are its forms by encoding, made when asked for."""

    version: PublicVersion
    etag: str
    headers: Headers
    bodies: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, response: HttpResponse, version: PublicVersion) -> "StoredResponse":
        """``response``, its content plain."""
        headers = tuple((intern(name), intern(value)) for name, value in response.items())
        return cls(version, response["ETag"], headers, {IDENTITY: response.content})

    @property
    def content_type(self) -> str:
        return next((value for name, value in self.headers if name == "Content-Type"), "")

    def headers_in(self, encoding: str, length: int) -> list[tuple[str, str]]:
        """The headers of the answer in that encoding, whose body has so many bytes."""
        headers = [
            (name, str(length) if name.lower() == "content-length" else value) for name, value in self.headers
        ]
        return headers if encoding == IDENTITY else [*headers, ("Content-Encoding", encoding)]

    def headers_not_modified(self) -> list[tuple[str, str]]:
        """The headers of a 304."""
        return [(name, value) for name, value in self.headers if name.lower() not in _OF_THE_BODY]

    def body_in(self, encoding: str) -> bytes:
        """The body in that encoding, made of another one where it is not there."""
        if encoding in self.bodies:
            return self.bodies[encoding]
        kept, body = next(iter(self.bodies.items()))
        return encode(decode(body, kept), encoding)

    def keeping(self, encoding: str, body: bytes) -> "StoredResponse":
        """The same with that body, and without the plain one where there is a shorter one."""
        bodies = {**self.bodies, encoding: body}
        if len(bodies) > 1:
            bodies.pop(IDENTITY, None)
        return StoredResponse(self.version, self.etag, self.headers, bodies)

    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return _OVERHEAD + sum(map(len, self.bodies.values())) + sum(len(n) + len(v) for n, v in self.headers)


class ResponseStore:
    """Answers by key: in this process up to so many bytes, the least recently read given up first, and in the cache that
    the processes share, if there is one; there a time-out and the cache's own limit bound them."""

    def __init__(self, most_bytes: int) -> None:
        self._own: LRUCache[str, StoredResponse] = LRUCache(most_bytes, getsizeof=StoredResponse.size)
        self._lock = Lock()

    def own(self, key: str) -> StoredResponse | None:
        with self._lock:
            return self._own.get(key)

    def shared(self, key: str) -> StoredResponse | None:
        """What another process has kept."""
        if not _is_shared():
            return None
        values: Mapping[str, Any] | None = cache.get(_shared_key(key))
        if values is None:
            return None
        version = PublicVersion(*values["version"])
        return StoredResponse(version, values["etag"], values["headers"], values["bodies"])

    def keep(self, key: str, response: StoredResponse, *, share: bool = False) -> None:
        """Keep it here, if it is not too large, and with ``share`` where others find it, too."""
        with self._lock:
            if response.size() <= self._own.maxsize:
                self._own[key] = response
        if share and _is_shared():
            values = {
                "version": tuple(response.version),
                "etag": response.etag,
                "headers": response.headers,
                "bodies": response.bodies,
            }
            cache.set(_shared_key(key), values, settings.PAGE_SHARED_SECONDS)

    def discard(self, key: str) -> None:
        """Give up what this process has there."""
        with self._lock:
            self._own.pop(key, None)

    def clear(self) -> None:
        """Keep nothing, as in a new process."""
        with self._lock:
            self._own.clear()

    @property
    def bytes(self) -> int:
        return int(self._own.currsize)


def _is_shared() -> bool:
    """A cache in files is no faster than rendering, and one in memory is this process's own."""
    return any(name in settings.CACHES["default"]["BACKEND"].lower() for name in _SHARED_BACKENDS)


def _shared_key(key: str) -> str:
    name = f"{code_version()}|{key}".encode("utf-8", "surrogatepass")
    return f"page:{hashlib.blake2s(name).hexdigest()}"
