"""Many editors at once, through real requests to admin on a real gunicorn; then the ledger is held against the database.

    .venv/bin/python -m bench.writers                                    16 writers × 1,000 on DATABASE_URL's server
    .venv/bin/python -m bench.writers --writers 8 --operations 200

Prints what was done and refused and exits 1 where a tree is damaged, an acknowledged write is lost, a stale save is taken or any
answer is a server error, or where a request took longer than 2 seconds (``--slowest``). gunicorn runs as the portal runs it on that kind of
database; ``--workers`` and ``--threads`` may say otherwise.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench.databases import Databases
from bench.http import Server
from bench.portal import set_up
from bench.writer import Shared, Writer

ELEMENTS = 60
Processes = tuple[int | None, int | None]
#: Seconds that no request may take longer than.
SLOWEST = 2.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--operations", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20211116)
    parser.add_argument("--slowest", type=float, default=SLOWEST)
    parser.add_argument("--workers", type=int)
    parser.add_argument("--threads", type=int)
    options = parser.parse_args()
    processes = (options.workers, options.threads)
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(os.environ.get("DATABASE_URL", ""), Path(folder))
        try:
            found = run(databases.url(1)[0], options.writers, options.operations, options.seed, processes)
        finally:
            databases.close()
    sys.stdout.write(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    wrong = any(found[name] for name in ("violations", "lost", "server_errors", "stale_taken"))
    return 1 if wrong or found["slowest"][0]["seconds"] > options.slowest else 0


def run(
    database_url: str, writers: int, operations: int, seed: int, processes: Processes = (None, None)
) -> dict[str, Any]:
    """Let the writers work on an empty database; returns what was found afterwards."""
    os.environ["DEMO"] = "1"  # elsewhere staff must sign in with a second factor
    set_up(database_url)
    from bench import writing_place

    place = writing_place.prepare(writers, ELEMENTS)
    server = Server(database_url, workers=processes[0], threads=processes[1])
    try:
        shared = Shared(server.port, place["plan"], place["root"], place["elements"])
        team = [Writer(n, writers, key, shared, seed) for n, key in enumerate(place["sessions"])]
        with ThreadPoolExecutor(writers) as pool:
            list(pool.map(lambda writer: writer.run(operations), team))
    finally:
        server.close()
    counts: Counter[str] = sum((writer.counts for writer in team), Counter())
    found = writing_place.verify(team)
    return {
        **found,
        "requests": sum(counts.values()),
        "slowest": slowest(team),
        "answers": dict(sorted(counts.items())),
        "server_errors": [error for writer in team for error in writer.server_errors][:20],
        "stale_refused": sum(writer.stale_refused for writer in team),
        "stale_taken": [title for writer in team for title in writer.stale_taken],
    }


def slowest(team: list[Writer]) -> list[dict[str, Any]]:
    """The five requests that took longest."""
    took = sorted((request for writer in team for request in writer.took), reverse=True)
    return [{"seconds": round(seconds, 3), "path": path} for seconds, path in took[:5]]


if __name__ == "__main__":
    sys.exit(main())
