"""A figure as a file of its own, with its colours in it: for paper, where no style sheet is."""

from collections.abc import Iterable
from xml.etree import ElementTree

from apps.overview.figure.drawing import Drawing, DrawnPart, Label, number

_INK, _MUTED, _PAPER = "#1b1b19", "#5a5954", "#ffffff"
#: How much of the accent lies over the paper.
_TINT = {"outer": 0.07, "inner": 0.2, "centre": 1.0, "base": 1.0}


def standalone_svg(drawing: Drawing, *, accent: str) -> str:
    """``drawing`` with shapes in ``accent`` (``#rrggbb``), as text that says everything itself."""
    size = {"width": number(drawing.width), "height": number(drawing.height)}
    root = ElementTree.Element(
        "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": drawing.view_box, **size}
    )
    for drawn in drawing.painted:
        if drawn.leader:
            ElementTree.SubElement(root, "path", {"d": drawn.leader, "fill": "none", "stroke": _MUTED})
    for drawn in drawing.painted:
        ElementTree.SubElement(root, "path", {"d": drawn.shape, **_look(drawn, accent)})
    for drawn in drawing.painted:
        for label in filter(None, (drawn.label, drawn.mark)):
            _write(root, label, _ink(drawn))
    for heading in drawing.headings:
        _write(root, heading, _MUTED)
    return ElementTree.tostring(root, encoding="unicode")


def _look(drawn: DrawnPart, accent: str) -> dict[str, str]:
    if not drawn.part.is_here:
        return {"fill": "none", "stroke": _MUTED, "stroke-dasharray": "5 4"}
    return {"fill": _mixed(accent, _TINT[drawn.role]), "stroke": accent, "stroke-width": "1.5"}


def _ink(drawn: DrawnPart) -> str:
    if not drawn.part.is_here:
        return _MUTED
    return _PAPER if drawn.role in ("centre", "base") else _INK


def _mixed(accent: str, share: float) -> str:
    def channels(colour: str) -> Iterable[int]:
        return (int(colour[place : place + 2], 16) for place in (1, 3, 5))

    mixed = zip(channels(accent), channels(_PAPER), strict=True)
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in mixed)


def _write(root: ElementTree.Element, label: Label, colour: str) -> None:
    for line in label.lines:
        look = {"x": line.x, "y": line.y, "font-size": number(label.size), "fill": colour}
        text = ElementTree.SubElement(root, "text", {**look, "text-anchor": label.anchor})
        text.text = line.words
