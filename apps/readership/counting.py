"""Views of public pages, counted in the memory of each process and written down together, once in a while.

A view is a page that was sent, or that the reader had already (304). Nothing of the reader is kept, so two views of one
reader are two. Machines that say what they are, and pages that a browser fetches before anybody wants them, do not count.
"""

import logging
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from django.utils import timezone

from apps.readership.models import ADDRESS_LENGTH
from apps.readership.operations.count import Counts, PageOnDay, add_counts
from apps.readership.operations.forget import forget

logger = logging.getLogger(__name__)

_ENGLISH = "/en/"
#: What programs call themselves; every browser that people use says Mozilla and none of these.
_MACHINES = re.compile(
    "(?<!cu)bot|crawl|spider|slurp|preview|monitor|uptime|pingdom|headless|lighthouse|curl|wget|python|java/|okhttp|go-http"
    "|axios|libwww|perl|ruby|php|scrapy|facebookexternalhit|archive|feed|fetch|scan|http[-_]?client",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def is_machine(user_agent: str) -> bool:
    """Whether whoever sends this ``User-Agent`` is no person at a browser."""
    return not user_agent.startswith(("Mozilla/", "Opera/")) or bool(_MACHINES.search(user_agent))


def page_address(path: str) -> str:
    """The Danish address of the page that is read at ``path``."""
    return path.removeprefix("/en") or "/" if path.startswith(_ENGLISH) or path == "/en" else path


class ViewCounter:
    """Views that are not written down yet, by page and day."""

    def __init__(self) -> None:
        self._views: dict[PageOnDay, int] = {}
        self._since = 0.0
        self._tidied_on: date | None = None
        self._lock = Lock()

    def add(self, address: str) -> bool:
        """Count a view; True where it is time to write down what there is, which is then nobody else's to do."""
        page = PageOnDay(address, timezone.localdate())
        with self._lock:
            if page not in self._views and len(self._views) >= settings.VIEWS_HELD_PAGES:
                return self._is_due()
            self._views[page] = self._views.get(page, 0) + 1
            return self._is_due()

    def _is_due(self) -> bool:
        """Whether enough time has passed since this was last so."""
        now = monotonic()
        if not self._since:
            self._since = now
        if now - self._since < settings.VIEWS_HELD_SECONDS:
            return False
        self._since = now
        return True

    def write_down(self) -> None:
        """Add them to the database, and throw away what is old, once a day. What fails is told in the log and tried again."""
        with self._lock:
            views, self._views = self._views, {}
        if not views:
            return
        try:
            add_counts(counted={page: Counts(views=number) for page, number in views.items()})
        except Exception:
            logger.exception("Views of pages could not be written down; they are tried again.")
            self._take_back(views)
            return
        self._tidy(max(page.day for page in views))

    def _take_back(self, views: Mapping[PageOnDay, int]) -> None:
        with self._lock:
            for page, number in views.items():
                if page in self._views or len(self._views) < settings.VIEWS_HELD_PAGES:
                    self._views[page] = self._views.get(page, 0) + number

    def _tidy(self, today: date) -> None:
        if self._tidied_on == today:
            return
        self._tidied_on = today
        try:
            forget(today=today)
        except Exception:
            logger.exception("What is old of readers could not be thrown away.")

    def clear(self) -> None:
        """As in a new process."""
        with self._lock:
            self._views, self._since, self._tidied_on = {}, 0.0, None


counter = ViewCounter()


def page_sent(environ: Mapping[str, Any]) -> Callable[[], None] | None:
    """Count the page that is sent in answer to this; what is returned is to be called when the reader has it."""
    path = environ["PATH_INFO"]
    if len(path) > ADDRESS_LENGTH or is_machine(environ.get("HTTP_USER_AGENT", "")):
        return None
    if "prefetch" in environ.get("HTTP_SEC_PURPOSE", environ.get("HTTP_PURPOSE", "")):
        return None
    return counter.write_down if counter.add(page_address(path)) else None
