"""``script/mutate``: which mutants the tests let live. Ends with 1 where they catch too few."""

import argparse
import os
import random
import sys
from collections.abc import Sequence
from difflib import unified_diff

from script.mutation.catalogue import Module, Mutant, chosen
from script.mutation.running import Outcome, TestsFail, run

ENOUGH = 95.0  # per cent of the mutants that are not equivalent


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/mutate", description=__doc__)
    parser.add_argument(
        "modules", nargs="*", help="ends of paths, or groups of modules.yaml; all if none is named"
    )
    parser.add_argument("--list", action="store_true", help="say what would be tried, and try nothing")
    parser.add_argument("--sample", type=int, help="at most so many mutants of each module")
    parser.add_argument("--seed", type=int, default=1, help="which ones; the same seed gives the same")
    parser.add_argument("--line", default="", help="only mutants of lines that contain this")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--timeout", type=float, help="seconds for one mutant; else by how long the tests take"
    )
    parser.add_argument("--threshold", type=float, default=ENOUGH, help="per cent that must be caught")
    return parser.parse_args(given)


def main() -> int:
    options = arguments()
    try:
        return _list(options) if options.list else _try(options)
    except (LookupError, TestsFail) as error:
        print(error, file=sys.stderr)
        return 2


def mutants_of(module: Module, options: argparse.Namespace) -> tuple[list[Mutant], int]:
    """The mutants to be tried, and how many others are equivalent."""
    every = [m for m in module.mutants() if options.line in m.mutation.line]
    real = [mutant for mutant in every if not mutant.reason]
    equivalent = len(every) - len(real)
    if options.sample is not None and options.sample < len(real):
        picked = random.Random(f"{options.seed}{module.path}").sample(range(len(real)), options.sample)  # noqa: S311
        real = [real[index] for index in sorted(picked)]
    return real, equivalent


def _list(options: argparse.Namespace) -> int:
    for module in chosen(options.modules):
        mutants, equivalent = mutants_of(module, options)
        print(f"{module.path}: {len(mutants)} mutants, {equivalent} equivalent")
        for mutant in mutants:
            print(f"  {mutant.mutation.line_number}: {mutant.mutation.what}: {mutant.becomes}")
    return 0


def _try(options: argparse.Namespace) -> int:
    tried = caught = 0
    for module in chosen(options.modules):
        mutants, equivalent = mutants_of(module, options)
        outcomes = list(run(mutants, processes=options.processes, timeout=options.timeout)) if mutants else []
        survivors = [outcome for outcome in outcomes if outcome.survived]
        for outcome in survivors:
            print(diff(outcome), flush=True)
        late = sum(outcome.timed_out for outcome in outcomes)
        tried, caught = tried + len(outcomes), caught + len(outcomes) - len(survivors)
        print(
            f"{module.path}: {len(outcomes)} mutants, {len(outcomes) - len(survivors)} caught"
            f" ({late} by time), {len(survivors)} survived, {equivalent} equivalent not tried",
            flush=True,
        )
    share = 100 * caught / tried if tried else 100.0
    print(f"Altogether {caught} of {tried} caught: {share:.1f} %, and {options.threshold:g} % are asked.")
    return 0 if share >= options.threshold else 1


def diff(outcome: Outcome) -> str:
    mutation, path = outcome.mutant.mutation, outcome.mutant.module.path
    lines = unified_diff(
        mutation.source.splitlines(), mutation.mutated.splitlines(), path, mutation.what, lineterm="", n=1
    )
    return "\n".join(["SURVIVED", *lines, ""])


if __name__ == "__main__":
    sys.exit(main())
