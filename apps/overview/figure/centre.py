"""The circle in the middle of a figure, as large as its words need."""

from math import hypot

from apps.overview.figure.drawing import LINE_HEIGHT, DrawnPart, Label, Point, circle
from apps.overview.figure.lines import lines_of
from apps.overview.figure.parts import Part
from apps.overview.figure.widths import width_of

SIZE = 14.0
_PADDING = 9.0
_LEAST, _STEP = 40.0, 4.0


def centre_radius(title: str, *, size: float = SIZE) -> float:
    """The radius of the smallest circle that holds ``title`` and leaves some room around it."""
    radius = _LEAST
    while not _fits(title, radius, size=size):
        radius += _STEP
    return radius


def draw_centre(part: Part, centre: Point, *, size: float = SIZE) -> DrawnPart:
    """The circle with its words in the middle of it."""
    radius = centre_radius(part.title, size=size)
    lines = _lines(part.title, radius, size=size)
    width = max((width_of(line, size) for line in lines), default=0)
    top = centre[1] - len(lines) * size * LINE_HEIGHT / 2
    label = Label.of(lines, x=centre[0], top=top, width=width, anchor="middle", size=size)
    return DrawnPart(part, "centre", circle(centre, radius), label)


def _lines(title: str, radius: float, *, size: float) -> list[str]:
    return lines_of(title, width=1.6 * (radius - _PADDING), size=size)


def _fits(title: str, radius: float, *, size: float) -> bool:
    lines = _lines(title, radius, size=size)
    half = len(lines) * size * LINE_HEIGHT / 2
    return all(
        hypot(
            width_of(line, size) / 2,
            max(abs(place * size * LINE_HEIGHT - half), abs((place + 1) * size * LINE_HEIGHT - half)),
        )
        <= radius - _PADDING
        for place, line in enumerate(lines)
    )
