"""A vision that rests on pillars, and those on a foundation: words stand in the stones themselves, so nothing can overlap."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from apps.overview.figure.drawing import LINE_HEIGHT, Drawing, DrawnPart, Label, polygon, rectangle
from apps.overview.figure.lines import lines_of
from apps.overview.figure.parts import FigureParts, Part
from apps.overview.figure.widths import width_of

WIDTH, NARROW = 760.0, 340.0
SIZE = 15.0
_EDGE, _GAP, _PADDING, _COURSE = 2.0, 18.0, 14.0, 10.0
_PEDIMENT, _LEAST_PILLAR, _LEAST_BAR = 46.0, 170.0, 44.0
_MOST_IN_A_ROW = 6


def draw_pillars(figure: FigureParts, words: dict[str, str], *, narrow: bool = False) -> Drawing:
    """Roof, pillars and base. On a phone the pillars lie on each other."""
    width = NARROW if narrow else WIDTH
    pillars = [(part, "inner") for part in figure.inner.parts] + [
        (part, "outer") for part in figure.outer.parts
    ]
    roof, y = _stone(figure.centre, "centre", words, x=_EDGE, y=_PEDIMENT, width=width - 2 * _EDGE)
    parts = [replace(roof, shape=_with_pediment(width, y))]
    y += _COURSE
    for places in _rows(len(pillars), 1 if narrow else _MOST_IN_A_ROW):
        drawn, y = _row(pillars[places.start : places.stop], words, y=y, width=width, narrow=narrow)
        parts += drawn
        y += _COURSE
    if figure.base:
        base, y = _stone(figure.base, "base", words, x=_EDGE, y=y, width=width - 2 * _EDGE)
        parts.append(base)
        y += _COURSE
    return Drawing(width, y - _COURSE + _EDGE, parts)


def _rows(count: int, most: int) -> list[range]:
    """Places in rows that are as equal as can be."""
    rows = -(-count // most) or 1
    edges = [count * each // rows for each in range(rows + 1)]
    return [range(low, high) for low, high in pairwise(edges) if low < high]


def _row(
    pillars: Sequence[tuple[Part, str]], words: dict[str, str], *, y: float, width: float, narrow: bool
) -> tuple[list[DrawnPart], float]:
    """Stones of one height side by side, and where they end."""
    inset = _EDGE if narrow else _GAP
    each = (width - 2 * inset - _GAP * (len(pillars) - 1)) / len(pillars)
    height = max(
        _LEAST_BAR if narrow else _LEAST_PILLAR, *(_needed(part, words, each) for part, _ in pillars)
    )
    stones = [
        _stone(part, role, words, x=inset + place * (each + _GAP), y=y, width=each, height=height)
        for place, (part, role) in enumerate(pillars)
    ]
    return [drawn for drawn, _bottom in stones], y + height


def _words_of(part: Part, words: dict[str, str]) -> str:
    return (part.title or words["untitled"]) if part.is_here else words["missing"]


def _lines(part: Part, words: dict[str, str], width: float) -> list[str]:
    return lines_of(_words_of(part, words), width=width - 2 * _PADDING, size=SIZE)


def _needed(part: Part, words: dict[str, str], width: float) -> float:
    return len(_lines(part, words, width)) * SIZE * LINE_HEIGHT + 2 * _PADDING


def _stone(
    part: Part, role: str, words: dict[str, str], *, x: float, y: float, width: float, height: float = 0
) -> tuple[DrawnPart, float]:
    """A stone with its words in the middle of it, and where it ends."""
    lines = _lines(part, words, width)
    height = max(height, _needed(part, words, width))
    top = y + (height - len(lines) * SIZE * LINE_HEIGHT) / 2
    widest = max((width_of(line, SIZE) for line in lines), default=0)
    label = Label.of(lines, x=x + width / 2, top=top, width=widest, anchor="middle", size=SIZE)
    return DrawnPart(part, role, rectangle(x, y, width, height), label), y + height


def _with_pediment(width: float, low: float) -> str:
    return polygon(
        [
            (_EDGE, low),
            (_EDGE, _PEDIMENT),
            (width / 2, _EDGE),
            (width - _EDGE, _PEDIMENT),
            (width - _EDGE, low),
        ]
    )
