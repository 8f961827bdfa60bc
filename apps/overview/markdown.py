"""Body text, elements and plans as Markdown (CommonMark, and tables as GitHub writes them).

What people wrote stays words: every character that could make markup is escaped, so nothing comes about by accident. What
Markdown cannot say, such as emphasis in the middle of a word, is left out; the words never are.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from apps.core import richtext
from apps.core.richtext import blocks as made
from apps.core.richtext.scripts import set_off

_SPECIAL = re.compile(r"[\\`*_\[\]<>~]|&(?=#?\w+;)")
#: What would begin something else than a paragraph.
_START = re.compile(r"(?:[0-9]{1,9}(?=[.)](?:\s|$)))|(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|-|=+\s*$)")
_MARKS = {"strong": "**", "em": "*"}
_DEEPEST = 6


def escaped(words: str) -> str:
    """``words`` within a line, as themselves."""
    return _SPECIAL.sub(r"\\\g<0>", words)


def line(words: str) -> str:
    """``words`` as a paragraph of their own."""
    return _as_paragraph(escaped(" ".join(words.split())))


def heading(words: str, level: int) -> str:
    """``words`` as a heading; below the sixth level all are alike."""
    words = escaped(" ".join(words.split())).replace("#", r"\#")
    return f"{'#' * min(level, _DEEPEST)} {words}"


def text_as_markdown(body: str) -> str:
    """Canonical HTML as Markdown."""
    return _flow(richtext.parsed(body)) if body else ""


def joined(parts: Iterable[str]) -> str:
    """Blocks one after the other, those without content left out."""
    return "\n\n".join(filter(None, parts)) + "\n"


def _as_paragraph(text: str) -> str:
    start = _START.match(text)
    return f"{text[: start.end()]}\\{text[start.end() :]}" if start else text


def _flow(blocks: Iterable[made.Block], *, tight: bool = False) -> str:
    return ("\n" if tight else "\n\n").join(_blocks(blocks))


def _blocks(blocks: Iterable[made.Block]) -> Iterator[str]:
    """Each block; of two lists after each other the second has other signs, or they would be one."""
    former = None
    for block in blocks:
        if isinstance(block, made.List):
            former = made.List if former is None else None
            yield _list(block, other=former is None)
            continue
        former = None
        if isinstance(block, made.Text):
            yield _as_paragraph(_inline(block))
        elif isinstance(block, made.Quote):
            yield "\n".join(f"> {row}".rstrip() for row in _flow(block.blocks).split("\n"))
        else:
            yield _table(block)


def _list(block: made.List, *, other: bool) -> str:
    tight = all(len(item.blocks) < 2 for item in block.items)
    items = []
    for number, item in enumerate(block.items, max(block.start, 0)):
        sign = f"{number}{')' if other else '.'} " if block.tag == "ol" else ("* " if other else "- ")
        content = _flow(item.blocks).replace("\n", "\n" + " " * len(sign))
        items.append(re.sub(r" +$", "", sign + content, flags=re.MULTILINE))
    return ("\n" if tight else "\n\n").join(items)


def _table(block: made.Table) -> str:
    rows = [[_cell(cell) for cell in row] for row in block.rows]
    if not all(cell.is_heading for cell in block.rows[0]):
        rows.insert(0, [""] * len(rows[0]))
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(cell: made.Cell) -> str:
    words = richtext.paragraphs_of(cell.blocks)
    return " ".join(escaped(paragraph) for paragraph in words).replace("|", r"\|")


def _inline(text: made.Text) -> str:
    out = ""
    for at, (words, marks) in enumerate(text.runs):
        tags = [tag for tag, _href in marks]
        after = text.runs[at + 1][0][:1] if at + 1 < len(text.runs) else ""
        shown = escaped(set_off(words, tags))
        bare = words.strip()
        signs = "".join(_MARKS[tag] for tag in tags if tag in _MARKS)
        if signs and bare == words and _is_apart(out[-1:]) and _is_apart(after):
            shown = f"{signs}{shown}{signs[::-1]}"
        if href := next((href for tag, href in marks if tag == "a"), ""):
            shown = f"[{shown}](<{_address(href)}>)"
            out = re.sub(r"!$", r"\\!", out)  # else it would be an image
        out += shown
    return out


def _is_apart(character: str) -> bool:
    """Whether a sign of emphasis beside ``character`` can be told to begin or end there, and joins no other."""
    if not character or character.isspace():
        return True
    return character not in "*\\" and unicodedata.category(character).startswith("P")


def _address(href: str) -> str:
    return href.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")
