"""Whether a plan keeps the order of its sources."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from apps.imports.plan_values import Node, Place
from apps.imports.shown import Shown, at
from apps.strategies.kinds import Kind


def reading_order(pieces: list[Shown]) -> Iterator[str]:
    """What is shown keeps the order of its source, but for what a repair moved; inside one element even that.

    The title of the plan is free: a document may open with its lead.
    """
    for key in {piece.place.source for piece in pieces}:
        in_order: list[tuple[int, Node]] = []
        moved: list[tuple[int, int, Shown]] = []
        inside: tuple[Node | None, int] = (None, 0)
        for piece in pieces:
            if piece.place.source != key or (piece.is_title and piece.node.kind == Kind.DOCUMENT):
                continue
            for line in piece.place.lines:
                is_moved = line in piece.moved_lines
                previous = in_order[-1][0] if in_order and not is_moved else 0
                if inside[0] is piece.node:
                    previous = max(previous, inside[1])
                if line <= previous:
                    place = Place(key, (line,))
                    yield _("%(at)s stands after line %(other)s.") % {"at": at(place), "other": previous}
                inside = (piece.node, line)
                if is_moved:
                    moved.append((line, len(in_order), piece))
                else:
                    in_order.append((line, piece.node))
        for line, before, piece in moved:
            yield from _really_displaced(line, in_order[:before], in_order[before:], piece)


def _really_displaced(
    line: int, earlier: list[tuple[int, Node]], later: list[tuple[int, Node]], piece: Shown
) -> Iterator[str]:
    """A displaced paragraph stood under the heading its repair names, and belongs under the one it stands under now."""
    for repair in piece.repairs:
        if repair.kind != "displaced":
            continue
        place = Place(piece.place.source, (line,))
        if all(other < line for other, _node in earlier) and all(other > line for other, _node in later):
            yield _("%(at)s is called displaced, but stands in its place.") % {"at": at(place)}
        landed = max(((n, node.title) for n, node in (*earlier, *later) if n < line), default=(0, ""))[1]
        if (repair.before, repair.after) != (_under(landed), _under(piece.node.title)):
            yield _(
                "%(at)s landed under “%(landed)s” and belongs under “%(belongs)s”; the repair says otherwise."
            ) % {
                "at": at(place),
                "landed": landed,
                "belongs": piece.node.title,
            }


def _under(title: str) -> str:
    """A place in a plan, as a displaced paragraph's repair names it: in the plan's language, for its readers."""
    return f"Under “{title}”"
