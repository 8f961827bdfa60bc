"""A source document line by line: what each line became in the plan, in words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from apps.publishing.models import EditionElement, EditionSource
from apps.strategies.models import SourcePassage

Role = SourcePassage.Role
_USED = {Role.TITLE, Role.PARAGRAPH, Role.DERIVED}


@dataclass(slots=True)
class LineUse:
    """What became of a line: where it stands in the plan (``title`` and ``slug``), or why it does not."""

    words: str
    last: int  # line
    title: str = ""
    slug: str = ""
    note: str = ""
    repairs: list[dict[str, str]] = field(default_factory=list)

    @property
    def reason(self) -> str:
        if self.words == _("Not shown:"):
            return self.note[:1].upper() + self.note[1:]
        return f"{self.words} {self.note}".strip()


@dataclass(slots=True)
class Line:
    number: int
    text: str
    state: str  # used, unused or unknown
    is_title: bool
    blank: range  # the lines without words before it: their anchors stand here
    uses: list[LineUse]


def annotated(document: EditionSource, elements: Iterable[EditionElement]) -> list[Line]:
    """Every line of the document that has words, with what became of it."""
    titles = {str(row.identity.uid): (row.title, row.slug) for row in elements}
    on_line: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for passage in document.passages:
        for number in range(passage["first"], passage["last"] + 1):
            on_line[number].append(passage)
    lines: list[Line] = []
    previous = 0
    for number, text in enumerate(document.text.split("\n"), 1):
        if not text.strip():
            continue
        here = on_line[number]
        lines.append(
            Line(
                number=number,
                text=text.strip(),
                state=_state(here),
                is_title=any(p["role"] == Role.TITLE for p in here),
                blank=range(previous + 1, number),
                uses=[_use(p, titles) for p in here if p["first"] == number],
            )
        )
        previous = number
    return lines


@dataclass(frozen=True, slots=True)
class RepairedPlace:
    """A line from which words were repaired, and the element they stand in."""

    number: int
    title: str
    repairs: int


def repaired_places(lines: Iterable[Line]) -> list[RepairedPlace]:
    """Where in the document words were repaired, in its order."""
    return [
        RepairedPlace(line.number, use.title, len(use.repairs))
        for line in lines
        for use in line.uses
        if use.repairs
    ]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines that were left out for one reason."""

    reason: str
    spans: list[tuple[int, int]]

    @property
    def number(self) -> int:
        return sum(last - first + 1 for first, last in self.spans)


def left_out_places(document: EditionSource) -> list[LeftOut]:
    """Which lines of the document do not stand in the plan, by the reason why, in the order in which they first occur."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for passage in document.passages:
        if passage["role"] not in _USED:
            found[_use(passage, {}).reason].append((passage["first"], passage["last"]))
    return [LeftOut(reason, spans) for reason, spans in found.items()]


def _state(passages: list[dict[str, Any]]) -> str:
    if any(p["role"] in _USED for p in passages):
        return "used"
    return "unused" if passages else "unknown"


def _use(passage: dict[str, Any], titles: dict[str, tuple[str, str]]) -> LineUse:
    title, slug = titles.get(str(passage.get("uid") or ""), ("", ""))
    words = {
        Role.TITLE: _("Heading of"),
        Role.PARAGRAPH: _("Paragraph %(number)s in") % {"number": passage.get("paragraph") or 1},
        Role.DERIVED: _("Gives its words to"),
        Role.LABEL: _("A label; said by the kind of the element instead."),
        Role.FURNITURE: _("Not shown: it belongs to the page the text stood on, not to the text."),
        Role.DUPLICATE: _("Not shown: a repetition."),
    }[Role(passage["role"])]
    note = passage.get("note", "")
    if note and passage["role"] in (Role.FURNITURE, Role.DUPLICATE):
        words, note = _("Not shown:"), note[0].lower() + note[1:]
    return LineUse(words, passage["last"], title, slug, note, passage.get("repairs", []))
