"""What a plan file holds, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Source:
    """A text a plan was taken from: ``key`` names it inside the plan file."""

    key: str
    file: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of a source, counted from 1."""

    source: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """What was put right when the text was read, and why.

    For ``displaced`` the place where the paragraph landed and the one where it belongs: ``Under “heading”``.
    """

    kind: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or list item; ``*x*`` in the text is emphasis. A plan without sources has no places."""

    text: str
    place: Place | None
    item: bool = False
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Derived:
    """The sentence of running text from which an element's title is quoted."""

    place: Place
    quote: str


@dataclass(frozen=True, slots=True)
class Parts:
    """How many parts of a kind the text itself says there are, and in which words."""

    stated: int
    kind: str
    place: Place | None
    words: str


@dataclass(frozen=True, slots=True)
class RelationTo:
    """A relation to the element with ``title`` in the plan ``plan`` of the same municipality."""

    kind: str
    plan: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One element of the tree. ``responsible`` is the slug of a committee."""

    uid: UUID
    kind: str
    title: str
    line: int  # of the plan file
    place: Place | None = None
    repairs: tuple[Repair, ...] = ()
    derived: Derived | None = None
    parts: Parts | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    relations: tuple[RelationTo, ...] = ()
    responsible: str = ""
    children: "tuple[Node, ...]" = ()

    def walk(self) -> "Iterator[Node]":
        """This element and all under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Aside:
    """Lines that are not part of the plan: furniture or a label. One text a line, or the same for all."""

    place: Place
    texts: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Lines that repeat a line that is shown; ``differences`` are (words of the original, words of the repetition)."""

    place: Place
    of: int
    text: str
    differences: tuple[tuple[str, str], ...]
    why: str


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A whole plan file; ``root`` is the document, whose title is the plan's.

    ``edition_note`` is the public note of the first edition.
    """

    path: Path
    municipality: str
    slug: str
    title: str
    level: str
    start_year: int | None
    end_year: int | None
    adopted_on: date | None
    edition_note: str
    committee: str
    sources: tuple[Source, ...]
    root: Node
    furniture: tuple[Aside, ...] = ()
    labels: tuple[Aside, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
