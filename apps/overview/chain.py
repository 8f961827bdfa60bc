"""A chain as a picture: boxes in columns, what others contribute to on the left, and lines between them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.text import wrapped
from apps.overview.followup import status_label
from apps.publishing.chain import CARRIES_OUT, PART_OF, Chain, Link
from apps.publishing.models import Edition, EditionElement
from apps.strategies.kinds import Kind, Level
from apps.strategies.models import Relation

# In the picture's own units, which are pixels where there is room for it.
_WIDTH, _BETWEEN, _GAP = 168, 32, 16
_PADDING, _LINE = 10, 18
_LETTERS, _MOST_LINES = 18, 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a box's text, and where it stands."""

    text: str
    y: int


@dataclass(frozen=True, slots=True)
class Box:
    """One element of the chain as it is drawn."""

    link: Link
    kind: str
    x: int
    y: int
    height: int
    lines: list[Line]
    is_here: bool
    status: str  # its code, empty where nothing is reported
    status_words: str
    width: int = _WIDTH

    @property
    def text_x(self) -> int:
        return self.x + _PADDING

    @property
    def kind_y(self) -> int:
        return self.y + _PADDING + 10

    @property
    def status_y(self) -> int:
        return self.y + self.height - _PADDING

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Contribution:
    """One contribution, in words and as the path of its line. Told one after the other, what is under a thing follows it."""

    contributor: Box
    target: Box
    words: str
    path: str
    depth: int = 0  # how many contributions lie between this one and the top of the chain


@dataclass(frozen=True, slots=True)
class ChainPicture:
    width: int
    height: int
    boxes: list[Box]
    contributions: list[Contribution]
    left_out: int

    @property
    def view_width(self) -> int:
        """With room for the boxes' edges."""
        return self.width + 4

    @property
    def view_height(self) -> int:
        return self.height + 4


#: What is said of an element of the council's strategy that no lower plan takes up.
_NOT_TAKEN_UP: dict[str, Promise] = {
    Kind.VISION: _("No committee has taken this vision up yet."),
    Kind.FOCUS_AREA: _("No committee has taken this focus area up yet."),
    Kind.THEME: _("No committee has taken this theme up yet."),
    Kind.GOAL: _("No committee has taken this goal up yet."),
    Kind.VALUE: _("No committee has taken this value up yet."),
}


def gap_in_words(element: EditionElement, edition: Edition) -> str:
    """What is missing between the element and plans above or below; empty where nothing is. Wants ``PLACE_IN_CHAIN``."""
    if edition.level != Level.COUNCIL_STRATEGY:
        is_outside = element.kind in CARRIES_OUT and not element.takes_up
        return gettext("It stands outside the strategy: it is tied to nothing in it.") if is_outside else ""
    if element.kind not in _NOT_TAKEN_UP or element.is_taken_up:
        return ""
    if element.has_lower_plans:
        return str(_NOT_TAKEN_UP[element.kind])
    return gettext(
        "No development plan or action plan is published here, so it cannot be seen who has taken it up."
    )


def draw_chain(chain: Chain, statuses: Mapping[int, str] = MappingProxyType({})) -> ChainPicture:
    """Where everything stands. Each column is as high as its boxes, and all are centred on the highest.

    ``statuses`` are by identity.
    """
    columns: dict[int, list[Link]] = defaultdict(list)
    for link in chain.links:
        columns[link.step].append(link)
    first = min(columns)
    heights = {
        step: sum(_height(link, statuses) for link in links) + _GAP * (len(links) - 1)
        for step, links in columns.items()
    }
    tallest = max(heights.values())
    boxes: dict[int, Box] = {}
    for step in sorted(columns):
        y = (tallest - heights[step]) // 2
        for link in columns[step]:
            boxes[link.identity] = box = _box(
                link, x=(step - first) * (_WIDTH + _BETWEEN), y=y, statuses=statuses
            )
            y += box.height + _GAP
    width = (max(columns) - first) * (_WIDTH + _BETWEEN) + _WIDTH
    return ChainPicture(
        width,
        tallest,
        list(boxes.values()),
        list(_one_under_the_other(_contributions(chain, boxes))),
        chain.left_out,
    )


def _box(link: Link, *, x: int, y: int, statuses: Mapping[int, str]) -> Box:
    lines = [
        Line(text, y + _PADDING + 10 + _LINE * (number + 1)) for number, text in enumerate(_lines_of(link))
    ]
    status = statuses.get(link.identity, "")
    words = status_label(status) if status else ""
    height = _height(link, statuses)
    return Box(link, _kind_of(link), x, y, height, lines, link.step == 0, status, words)


def _height(link: Link, statuses: Mapping[int, str]) -> int:
    lines = len(_lines_of(link)) + (link.identity in statuses)
    return 2 * _PADDING + 10 + _LINE * lines


def _lines_of(link: Link) -> list[str]:
    return wrapped(link.title, width=_LETTERS, most_lines=_MOST_LINES)


def _kind_of(link: Link) -> str:
    return capfirst(str(Kind(link.kind).label))


def _contributions(chain: Chain, boxes: dict[int, Box]) -> Iterable[Contribution]:
    for source, target, kind in chain.contributions:
        left, right = boxes[target], boxes[source]
        x, to = left.x + left.width, right.x
        bend = (x + to) // 2
        path = f"M{to} {right.middle} C{bend} {right.middle} {bend} {left.middle} {x} {left.middle}"
        yield Contribution(right, left, _words_of(kind), path)


def _one_under_the_other(found: Iterable[Contribution]) -> Iterable[Contribution]:
    """Each followed by what contributes to its contributor, the first time that one is named."""
    under: dict[int, list[Contribution]] = defaultdict(list)
    for one in found:
        under[one.target.link.identity].append(one)
    contributing = {one.contributor.link.identity for ones in under.values() for one in ones}
    tops = [ones for target, ones in under.items() if target not in contributing]
    waiting = [(one, 0) for ones in reversed(tops) for one in reversed(ones)]
    while waiting:
        one, depth = waiting.pop()
        yield replace(one, depth=depth)
        below = under.pop(one.contributor.link.identity, [])
        waiting += [(each, depth + 1) for each in reversed(below)]


def _words_of(kind: str) -> str:
    return gettext("is part of") if kind == PART_OF else str(Relation.Kind(kind).label)
