"""What the measurements share: two things take turns, and what is told is the middle of their ratios."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles

from bench.databases import Databases
from bench.portal import Portal


class Bench:
    """Holds what the measurements share: databases, how many runs, and how results are told."""

    def __init__(self, databases: Databases, *, runs: int, municipalities: int) -> None:
        self.databases = databases
        self.runs = runs
        self.municipalities = municipalities
        self.missed: list[str] = []

    @contextmanager
    def portal(
        self, municipalities: int = 1, *, purpose: str = "", with_follow_up: bool = False
    ) -> Iterator[Portal]:
        """A portal on a database with so many municipalities of 1,000 elements; one of its own for each ``purpose``.

        A database on which another measurement wrote has rows that are gone and still in the way.
        """
        url, is_new = self.databases.url(municipalities, purpose)
        portal = Portal(url)
        try:
            if is_new and with_follow_up:
                portal.ask("prepare_follow_up", municipalities, 1000)
            elif is_new:
                portal.ask("prepare", municipalities, 1000, 50)
            yield portal
        finally:
            portal.close()

    def ratios(
        self, name: str, a: Callable[[], float], b: Callable[[], float], *, most: float = 0, least: float = 0
    ) -> None:
        """Let ``a`` and ``b`` take turns and tell the median of ``a`` ÷ ``b``."""
        a(), b()
        found = [a() / b() for _run in range(self.runs)]
        low, _middle, high = quantiles(found, n=4)
        self.tell(name, median(found), f"(middle half {low:.2f}–{high:.2f})", most=most, least=least)

    def middle(self, a: Callable[[], float], b: Callable[[], float]) -> float:
        """The median of ``a`` ÷ ``b`` in turns."""
        return median(a() / b() for _run in range(self.runs))

    def tell(self, name: str, value: float, detail: str = "", *, most: float = 0, least: float = 0) -> None:
        missed = bool((most and value > most) or (least and value < least))
        target = f"≤ {most:g}" if most else f"≥ {least:g}" if least else ""
        sys.stdout.write(f"{name:<58}{value:>8.2f} {target:<8}{'MISSED ' if missed else ''}{detail}\n")
        sys.stdout.flush()
        if missed:
            self.missed.append(name)
