"""A line of figures over time as a picture: where each line, point and word stands. Pure geometry on plain values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

from apps.indicators.trend import Point

# In the picture's own units, which are pixels where there is room for it.
WIDTH, HEIGHT = 640, 300
_RIGHT, _TOP, _BOTTOM = 24, 16, 46
_LEAST_LEFT, _MOST_LEFT = 60, 240
_MOST_GRID_LINES, _MOST_TICKS = 8, 6
_LETTER = 13  # about as wide as a digit on a phone, where the picture is small and its words are not


@dataclass(frozen=True, slots=True)
class GridLine:
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """``lines`` are the stretches of measurements without a gap, ``path`` leads from the last figure by the targets to come."""

    grid: list[GridLine]
    ticks: list[Tick]
    lines: list[str]
    dots: list[Dot]
    targets: list[Dot]
    path: str
    baseline: GridLine | None
    left: int
    width: int = WIDTH
    height: int = HEIGHT
    right: int = WIDTH - _RIGHT


def draw_chart(
    measured: Sequence[tuple[date, Decimal | None]],
    targets: Sequence[Point],
    baseline: Point | None,
    *,
    number: Callable[[Decimal], str],
    day: Callable[[date], str],
) -> Chart | None:
    """The picture of figures in order of time (None where one is missing); None where there is nothing to draw.

    ``number`` and ``day`` say a value and a day in words.
    """
    points = [Point(on, value) for on, value in measured if value is not None]
    every = [*points, *targets, *([baseline] if baseline else [])]
    if not every:
        return None
    values = _scale([float(point.value) for point in every])
    days = sorted({point.on for point in every} | {on for on, _value in measured})
    labels = [number(Decimal(str(value))) for value in values]
    left = min(_MOST_LEFT, max(_LEAST_LEFT, max(map(len, labels)) * _LETTER + 12))
    place = _Place(days[0], days[-1], values[0], values[-1], left)

    def dot(point: Point) -> Dot:
        return Dot(place.x(point.on), place.y(float(point.value)), f"{day(point.on)}: {number(point.value)}")

    coming = [target for target in targets if not points or target.on > points[-1].on]
    way = [*points[-1:], *coming]
    return Chart(
        grid=[GridLine(place.y(value), label) for value, label in zip(values, labels, strict=True)],
        ticks=_ticks(days, place, day),
        lines=[_line(stretch, place) for stretch in _stretches(measured) if len(stretch) > 1],
        dots=[dot(point) for point in points],
        targets=[dot(target) for target in targets],
        path=_line(way, place) if len(way) > 1 else "",
        baseline=GridLine(place.y(float(baseline.value)), number(baseline.value)) if baseline else None,
        left=left,
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a day and a value stand."""

    first: date
    last: date
    least: float
    most: float
    left: int

    def x(self, on: date) -> float:
        span = (self.last - self.first).days
        part = (on - self.first).days / span if span else 0.5
        return round(self.left + part * (WIDTH - self.left - _RIGHT), 1)

    def y(self, value: float) -> float:
        part = (value - self.least) / (self.most - self.least)
        return round(HEIGHT - _BOTTOM - part * (HEIGHT - _TOP - _BOTTOM), 1)


def _scale(values: Sequence[float]) -> list[float]:
    """Round values, at most ten of them, that lie around all of ``values``."""
    least, most = min(values), max(values)
    if least == most:
        least, most = (least - 1, most + 1) if least else (0.0, 1.0)
    step = _round_step((most - least) / (_MOST_GRID_LINES - 2))
    first, last = floor(least / step), ceil(most / step)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten that is no smaller."""
    power = 10.0 ** floor(log10(least))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= least * 0.999999)


def _ticks(days: Sequence[date], place: _Place, day: Callable[[date], str]) -> list[Tick]:
    """Some of the days, the last among them, so far apart that their words neither touch nor leave the picture, on a phone either."""
    chosen: list[Tick] = []
    room, free = WIDTH / _MOST_TICKS, float(WIDTH)
    for on in reversed(days):
        x, label = place.x(on), day(on)
        width = len(label) * _LETTER
        is_at_the_end = not chosen and x + width / 2 > WIDTH
        right = x if is_at_the_end else x + width / 2
        if right - width >= 0 and right <= free:
            chosen.append(Tick(x, label, "end" if is_at_the_end else "middle"))
            free = min(right - width - 12, x - room / 2)
    return [tick for tick in reversed(chosen) if tick.label]


def _stretches(measured: Sequence[tuple[date, Decimal | None]]) -> list[list[Point]]:
    found: list[list[Point]] = [[]]
    for on, value in measured:
        if value is None:
            found.append([])
        else:
            found[-1].append(Point(on, value))
    return found


def _line(points: Sequence[Point], place: _Place) -> str:
    return " ".join(f"{place.x(point.on)},{place.y(float(point.value))}" for point in points)
