"""Which elements of an edition say what it is about."""

from collections import defaultdict
from collections.abc import Iterable

from apps.publishing.outline import OutlineRow
from apps.strategies.kinds import MAIN_KINDS, Kind


def main_parts(rows: Iterable[OutlineRow]) -> list[OutlineRow]:
    """The elements of the first of ``MAIN_KINDS`` there is, without those that stand under one of their own."""
    by_kind: dict[str, list[OutlineRow]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    for kind in MAIN_KINDS:
        if by_kind[kind]:
            outermost: list[OutlineRow] = []
            for row in by_kind[kind]:
                if not outermost or row.position > outermost[-1].last_position:
                    outermost.append(row)
            return outermost
    return []


def motto(rows: Iterable[OutlineRow]) -> OutlineRow | None:
    """The overarching goal; else a sentence lifted out of the text; else a vision that is called more than “Vision”."""
    best: tuple[int, OutlineRow] | None = None
    for row in rows:
        if row.kind == Kind.OVERARCHING_GOAL:
            rank = 0
        elif row.is_derived:
            rank = 1
        elif row.kind == Kind.VISION and row.depth == 1 and " " in row.title:
            rank = 2
        else:
            continue
        if best is None or rank < best[0]:
            best = (rank, row)
    return best[1] if best else None
