"""The shapes of the forms around a centre, without a word: tips of stars and stretches of a ring."""

from dataclasses import dataclass
from itertools import pairwise

from apps.overview.figure.drawing import Point, at, number, polygon
from apps.overview.figure.parts import FigureParts
from apps.strategies.kinds import FigureForm

#: Of the radius of the whole: where the tips of the inner star end, where two tips meet, and the hole in a ring.
_INNER, _VALLEY, _INNER_VALLEY, _HOLE = 0.76, 0.44, 0.4, 0.6
_GAP = 1.2  # degrees between two stretches of a ring


@dataclass(frozen=True, slots=True)
class Placed:
    """A shape, the direction in which it lies and how far out it reaches."""

    path: str
    degrees: float
    reach: float


def around(figure: FigureParts, centre: Point, radius: float) -> tuple[list[Placed], list[Placed]]:
    """The shapes of the inner and of the outer parts."""
    if figure.form == FigureForm.STAR:
        return _stars(centre, radius, len(figure.inner), len(figure.outer))
    return _ring(centre, radius, len(figure.inner), len(figure.outer))


def _stars(centre: Point, radius: float, inner: int, outer: int) -> tuple[list[Placed], list[Placed]]:
    """The tips of a star, and those of a smaller one that lie between them."""
    if not outer:
        return _tips(centre, radius, _even(inner), _VALLEY), []
    directions = _even(outer, first=-90 + 180 / outer)
    between = _between(inner, outer)
    return (
        _tips(centre, radius * _INNER, between, _INNER_VALLEY / _INNER),
        _tips(centre, radius, directions, _VALLEY),
    )


def _even(count: int, *, first: float = -90) -> list[float]:
    return [first + 360 * place / count for place in range(count)]


def _between(inner: int, outer: int) -> list[float]:
    """Directions of ``inner`` tips in the valleys between ``outer`` tips, as evenly as whole numbers allow; the first is up."""
    valley = 360 / outer
    shares = [inner * (place + 1) // outer - inner * place // outer for place in range(outer)]
    return [
        -90 + valley * place + valley * 0.64 * ((each + 0.5) / share - 0.5)
        for place, share in enumerate(shares)
        for each in range(share)
    ]


def _tips(centre: Point, radius: float, directions: list[float], valley: float) -> list[Placed]:
    narrow = min([90.0, *(_apart(a, b) for a, b in pairwise(directions))])
    half = narrow / 2
    placed = []
    for degrees in directions:
        low, high = at(centre, radius * valley, degrees - half), at(centre, radius * valley, degrees + half)
        placed.append(Placed(polygon([centre, low, at(centre, radius, degrees), high]), degrees, radius))
    return placed


def _apart(one: float, other: float) -> float:
    return abs(other - one)


def _ring(centre: Point, radius: float, inner: int, outer: int) -> tuple[list[Placed], list[Placed]]:
    """Stretches of one ring: all of it for one set of parts; with two, the first on the right and the other on the left."""
    if not inner or not outer:
        whole = _stretches(centre, radius, inner or outer, start=-90, sweep=360)
        return (whole, []) if inner else ([], whole)
    right = _stretches(centre, radius, inner, start=-90, sweep=180)
    return right, _stretches(centre, radius, outer, start=270, sweep=-180)


def _stretches(centre: Point, radius: float, count: int, *, start: float, sweep: float) -> list[Placed]:
    """From ``start`` on; a negative ``sweep`` goes against the clock, so that the first is always the uppermost."""
    step = sweep / count
    placed = []
    for place in range(count):
        low, high = sorted((start + step * place, start + step * (place + 1)))
        path = _stretch(centre, radius, low + _GAP, high - _GAP)
        placed.append(Placed(path, (low + high) / 2, radius))
    return placed


def _stretch(centre: Point, radius: float, low: float, high: float) -> str:
    hole = radius * _HOLE
    a, b = at(centre, radius, low), at(centre, radius, high)
    c, d = at(centre, hole, high), at(centre, hole, low)
    large = int(high - low > 180)
    return (
        f"M{number(a[0])} {number(a[1])}A{number(radius)} {number(radius)} 0 {large} 1 {number(b[0])} {number(b[1])}"
        f"L{number(c[0])} {number(c[1])}A{number(hole)} {number(hole)} 0 {large} 0 {number(d[0])} {number(d[1])}Z"
    )
