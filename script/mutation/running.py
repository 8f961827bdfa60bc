"""Runs the tests of a module on its mutants, each in a copy of the project under ``var/``; the checkout is never written to."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path
from queue import SimpleQueue

from script.mutation.catalogue import ROOT, Module, Mutant

COPIES = ROOT / "var" / "mutation"
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "var", "media", "staticfiles", "db.sqlite3*", "__pycache__", ".*_cache", ".hypothesis"
)
PYTEST = ["-m", "pytest", "-q", "-x", "-n0", "--no-header", "--tb=line", "--nomigrations"]
PYTEST += ["-p", "no:randomly", "-p", "no:cacheprovider"]
PASSED, FAILED, BROKEN = 0, 1, (2, 3, 4)  # as pytest ends; BROKEN is what cannot even be imported
SLACK = 10  # seconds on top of three times as long as the tests take on the unchanged module
ENDLESS = 1800


class TestsFail(Exception):
    """The tests fail on the unchanged module, so that they tell nothing about mutants."""

    __test__ = False


@dataclass(frozen=True)
class Outcome:
    mutant: Mutant
    survived: bool
    timed_out: bool = False


class Copy:
    """A copy of the project in which one mutant after the other is tried."""

    def __init__(self, number: int) -> None:
        self.folder = COPIES / str(number)
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(ROOT, self.folder, ignore=LEFT_OUT)
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(self.folder),
            "HYPOTHESIS_STORAGE_DIRECTORY": "var",
        }
        if address := os.environ.get("DATABASE_URL"):
            self.environment["DATABASE_URL"] = f"{address}_mutant_{number}"

    def seconds(self, module: Module) -> float:
        """How long the tests take when nothing is changed; raises ``TestsFail``."""
        began = time.monotonic()
        code, said = self._test(module, ENDLESS)
        if code != PASSED:
            raise TestsFail(f"The tests of {module.path} fail on the unchanged module.\n{said}")
        return time.monotonic() - began

    def try_out(self, mutant: Mutant, timeout: float) -> Outcome:
        file = self.folder / mutant.module.path
        try:
            self._write(file, mutant.mutation.mutated)
            code, said = self._test(mutant.module, timeout)
        except subprocess.TimeoutExpired:
            return Outcome(mutant, survived=False, timed_out=True)
        finally:
            self._write(file, mutant.mutation.source)
        if code not in (PASSED, FAILED, *BROKEN):
            raise TestsFail(f"pytest ended with {code}.\n{said}")
        return Outcome(mutant, survived=code == PASSED)

    @staticmethod
    def _write(file: Path, source: str) -> None:
        file.write_text(source, encoding="utf-8")
        # Python tells compiled files by second and size, and two mutants of one second may be of one size.
        Path(cache_from_source(str(file))).unlink(missing_ok=True)

    def _test(self, module: Module, timeout: float) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, *PYTEST, *_without_repetition(module.tests)],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        return done.returncode, f"{done.stdout[-2000:]}{done.stderr[-2000:]}"


def _without_repetition(tests: Iterable[str]) -> list[str]:
    """Files before the folder they stand in are run first; pytest itself runs nothing twice."""
    return list(dict.fromkeys(tests))


def run(mutants: list[Mutant], *, processes: int, timeout: float | None = None) -> Iterator[Outcome]:
    """Try the mutants of one module, in so many copies at once. Raises ``TestsFail``."""
    copies: SimpleQueue[Copy] = SimpleQueue()
    for number in range(processes):
        copies.put(Copy(number))
    first = copies.get()
    limit = timeout or SLACK + 3 * first.seconds(mutants[0].module)
    copies.put(first)

    def one(mutant: Mutant) -> Outcome:
        copy = copies.get()
        try:
            return copy.try_out(mutant, limit)
        finally:
            copies.put(copy)

    with ThreadPoolExecutor(processes) as pool:
        yield from pool.map(one, mutants)
