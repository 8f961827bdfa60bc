"""Which way an indicator goes, in plain values: no database, no language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum


class Movement(Enum):
    """How the newest figure stands to the one before it, seen with the indicator's direction."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Point:
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Trend:
    """``last`` is the newest figure, ``since`` the one it is compared with, ``target`` the next that is due (else the last there is).

    ``is_reached`` is None where there is no target or no figure.
    """

    movement: Movement
    last: Point | None = None
    since: Point | None = None
    target: Point | None = None
    is_reached: bool | None = None


UP, DOWN, LEVEL = "up", "down", "level"


def trend(
    direction: str,
    measured: Sequence[Point],
    *,
    baseline: Point | None = None,
    targets: Sequence[Point] = (),
) -> Trend:
    """The trend of figures in order of time; the baseline is what a single figure is compared with."""
    if not measured:
        return Trend(Movement.UNKNOWN, target=_next_target(targets, None))
    last = measured[-1]
    before = [*([baseline] if baseline and baseline.on < last.on else []), *measured[:-1]]
    since = before[-1] if before else None
    target = _next_target(targets, last.on)
    movement = _movement(direction, since, last, target) if since else Movement.UNKNOWN
    return Trend(movement, last, since, target, _is_reached(direction, last, target))


def _next_target(targets: Sequence[Point], day: date | None) -> Point | None:
    coming = [target for target in targets if day is None or target.on >= day]
    return coming[0] if coming else (targets[-1] if targets else None)


def _movement(direction: str, since: Point, last: Point, target: Point | None) -> Movement:
    change = last.value - since.value
    if direction == LEVEL:
        if target is None:
            return Movement.UNKNOWN
        change = abs(since.value - target.value) - abs(last.value - target.value)
    elif direction == DOWN:
        change = -change
    if change == 0:
        return Movement.SAME
    return Movement.BETTER if change > 0 else Movement.WORSE


def _is_reached(direction: str, last: Point, target: Point | None) -> bool | None:
    if target is None:
        return None
    if direction == UP:
        return last.value >= target.value
    if direction == DOWN:
        return last.value <= target.value
    return last.value == target.value
