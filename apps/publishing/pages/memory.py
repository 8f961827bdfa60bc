"""What most visits to a plan need to know, and no more: has it changed since this process last sent it.

The compressed pages that a process sent are remembered in its memory, in the public state they were sent in. Nothing
becomes public, or stops being so, without a new state (``municipalities.freshness``), so asking for the state is enough.
The statement is written out, because making it anew takes Django several times as long as everything else that such a
visit costs (``bench/`` measures it).
"""

from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache
from django.conf import settings
from django.db import connection

from apps.core.conditional import Compressed

_OVERHEAD = 500  # bytes that an entry takes beside its pages
_STATE = "SELECT id, public_version FROM municipalities_municipality WHERE slug = %s"


@dataclass(frozen=True, slots=True)
class Glance:
    """A published plan's page as last sent, and the public state it was sent in."""

    municipality_id: int
    public_version: int
    page: Compressed


def _size(seen: Glance) -> int:
    return _OVERHEAD + len(seen.page.brotli) + len(seen.page.gzip)


_remembered: LRUCache[str, Glance] = LRUCache(settings.PAGE_MEMORY_BYTES, getsizeof=_size)
_lock = Lock()


def glance(municipality_slug: str, name: str) -> Glance | None:
    """What is remembered of the page of that ``name`` (``conditional.page_name``), if it is still so.

    One query where something is remembered, else none. ``None`` says nothing of whether there is such a plan.
    """
    with _lock:
        seen = _remembered.get(name)
    if seen is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [municipality_slug])
        state = cursor.fetchone()
    return seen if state == (seen.municipality_id, seen.public_version) else None


def remember(name: str, *, municipality_id: int, public_version: int, page: Compressed) -> None:
    """Remember the page of that ``name``, which is public in this state; the least recently read are forgotten first."""
    seen = Glance(municipality_id, public_version, page)
    if _size(seen) <= settings.PAGE_MEMORY_BYTES:
        with _lock:
            _remembered[name] = seen


def forget() -> None:
    """Remember nothing, as in a new process."""
    with _lock:
        _remembered.clear()
