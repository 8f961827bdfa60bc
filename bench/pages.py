"""How fast pages are, against the least that they can cost."""

from functools import partial
from statistics import median

from bench.http import Ceiling, Server
from bench.turns import Bench

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


def statuses(bench: Bench) -> None:
    with bench.portal(purpose="_followed_plan") as portal:
        path = portal.ask("prepare_statuses", 1000)
        bench.tell("whole plan with live statuses: queries", portal.ask("count_queries", path), most=4)
        bench.ratios(
            "whole plan with live statuses ÷ floor",
            lambda: portal.ask("time_page", path),
            lambda: portal.ask("time_floor"),
            most=1.4,
        )


def element_page(bench: Bench) -> None:
    with bench.portal() as portal:
        large, small = portal.ask("prepare_element_pages", 5000, 100)
        bench.tell("element page: queries", portal.ask("count_queries", large), most=10)
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
