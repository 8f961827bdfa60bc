"""Stars and rings with their labels on both sides, as wide as a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from apps.overview.figure.centre import centre_radius, draw_centre
from apps.overview.figure.drawing import LINE_HEIGHT, Drawing, DrawnPart, Label, Point, at, number
from apps.overview.figure.lines import lines_of
from apps.overview.figure.parts import FigureParts, Part
from apps.overview.figure.shapes import Placed, around
from apps.overview.figure.widths import width_of

WIDTH = 760.0
SIZE = 15.0
_LEAST_RADIUS, _AROUND_CENTRE = 150.0, 2.1
_TO_LABEL, _BESIDE_LEADER, _BETWEEN, _MARGIN = 34.0, 8.0, 12.0, 8.0
_STRAIGHT = 0.08  # how far from upright a direction may be and still have its label above or below
_STRAIGHT_WIDTH = 280.0


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A label that looks for its place: where its shape points to, and how high it is."""

    part: Part
    role: str
    placed: Placed
    lines: list[str]
    x: float
    y: float

    @property
    def height(self) -> float:
        return len(self.lines) * SIZE * LINE_HEIGHT


def draw_labelled(figure: FigureParts, words: dict[str, str]) -> Drawing:
    """A star or a ring with every label beside it. ``words`` say what stands where a part has none."""
    radius = max(_LEAST_RADIUS, _AROUND_CENTRE * centre_radius(figure.centre.title))
    centre = (WIDTH / 2, 0.0)
    inner, outer = around(figure, centre, radius)
    shapes = [("inner", *pair) for pair in zip(figure.inner.parts, inner, strict=True)]
    shapes += [("outer", *pair) for pair in zip(figure.outer.parts, outer, strict=True)]
    wanted = [_wanted(part, role, placed, centre, radius, words) for role, part, placed in shapes]
    parts = [draw_centre(figure.centre, centre)]
    upright = [each for each in wanted if _is_upright(each)]
    for side in (1, -1):
        column = [each for each in wanted if each not in upright and _side(each) == side]
        parts += _column(column, centre, radius, side)
    parts += [_upright(each, centre, radius) for each in upright]
    order = {id(part): place for place, part in enumerate(figure.all)}
    parts.sort(key=lambda drawn: order[id(drawn.part)])
    boxes = [label.box for drawn in parts if (label := drawn.label)]
    top = min(-radius, *(box.top for box in boxes)) - _MARGIN
    bottom = max(radius, *(box.bottom for box in boxes)) + _MARGIN
    return Drawing(WIDTH, bottom - top, parts, top)


def _wanted(
    part: Part, role: str, placed: Placed, centre: Point, radius: float, words: dict[str, str]
) -> _Wanted:
    upright = abs(cos(radians(placed.degrees))) < _STRAIGHT
    width = _STRAIGHT_WIDTH if upright else WIDTH / 2 - radius - _TO_LABEL - _BESIDE_LEADER
    title = part.title if part.is_here else words["missing"]
    x, y = at(centre, max(placed.reach, radius), placed.degrees)
    return _Wanted(part, role, placed, lines_of(title or words["untitled"], width=width, size=SIZE), x, y)


def _is_upright(wanted: _Wanted) -> bool:
    return abs(cos(radians(wanted.placed.degrees))) < _STRAIGHT


def _side(wanted: _Wanted) -> int:
    return 1 if cos(radians(wanted.placed.degrees)) > 0 else -1


def _upright(wanted: _Wanted, centre: Point, radius: float) -> DrawnPart:
    """A label over the figure or under it."""
    is_above = wanted.y < centre[1]
    edge = centre[1] - radius if is_above else centre[1] + radius
    top = edge - _BETWEEN - wanted.height if is_above else edge + _BETWEEN
    tip = at(centre, wanted.placed.reach, wanted.placed.degrees)
    end = (centre[0], top + wanted.height + 2 if is_above else top - 2)
    return _drawn(wanted, x=centre[0], top=top, anchor="middle", leader=[tip, end])


def _column(column: list[_Wanted], centre: Point, radius: float, side: int) -> list[DrawnPart]:
    """The labels of one side, each as near to its shape as the others let it be."""
    column.sort(key=lambda each: each.y)
    tops = _spread([each.y - each.height / 2 for each in column], [each.height for each in column])
    x = centre[0] + side * (radius + _TO_LABEL)
    drawn = []
    for each, top in zip(column, tops, strict=True):
        tip = at(centre, each.placed.reach, each.placed.degrees)
        out = (each.x, each.y)
        end = (x - side * _BESIDE_LEADER, top + each.height / 2)
        anchor = "start" if side > 0 else "end"
        drawn.append(_drawn(each, x=x, top=top, anchor=anchor, leader=[tip, out, end]))
    return drawn


def _spread(tops: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Places as near as can be to ``tops``, in that order, none of which touches the one before.

    Labels that would touch are put into one block, which stands in the middle of where they wanted to be.
    """
    blocks: list[list[int]] = []
    starts: list[float] = []

    def height(block: list[int]) -> float:
        return sum(heights[each] for each in block) + _BETWEEN * (len(block) - 1)

    def start(block: list[int]) -> float:
        middle = sum(tops[each] + heights[each] / 2 for each in block) / len(block)
        return middle - height(block) / 2

    for place in range(len(tops)):
        blocks.append([place])
        starts.append(start([place]))
        while len(blocks) > 1 and starts[-2] + height(blocks[-2]) + _BETWEEN > starts[-1]:
            joined = blocks[-2] + blocks[-1]
            blocks[-2:], starts[-2:] = [joined], [start(joined)]
    found = [0.0] * len(tops)
    for block, top in zip(blocks, starts, strict=True):
        for each in block:
            found[each] = top
            top += heights[each] + _BETWEEN
    return found


def _drawn(wanted: _Wanted, *, x: float, top: float, anchor: str, leader: Sequence[Point]) -> DrawnPart:
    width = max((width_of(line, SIZE) for line in wanted.lines), default=0)
    label = Label.of(wanted.lines, x=x, top=top, width=width, anchor=anchor, size=SIZE)
    path = "M" + "L".join(f"{number(px)} {number(py)}" for px, py in leader)
    return DrawnPart(wanted.part, wanted.role, wanted.placed.path, label, path)
