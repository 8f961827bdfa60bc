"""Stars and rings for a phone: numbers at the shapes, and what they stand for in a list below."""

from collections.abc import Iterator, Sequence

from apps.overview.figure.centre import centre_radius, draw_centre
from apps.overview.figure.drawing import LINE_HEIGHT, Drawing, DrawnPart, Label, Point, at
from apps.overview.figure.lines import lines_of
from apps.overview.figure.parts import FigureParts, Part
from apps.overview.figure.shapes import Placed, around
from apps.overview.figure.widths import width_of

WIDTH = 340.0
SIZE = 16.0
_CENTRE_SIZE, _MARK_SIZE, _HEADING_SIZE = 14.0, 14.0, 14.0
_MOST_RADIUS, _MARGIN, _INDENT, _BETWEEN = 134.0, 24.0, 34.0, 12.0


def draw_numbered(figure: FigureParts, words: dict[str, str]) -> Drawing:
    """A star or a ring over the list of its parts. ``words`` say what stands where a part has none."""
    radius = max(_MOST_RADIUS, centre_radius(figure.centre.title, size=_CENTRE_SIZE) * 1.7)
    width = max(WIDTH, 2 * (radius + _MARGIN))
    centre = (width / 2, radius + _MARGIN)
    inner, outer = around(figure, centre, radius)
    parts = [draw_centre(figure.centre, centre, size=_CENTRE_SIZE)]
    headings: list[Label] = []
    top = centre[1] + radius + 2 * _MARGIN
    first = 1
    for role, group, placed in (("inner", figure.inner, inner), ("outer", figure.outer, outer)):
        if group.heading and len(figure.inner) and len(figure.outer):
            headings.append(_heading(group.heading, top, width))
            top = headings[-1].box.bottom + _BETWEEN
        listed = list(_listed(group.parts, role, placed, centre, width, top, first, words))
        parts += listed
        first += len(listed)
        top = max([top, *(each.label.box.bottom + 2 * _BETWEEN for each in listed if each.label)])
    return Drawing(width, top - _BETWEEN, parts, 0, headings)


def _heading(words: str, top: float, width: float) -> Label:
    lines = lines_of(words.upper(), width=width, size=_HEADING_SIZE * 1.1)
    return Label.of(lines, x=0, top=top, width=width, anchor="start", size=_HEADING_SIZE)


def _listed(
    parts: Sequence[Part],
    role: str,
    placed: Sequence[Placed],
    centre: Point,
    width: float,
    top: float,
    first: int,
    words: dict[str, str],
) -> Iterator[DrawnPart]:
    for place, (part, shape) in enumerate(zip(parts, placed, strict=True)):
        title = (part.title or words["untitled"]) if part.is_here else words["missing"]
        lines = lines_of(title, width=width - _INDENT, size=SIZE)
        widest = max((width_of(line, SIZE) for line in lines), default=0)
        label = Label.of(lines, x=_INDENT, top=top, width=widest, anchor="start", size=SIZE)
        yield DrawnPart(part, role, shape.path, label, mark=_mark(first + place, shape, centre))
        top = label.box.bottom + _BETWEEN


def _mark(number: int, shape: Placed, centre: Point) -> Label:
    """The number at the shape; the same number stands before the words."""
    x, y = at(centre, shape.reach + _MARK_SIZE * 0.8, shape.degrees)
    height = _MARK_SIZE * LINE_HEIGHT
    width = width_of(str(number), _MARK_SIZE)
    return Label.of([str(number)], x=x, top=y - height / 2, width=width, anchor="middle", size=_MARK_SIZE)
