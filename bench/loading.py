"""How soon a page of each sort is there for a reader who was never here, on a phone four times slower than this machine and Chromium's
“Fast 4G”: the largest thing on it, how long tasks keep it from answering, and whether anything moves.

    .venv/bin/python -m bench.loading [--runs 7]

The shipped strategies are loaded, so that the pages are those that citizens meet. Exits 1 where a median is over its target. Needs
Chromium and requirements-dev.txt.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from bench.browser import ARGUMENTS, LOADED, LOADING, SETTLED, SLOWER
from bench.databases import Databases
from bench.http import Server
from bench.portal import Portal

#: As Chromium's developer tools have it: bytes a second, and milliseconds until the first of them.
FAST_4G = {
    "offline": False,
    "downloadThroughput": 9e6 / 8 * 0.9,
    "uploadThroughput": 1.5e6 / 8 * 0.9,
    "latency": 165,
}
LARGEST = """
window.largest = 0;
new PerformanceObserver((list) => list.getEntries().forEach((paint) => { window.largest = paint.startTime; }))
  .observe({ type: "largest-contentful-paint", buffered: true });
"""
MOST_PAINT, MOST_BLOCKED = 800, 50  # milliseconds
PLAN = "/vesthimmerland/vores-vesthimmerland-2022-2026/"
EXAMPLE = "/eksempelby/udviklingsplan-for-kultur-og-fritid-2026-2029/"
PAGES = {
    "home": "/",
    "municipality with its figure": "/vesthimmerland/",
    "whole plan": PLAN,
    "element": f"{PLAN}vores-vaekst/",
    "element with a chain": f"{EXAMPLE}flere-boern-gaar-til-noget/",
    "timeline": f"{EXAMPLE}flere-boern-gaar-til-noget/historik/",
    "search": "/soeg/?q=folkeskole",
    "comparison": "/sammenlign/",
    "source": f"{PLAN}kilde/",
    "log": "/vesthimmerland/log/",
    "what is new": "/eksempelby/nyt/",
    "round": "/eksempelby/opfoelgning/4/",
    "indicators": "/eksempelby/indikatorer/",
    "decisions": "/eksempelby/beslutninger/",
    "committee": "/eksempelby/udvalg/kultur-og-fritidsudvalget/",
}


def visit(browser: Any, home: str, path: str) -> tuple[float, float, float]:
    """Milliseconds to the largest paint, of blocking, and how much moved."""
    context = browser.new_context(base_url=home, viewport={"width": 390, "height": 844}, is_mobile=True)
    page = context.new_page()
    page.add_init_script(LOADING + LARGEST)
    devtools = context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", FAST_4G)
    answer = page.goto(path)
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    page.wait_for_timeout(SETTLED)
    blocked, shifted = page.evaluate(LOADED)
    found = page.evaluate("window.largest"), blocked, shifted
    context.close()
    return found


def measure(server: Server, runs: int) -> list[str]:
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise SystemExit("There is no Chromium here (install “chromium”).")
    missed = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for name, address in PAGES.items():
            visit(browser, f"http://127.0.0.1:{server.port}", address)  # so that the server has it ready
            told = [visit(browser, f"http://127.0.0.1:{server.port}", address) for _run in range(runs)]
            paint, blocked, shifted = (median(values) for values in zip(*told, strict=True))
            late = paint > MOST_PAINT or blocked > MOST_BLOCKED or shifted > 0
            sys.stdout.write(
                f"{name:<32}largest paint {paint:>5.0f} ms   blocked {blocked:>4.0f} ms   moved {shifted:.3f}"
                f"{'   MISSED' if late else ''}\n"
            )
            sys.stdout.flush()
            missed += [name] if late else []
        browser.close()
    return missed


def main() -> int:
    os.environ["DEMO"] = "1"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(os.environ.get("DATABASE_URL", ""), Path(folder))
        try:
            url, _is_new = databases.url(1, "_loading")
            portal = Portal(url)
            portal.ask("prepare_shipped")
            portal.close()
            server = Server(url)
            try:
                missed = measure(server, options.runs)
            finally:
                server.close()
        finally:
            databases.close()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
