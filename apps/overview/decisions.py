"""Decisions in words and pictures: how one pulls on each value, and how all of a period do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.decisions.models import Decision
from apps.decisions.reading import (
    Assessed,
    DecidedElement,
    DecisionSheet,
    ValuePicture,
    period_of,
    running_picture,
    sheets,
    weighed,
)
from apps.municipalities.models import CouncilPeriod, Municipality

# In the picture's own units, which are pixels where there is room for it.
_STEP, _HALF = 28, 64
_UNIT_MOST = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One assessment as a bar from the middle: to the right where the decision pulls for the value, to the left against it."""

    value: Assessed
    words: str
    sign: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A decision with its profile of values."""

    decision: Decision
    elements: list[DecidedElement]
    bars: list[Bar]

    @property
    def is_weighed(self) -> bool:
        return bool(self.bars)


def effect_in_words(effect: int | None) -> str:
    """“pulls strongly for it”, and “not assessed” where nobody has said."""
    words = {
        -2: _("pulls strongly against it"),
        -1: _("pulls a little against it"),
        0: _("pulls neither way"),
        1: _("pulls a little for it"),
        2: _("pulls strongly for it"),
    }
    return _("not assessed") if effect is None else words[effect]


def effect_sign(effect: int | None) -> str:
    """“+2”, “−1”, “0”, and a dash where nobody has said."""
    if effect is None:
        return "–"
    return f"+{effect}" if effect > 0 else f"−{-effect}" if effect < 0 else "0"


def decision_pages(decisions: Sequence[Decision]) -> list[DecisionPage]:
    """Each decision with elements and profile. Two queries."""
    return [_page(sheet) for sheet in sheets(decisions)]


def weighed_pages(decisions: QuerySet[Decision]) -> list[DecisionPage]:
    """Each decision with its profile and without its elements, the newest first. One query."""
    return [_page(sheet) for sheet in weighed(decisions)]


def _page(sheet: DecisionSheet) -> DecisionPage:
    return DecisionPage(sheet.decision, sheet.elements, [_bar(value) for value in sheet.values])


def _bar(value: Assessed) -> Bar:
    effect = value.effect or 0
    x = _HALF + min(effect, 0) * _STEP
    return Bar(value, effect_in_words(value.effect), effect_sign(value.effect), x, abs(effect) * _STEP)


@dataclass(frozen=True, slots=True)
class Pile:
    """How many assessments had one effect, as a piece of a bar."""

    effect: int
    sign: str
    number: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class PictureRow:
    value: ValuePicture
    piles: list[Pile]
    words: str


@dataclass(frozen=True, slots=True)
class RunningPicture:
    """What was recorded in a period, a row for each value; ``middle`` is where no effect is."""

    start: date
    end: date
    rows: list[PictureRow]
    middle: float
    width: float


def picture_of(
    municipality: Municipality, *, on: date | None = None, periods: Iterable[CouncilPeriod] | None = None
) -> RunningPicture | None:
    """The running picture of the council period in which a day lies (today unless told); None where there is none.

    Three queries, two where the ``periods`` are given.
    """
    period = period_of(on or timezone.localdate(), periods)
    if period is None:
        return None
    found = running_picture(municipality, *period)
    left = max((row.pull.against for row in found), default=0)
    right = max((row.pull.in_favour + row.pull.neutral for row in found), default=0)
    if not left + right:
        return None
    unit = min(_UNIT_MOST, 480 / (left + right))
    middle = left * unit + 2
    rows = [_row(row, unit, middle) for row in found]
    return RunningPicture(*period, rows, middle, middle + right * unit + 2)


def _row(value: ValuePicture, unit: float, middle: float) -> PictureRow:
    piles: list[Pile] = []
    x = middle
    for effect in (-1, -2):
        width = value.pull.by_effect.get(effect, 0) * unit
        x -= width
        piles.insert(0, Pile(effect, effect_sign(effect), value.pull.by_effect.get(effect, 0), x, width))
    x = middle
    for effect in (0, 1, 2):
        width = value.pull.by_effect.get(effect, 0) * unit
        piles.append(Pile(effect, effect_sign(effect), value.pull.by_effect.get(effect, 0), x, width))
        x += width
    words = _(
        "%(for)d pull for it, %(against)d against it, %(neutral)d neither way, %(missing)d are not assessed"
    )
    told = words % {
        "for": value.pull.in_favour,
        "against": value.pull.against,
        "neutral": value.pull.neutral,
        "missing": value.pull.not_assessed,
    }
    return PictureRow(value, [pile for pile in piles if pile.number], told)
