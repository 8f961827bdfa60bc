"""A small form of a figure, without words: which part of the strategy one is in."""

from apps.overview.figure.drawing import Drawing, DrawnPart, circle, polygon, rectangle
from apps.overview.figure.parts import FigureParts, Part
from apps.overview.figure.shapes import around
from apps.strategies.kinds import FigureForm

SIZE = 96.0
_EDGE, _CENTRE, _GAP = 2.0, 0.3, 3.0


def draw_miniature(figure: FigureParts, position: int) -> Drawing:
    """The figure with the part marked in which the element at ``position`` stands."""
    shapes = _pillars(figure) if figure.form == FigureForm.PILLARS else _around(figure)
    here = part_of(figure, position)
    parts = [DrawnPart(part, role, shape, None, is_marked=part is here) for part, role, shape in shapes]
    return Drawing(SIZE, SIZE, parts)


def part_of(figure: FigureParts, position: int) -> Part | None:
    """The smallest part that the element at ``position`` is or stands under."""
    within = [part for part in figure.all if position in part.positions]
    return min(within, key=lambda part: len(part.positions), default=None)


def _around(figure: FigureParts) -> list[tuple[Part, str, str]]:
    middle, radius = (SIZE / 2, SIZE / 2), SIZE / 2 - _EDGE
    inner, outer = around(figure, middle, radius)
    centre = (figure.centre, "centre", circle(middle, radius * _CENTRE))
    inside = [(p, "inner", s.path) for p, s in zip(figure.inner.parts, inner, strict=True)]
    outside = [(p, "outer", s.path) for p, s in zip(figure.outer.parts, outer, strict=True)]
    # The centre last, so that it lies over the tips that meet there.
    return [*outside, *inside, centre]


def _pillars(figure: FigureParts) -> list[tuple[Part, str, str]]:
    parts = [*figure.inner.parts, *figure.outer.parts]
    width = (SIZE - 2 * _EDGE - _GAP * (len(parts) - 1)) / len(parts)
    roof = polygon([(_EDGE, 34), (_EDGE, 24), (SIZE / 2, _EDGE), (SIZE - _EDGE, 24), (SIZE - _EDGE, 34)])
    shapes = [(figure.centre, "centre", roof)]
    for place, part in enumerate(parts):
        x = _EDGE + place * (width + _GAP)
        shapes.append((part, "inner", rectangle(x, 38, max(width, 1), 40)))
    if figure.base:
        shapes.append((figure.base, "base", rectangle(_EDGE, 82, SIZE - 2 * _EDGE, 12)))
    return shapes
