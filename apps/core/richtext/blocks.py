"""What a text is made of: paragraphs, lists, quotations and tables, each of which writes itself in the one canonical form."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from apps.core.richtext.scripts import set_off
from apps.core.text import without_unseen

Marks = tuple[tuple[str, str], ...]  # (tag, href), in the order of INLINE
INLINE = ("a", "strong", "em", "sub", "sup")  # outermost first
CELLS = " | "  # between the cells of a row where a table stands as text


def _joined(runs: list[tuple[str, Marks]]) -> list[tuple[str, Marks]]:
    """Equal neighbours as one, without what nobody sees."""
    out: list[tuple[str, Marks]] = []
    for marks, group in groupby(runs, key=lambda run: run[1]):
        if text := without_unseen("".join(text for text, _ in group)):
            out.append((text, marks))
    return out


@dataclass(slots=True)
class Text:
    """A stretch of running text: a paragraph, of its own or in an item, a cell or a quotation."""

    runs: list[tuple[str, Marks]] = field(default_factory=list)

    def closed(self) -> "Text":
        """White space collapsed over all runs, nothing unseen, letters composed, equal neighbours joined, empty runs dropped."""
        out: list[tuple[str, Marks]] = []
        for text, marks in _joined(self.runs):
            collapsed = " ".join(text.split())
            lead = " " if text[:1].isspace() and out and not out[-1][0].endswith(" ") else ""
            tail = " " if collapsed and text[-1:].isspace() else ""
            piece = lead + collapsed + tail
            if piece:
                out.append((piece, marks))
        out = _joined(out)
        while out and not (last := out[-1][0].rstrip()):
            out.pop()
        if out:
            out[-1] = (last, out[-1][1])
        return Text([(unicodedata.normalize("NFC", words), marks) for words, marks in out])

    @property
    def letters(self) -> str:
        """The letters as they stand, whether set high or low or not: for finding and replacing."""
        return "".join(text for text, _ in self.runs)

    @property
    def words(self) -> str:
        """The same as one reads it: what is set high or low stands so in plain text, too."""
        return "".join(set_off(text, [tag for tag, _ in marks]) for text, marks in self.runs)

    def inline(self) -> str:
        parts: list[str] = []
        open_marks: list[tuple[str, str]] = []
        for text, marks in [*self.runs, ("", ())]:
            common = 0
            while common < min(len(open_marks), len(marks)) and open_marks[common] == marks[common]:
                common += 1
            parts.extend(f"</{tag}>" for tag, _ in reversed(open_marks[common:]))
            parts.extend(
                f'<{tag} href="{escape(href)}">' if href else f"<{tag}>" for tag, href in marks[common:]
            )
            parts.append(escape(text, quote=False))
            open_marks = list(marks)
        return "".join(parts)

    def html(self) -> str:
        return f"<p>{self.inline()}</p>"


@dataclass(slots=True)
class Item:
    """What stands at one bullet or number: paragraphs, and lists and tables between them."""

    blocks: list["Block"]

    def html(self) -> str:
        return f"<li>{_flow(self.blocks)}</li>"


@dataclass(slots=True)
class List:
    """A list; ``start`` and ``type`` say how a numbered one counts."""

    tag: str
    items: list[Item]
    start: int = 1
    type: str = ""

    def html(self) -> str:
        counted = (f' start="{self.start}"' if self.start != 1 else "") + (
            f' type="{self.type}"' if self.type else ""
        )
        return f"<{self.tag}{counted}>{''.join(item.html() for item in self.items)}</{self.tag}>"

    def with_items(self, items: list[Item]) -> "List":
        """The same list of other items."""
        return List(self.tag, items, self.start, self.type)


@dataclass(slots=True)
class Quote:
    """A quotation."""

    blocks: list["Block"]

    def html(self) -> str:
        return f"<blockquote>{serialise(self.blocks)}</blockquote>"


@dataclass(slots=True)
class Cell:
    """A cell, which may be empty, be a heading, and hold several paragraphs and lists."""

    blocks: list["Block"]
    is_heading: bool = False

    def html(self) -> str:
        tag = "th" if self.is_heading else "td"
        return f"<{tag}>{_flow(self.blocks)}</{tag}>"


@dataclass(slots=True)
class Table:
    """A table of rows with equally many cells each."""

    rows: list[list[Cell]]

    def html(self) -> str:
        rows = [f"<tr>{''.join(cell.html() for cell in row)}</tr>" for row in self.rows]
        head = 1 if all(cell.is_heading for cell in self.rows[0]) else 0
        first = f"<thead>{rows[0]}</thead>" if head else ""
        rest = f"<tbody>{''.join(rows[head:])}</tbody>" if rows[head:] else ""
        return f"<table>{first}{rest}</table>"

    def words(self) -> list[list[str]]:
        """The text of each cell, row by row."""
        return [[" ".join(paragraphs_of(cell.blocks)) for cell in row] for row in self.rows]


Block = Text | List | Quote | Table


def _flow(blocks: list[Block]) -> str:
    """The content of an item or a cell: the text alone where it is one paragraph, with what hangs on it."""
    first, rest = blocks[:1], blocks[1:]
    if first and isinstance(first[0], Text) and not any(isinstance(block, Text) for block in rest):
        return first[0].inline() + "".join(block.html() for block in rest)
    return "".join(block.html() for block in blocks)


def serialise(blocks: list[Block]) -> str:
    """Canonical HTML of ``blocks``."""
    return "\n".join(block.html() for block in blocks)


def texts_of(blocks: Iterable["Block | Item | Cell"]) -> Iterator[Text]:
    """Every paragraph in reading order, those of items, cells and quotations too."""
    for block in blocks:
        if isinstance(block, Text):
            yield block
        elif isinstance(block, List):
            yield from texts_of(block.items)
        elif isinstance(block, Table):
            yield from texts_of(cell for row in block.rows for cell in row)
        else:
            yield from texts_of(block.blocks)


def tables_of(blocks: Iterable[Block]) -> Iterator[Table]:
    """Every table in reading order, those in items and quotations too."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Quote):
            yield from tables_of(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from tables_of(item.blocks)


def paragraphs_of(blocks: list[Block]) -> Iterator[str]:
    """The plain text of every paragraph, list item and row of a table, in reading order."""
    for block in blocks:
        if isinstance(block, Text):
            yield block.words
        elif isinstance(block, Quote):
            yield from paragraphs_of(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from paragraphs_of(item.blocks)
        else:
            for row in block.words():
                yield CELLS.join(row).strip()


def letters_of(blocks: list[Block]) -> list[str]:
    """The letters of every paragraph, those of a table's cells one by one: what finding and replacing goes through."""
    return [text.letters for text in texts_of(blocks)]
