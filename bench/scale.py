"""Whether a municipality's pages stay as fast as they are when many others are beside it."""

from functools import partial
from statistics import median
from typing import Any

from bench.pages import PLAN
from bench.portal import Portal
from bench.turns import Bench


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
