"""Which modules are mutated, by which tests they are held, and which mutants are known to be equivalent."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from script.mutation.mutators import Mutation, mutations

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Module:
    group: str
    path: str
    tests: tuple[str, ...]

    def mutants(self) -> list["Mutant"]:
        return [Mutant(self, mutation) for mutation in _mutations(ROOT / self.path)]


@dataclass(frozen=True)
class Mutant:
    module: Module
    mutation: Mutation

    @property
    def becomes(self) -> str:
        """The line as the mutation leaves it, what was on further lines drawn into it."""
        before, after = self.mutation.source.splitlines(), self.mutation.mutated.splitlines()
        same = 0
        while same < min(len(before), len(after)) and before[-1 - same] == after[-1 - same]:
            same += 1
        first = self.mutation.line_number - 1
        return " ".join(line.strip() for line in after[first : max(len(after) - same, first)])

    @property
    def reason(self) -> str:
        """Why it cannot be told from the original; empty where it can."""
        return _reasons().get((self.mutation.line, self.becomes), "")


def modules() -> list[Module]:
    groups = yaml.safe_load((HERE / "modules.yaml").read_text(encoding="utf-8"))
    return [
        Module(group, path, tuple(tests)) for group, paths in groups.items() for path, tests in paths.items()
    ]


def chosen(names: Iterable[str]) -> list[Module]:
    """The modules whose group or end of path is named; all where none is. Raises ``LookupError`` for a name of none."""
    everything = modules()
    found: list[Module] = []
    for name in names:
        fitting = [m for m in everything if m.group == name or f"/{m.path}".endswith(f"/{name}")]
        if not fitting:
            raise LookupError(f"{name}: no module or group in modules.yaml.")
        found += [module for module in fitting if module not in found]
    return found or everything


def equivalents() -> list[dict[str, str]]:
    return yaml.safe_load((HERE / "equivalent.yaml").read_text(encoding="utf-8")) or []


@cache
def _mutations(path: Path) -> list[Mutation]:
    return mutations(path.read_text(encoding="utf-8"))


@cache
def _reasons() -> dict[tuple[str, str], str]:
    return {(entry["line"], entry["becomes"]): entry["reason"] for entry in equivalents()}
