"""Measure the portal's speed as ratios; see README.md."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import operations, pages, scale
from bench.databases import Databases
from bench.turns import Bench

MEASUREMENTS: dict[str, Callable[[Bench], None]] = {
    "whole-plan": pages.whole_plan,
    "first-reader": pages.first_reader,
    "statuses": pages.statuses,
    "element-page": pages.element_page,
    "warm": pages.warm,
    "building": operations.building,
    "comparing": operations.comparing,
    "search": operations.search,
    "pdf": operations.pdf,
    "many": scale.many,
    "follow-up": scale.follow_up,
    "admin": scale.admin,
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
