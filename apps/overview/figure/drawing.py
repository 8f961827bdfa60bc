"""What a figure is made of once everything has its place: shapes, leaders and lines of text, each part with its own.

Numbers are written out here: a template would write them as the reader's language does, with a comma.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, radians, sin

from apps.overview.figure.parts import Part

LINE_HEIGHT = 1.3
Point = tuple[float, float]
_PAINTED = ("base", "outer", "inner", "centre")


def number(value: float) -> str:
    """As SVG reads it."""
    return f"{value:.1f}".removesuffix(".0") if round(value, 1) else "0"


def at(centre: Point, radius: float, degrees: float) -> Point:
    """The point in that direction from ``centre``; 0 is to the right, and degrees go as a clock does."""
    return centre[0] + radius * cos(radians(degrees)), centre[1] + radius * sin(radians(degrees))


def polygon(points: Iterable[Point]) -> str:
    """The path of a closed polygon."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"


def rectangle(x: float, y: float, width: float, height: float) -> str:
    return polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])


def circle(centre: Point, radius: float) -> str:
    left, right = at(centre, radius, 180), at(centre, radius, 0)
    arc = f"A{number(radius)} {number(radius)} 0 0 1"
    return (
        f"M{number(left[0])} {number(left[1])}{arc} {number(right[0])} {number(right[1])}"
        f"{arc} {number(left[0])} {number(left[1])}Z"
    )


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that no other may overlap."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class TextLine:
    x: str
    y: str
    words: str


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text, aligned at ``anchor`` (``start``, ``middle`` or ``end``), and the box that they fill."""

    lines: list[TextLine]
    anchor: str
    size: float
    box: Box

    @classmethod
    def of(
        cls, lines: Sequence[str], *, x: float, top: float, width: float, anchor: str, size: float
    ) -> "Label":
        """Lines from ``top`` downwards; ``width`` is that of the widest."""
        height = size * LINE_HEIGHT
        placed = [
            TextLine(number(x), number(top + height * place + size), words)
            for place, words in enumerate(lines)
        ]
        left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
        return cls(placed, anchor, size, Box(left, top, left + width, top + height * len(lines)))


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """A part with its shape, the line from there to its label, and the label. ``role`` says where in the figure it stands."""

    part: Part
    role: str
    shape: str
    label: Label | None
    leader: str = ""
    mark: Label | None = None  # the number by which a list below names it
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure in its own units, which are pixels where there is room for it."""

    width: float
    height: float
    parts: list[DrawnPart]
    top: float = 0
    headings: list[Label] = field(default_factory=list)

    @property
    def view_box(self) -> str:
        return f"0 {number(self.top)} {number(self.width)} {number(self.height)}"

    @property
    def painted(self) -> list[DrawnPart]:
        """The parts as they are painted, what lies over others last; ``parts`` are in reading order."""
        return sorted(self.parts, key=lambda drawn: _PAINTED.index(drawn.role))

    @property
    def labels(self) -> list[Label]:
        """Every text of it."""
        texts = [text for part in self.parts for text in (part.label, part.mark) if text]
        return [*texts, *self.headings]
