"""What a figure shows of a plan, read from its outline: a centre or roof, two sets of parts, and what it stands on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.text import capfirst

from apps.overview.kind_words import PLURALS
from apps.overview.outline import main_parts, motto
from apps.publishing.outline import OutlineRow
from apps.strategies.kinds import FigureForm, Kind, Level

#: More than these are a list, not a picture.
MOST_PARTS = 40


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a figure. One that the text speaks of and the portal does not have has no words of its own."""

    title: str
    slug: str = ""
    kind: str = ""
    positions: range = range(0)
    is_here: bool = True


@dataclass(frozen=True, slots=True)
class PartSet:
    """Parts of one kind, and what they are called together."""

    heading: str = ""
    parts: Sequence[Part] = field(default_factory=tuple)

    def __len__(self) -> int:
        return len(self.parts)


@dataclass(frozen=True, slots=True)
class FigureParts:
    """``inner`` lies nearer to the ``centre`` than ``outer``; ``base`` is what all of it stands on."""

    form: FigureForm
    centre: Part
    inner: PartSet
    outer: PartSet
    base: Part | None = None

    @property
    def all(self) -> list[Part]:
        """In reading order: the centre first, the base last."""
        return [self.centre, *self.inner.parts, *self.outer.parts, *([self.base] if self.base else [])]


def figure_parts(rows: Sequence[OutlineRow], *, level: str, chosen: str = "") -> FigureParts | None:
    """The figure of a plan in the form that was ``chosen``, or in that which its tree suggests; None where it has none."""
    if not rows or chosen == FigureForm.NONE or (not chosen and level != Level.COUNCIL_STRATEGY):
        return None
    main = main_parts(rows)
    values, principles = _outermost(rows, Kind.VALUE), _outermost(rows, Kind.PRINCIPLE)
    foundation = next((row for row in rows if row.kind == Kind.FOUNDATION), None)
    form = FigureForm(chosen) if chosen else _suggested(values, foundation)
    inner, outer = (values, main) if values else (main, principles)
    stated = next((row for row in rows if main and row.position == main[0].parent_position), None)
    found = FigureParts(
        form,
        _centre(rows),
        _set(inner, [*_missing(stated, inner)] if inner is main else []),
        _set(outer, [*_missing(stated, outer)] if outer is main else []),
        _part(foundation) if foundation and form == FigureForm.PILLARS else None,
    )
    return found if 1 <= len(found.inner) + len(found.outer) <= MOST_PARTS else None


def _suggested(values: Sequence[OutlineRow], foundation: OutlineRow | None) -> FigureForm:
    """Values and what they are weighed for make a star, a foundation carries pillars, everything else lies around its centre."""
    if values:
        return FigureForm.STAR
    return FigureForm.PILLARS if foundation else FigureForm.RINGS


def _centre(rows: Sequence[OutlineRow]) -> Part:
    """What it all is for: the motto, else the vision, else the plan itself."""
    vision = next((row for row in rows if row.kind == Kind.VISION and row.depth == 1), None)
    goal = motto(row for row in rows if row.kind != Kind.FOUNDATION)
    return _part(goal or vision or rows[0])


def _outermost(rows: Iterable[OutlineRow], kind: Kind) -> list[OutlineRow]:
    found: list[OutlineRow] = []
    for row in rows:
        if row.kind == kind and (not found or row.position > found[-1].last_position):
            found.append(row)
    return found


def _part(row: OutlineRow) -> Part:
    kind = capfirst(str(Kind(row.kind).label))
    return Part(row.title, row.slug, kind, range(row.position, row.last_position + 1))


def _set(rows: Sequence[OutlineRow], missing: Sequence[Part]) -> PartSet:
    heading = str(PLURALS[rows[0].kind]) if rows else ""
    return PartSet(heading, [*map(_part, rows), *missing])


def _missing(stated: OutlineRow | None, rows: Sequence[OutlineRow]) -> Iterable[Part]:
    """A place for each part that the text counts and the portal does not have: its words are not known."""
    if not stated or not stated.parts_stated or not rows or stated.parts_kind != rows[0].kind:
        return
    siblings = sum(row.parent_position == stated.position for row in rows)
    for _number in range(stated.parts_stated - siblings):
        yield Part("", kind=capfirst(str(Kind(stated.parts_kind).label)), is_here=False)
