"""Measure the portal's speed as ratios; see README.md."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.databases import Databases
from bench.http import Ceiling, Server
from bench.portal import Portal

PLAN = "/proeveby-1/strategi/"
HELLO = "/bench-hello/"
PUBLIC = {
    "whole plan": PLAN,
    "home": "/",
    "municipality": "/proeveby-1/",
    "API, municipalities": "/api/v1/municipalities/",
    "API, plan": "/api/v1/plans/proeveby-1/strategi/",
    "sitemap": "/sitemap.xml",
}


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


def whole_plan(bench: Bench) -> None:
    with bench.portal() as portal:
        portal.ask("prepare_floor")
        bench.tell("whole plan: queries", portal.ask("count_queries", PLAN), most=3)
        bench.ratios(
            "whole plan, fragments stored ÷ floor",
            lambda: portal.ask("time_page", PLAN),
            lambda: portal.ask("time_floor"),
            most=1.25,
        )


def first_reader(bench: Bench) -> None:
    with bench.portal() as portal:
        portal.ask("prepare_floor")
        bench.ratios(
            "whole plan, nothing stored ÷ floor",
            lambda: portal.ask("time_cold_page", PLAN),
            lambda: portal.ask("time_floor"),
            most=4,
        )


def element_page(bench: Bench) -> None:
    with bench.portal() as portal:
        large, small = portal.ask("prepare_element_pages", 5000, 100)
        bench.tell("element page: queries", portal.ask("count_queries", large), most=3)
        bench.ratios(
            "element page, plan of 5,000 ÷ plan of 100",
            lambda: portal.ask("time_page", large),
            lambda: portal.ask("time_page", small),
            most=1.3,
        )


def warm(bench: Bench) -> None:
    with bench.portal() as portal:
        pages = {**PUBLIC, "element page": portal.ask("element_path", "strategi")}
        queries = {name: portal.ask("count_kept_queries", path) for name, path in pages.items()}
    for name, number in queries.items():
        bench.tell(f"{name}, kept: queries", number, most=1)
    server, ceiling = Server(bench.databases.url(1)[0]), Ceiling()
    try:
        hello = median(server.per_second(HELLO, 200) for _run in range(5))
        bench.tell("hello-world, requests a second", hello)
        fastest = median(ceiling.per_second(HELLO, 200) for _run in range(5))
        bench.tell("what the client itself can take ÷ hello-world", fastest / hello, least=3)
        for name, path in pages.items():
            _kept_page(bench, server, name, path)
    finally:
        server.close()
        ceiling.close()


def _kept_page(bench: Bench, server: Server, name: str, path: str) -> None:
    """A page that is kept, and its 304, each in turns with an empty view."""
    head = server.headers(path, Accept_Encoding="br")
    etag = next(line[6:] for line in head.split("\r\n") if line.lower().startswith("etag: "))
    if " 304 " not in server.headers(path, If_None_Match=etag).split("\r\n")[0]:
        raise RuntimeError("A conditional GET was not answered with 304.")
    hello = partial(server.per_second, HELLO, 200)
    warm = partial(server.per_second, path, 200, Accept_Encoding="br")
    conditional = partial(server.per_second, path, 200, If_None_Match=etag)
    bench.ratios(f"{name}, kept ÷ hello-world", warm, hello, least=0.8)
    bench.ratios(f"{name}, conditional GET ÷ hello-world", conditional, hello, least=0.9)


def building(bench: Bench) -> None:
    with bench.portal() as portal:
        portal.ask("time_building", 1000)
        times = [portal.ask("time_building", 1000) for _run in range(bench.runs)]
        most = 450 if bench.databases.on_postgresql else 300
        # Whatever else the machine does can only make it slower: the fastest run is the least disturbed one.
        bench.tell("building, µs an element", min(t[0] for t in times) * 1000)
        bench.tell("publishing, µs an element", min(t[1] for t in times) * 1000)
        detail = f"(median {median(sum(t) for t in times) * 1000:.0f})"
        bench.tell("building + publishing, µs an element", min(map(sum, times)) * 1000, detail, most=most)


def comparing(bench: Bench) -> None:
    with bench.portal() as portal:
        for elements, most in ((1000, 50), (5000, 400)):
            editions = portal.ask("prepare_editions", elements)
            times = [1000 * portal.ask("time_comparing", *editions) for _run in range(bench.runs)]
            detail = f"(median {median(times):.0f})"
            bench.tell(f"comparing two editions of {elements} elements, ms", min(times), detail, most=most)


def many(bench: Bench) -> None:
    with bench.portal(purpose="_apart") as alone, bench.portal(bench.municipalities) as among_many:
        pages = {
            "municipality": "/proeveby-1/",
            "whole plan": PLAN,
            "element": alone.ask("element_path", "strategi"),
            "editions": f"{PLAN}udgaver/",
        }
        _refuse_blindness(bench, alone)
        for name, path in pages.items():
            bench.ratios(
                f"{name} among {bench.municipalities} municipalities ÷ alone",
                partial(among_many.ask, "time_page", path),
                partial(alone.ask, "time_page", path),
                most=1.2,
            )


def follow_up(bench: Bench) -> None:
    options: dict[str, Any] = {"purpose": "_followed", "with_follow_up": True}
    with bench.portal(**options) as alone, bench.portal(bench.municipalities, **options) as among_many:
        for name, path in alone.ask("follow_up_paths").items():
            bench.ratios(
                f"{name} among the follow-up of {bench.municipalities} ÷ alone",
                partial(among_many.ask, "time_page", path),
                partial(alone.ask, "time_page", path),
                most=1.2,
            )


def _refuse_blindness(bench: Bench, portal: Portal) -> None:
    """Measured against itself a page is as fast as itself, and made twice as slow it must miss."""
    same = partial(portal.ask, "time_page", PLAN)
    bench.ratios("whole plan alone ÷ itself", same, same, most=1.2, least=0.8)
    if bench.middle(partial(portal.ask, "time_page_twice", PLAN), same) <= 1.2:
        raise RuntimeError("A page that takes twice as long was not told from one that does not.")


def admin(bench: Bench) -> None:
    with bench.portal(purpose="_apart") as alone, bench.portal(bench.municipalities) as among_many:
        trees = alone.ask("sign_in_editor"), among_many.ask("sign_in_editor")
        forms = alone.ask("admin_form"), among_many.ask("admin_form")
        for name, (here, there) in {"tree": trees, "change form": forms}.items():
            bench.ratios(
                f"admin {name} among {bench.municipalities} municipalities ÷ alone",
                lambda path=there: among_many.ask("time_admin", path),
                lambda path=here: alone.ask("time_admin", path),
                most=1.2,
            )
            bench.tell(f"admin {name}, seconds", median(alone.ask("time_admin", here) for _run in range(5)))


MEASUREMENTS: dict[str, Callable[[Bench], None]] = {
    "whole-plan": whole_plan,
    "first-reader": first_reader,
    "element-page": element_page,
    "warm": warm,
    "building": building,
    "comparing": comparing,
    "many": many,
    "follow-up": follow_up,
    "admin": admin,
}


def main() -> int:
    os.environ["DEMO"] = "1"  # elsewhere staff must sign in with a second factor
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *MEASUREMENTS], help="only these measurements")
    parser.add_argument("--quick", action="store_true", help="10 runs and 10 municipalities")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(os.environ.get("DATABASE_URL", ""), Path(folder))
        bench = Bench(databases, runs=10 if options.quick else 31, municipalities=10 if options.quick else 98)
        try:
            for name in options.names or MEASUREMENTS:
                MEASUREMENTS[name](bench)
        finally:
            databases.close()
    if bench.missed:
        sys.stdout.write(f"Missed: {'; '.join(bench.missed)}\n")
    return 1 if bench.missed else 0


if __name__ == "__main__":
    sys.exit(main())
