"""What differs between two texts, word by word."""

import re
from typing import Literal

from apps.core.richtext.blocks import CELLS
from apps.core.richtext.matching import opcodes

Words = list[tuple[Literal["equal", "delete", "insert"], str]]

_TOKEN = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")
_MANY = (
    2_000  # tokens above which a passage is shown as replaced whole, because matching takes quadratic time
)
_AROUND = 120  # characters of what is equal that stand on either side of a difference


def compare_words(old: str, new: str) -> Words:
    """How ``old`` became ``new``: what is equal and inserted gives ``new``, what is equal and deleted ``old``.

    Paragraphs (lines) are matched first, words only inside the paragraphs that differ; in a table, cell by cell.
    """
    words: Words = []
    before, after = _lines(old), _lines(new)
    for op, a1, a2, b1, b2 in opcodes(before, after):
        if op == "equal":
            _append(words, "equal", "".join(before[a1:a2]))
        else:
            _compare_lines(words, before[a1:a2], after[b1:b2])
    return words


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _compare_lines(words: Words, old: list[str], new: list[str]) -> None:
    """Lines that were replaced: rows of a table row by row, where as many stand there as before, all else as one."""
    if len(old) == len(new) and all(CELLS in line for line in (*old, *new)):
        for before, after in zip(old, new, strict=True):
            _compare_cells(words, before, after)
    else:
        _compare_tokens(words, "".join(old), "".join(new))


def _compare_cells(words: Words, old: str, new: str) -> None:
    """Cell by cell; a row that got or lost cells as the words it consists of."""
    before, after = old.split(CELLS), new.split(CELLS)
    if len(before) != len(after):
        _compare_tokens(words, old, new)
        return
    for number, (cell, other) in enumerate(zip(before, after, strict=True)):
        if number:
            _append(words, "equal", CELLS)
        if cell == other:
            _append(words, "equal", cell)
        else:
            _compare_tokens(words, cell, other)


def _compare_tokens(words: Words, old: str, new: str) -> None:
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    if not a or not b or len(a) + len(b) > _MANY:
        _append(words, "delete", old)
        _append(words, "insert", new)
        return
    for op, a1, a2, b1, b2 in opcodes(a, b):
        if op == "equal":
            _append(words, "equal", "".join(a[a1:a2]))
        else:
            _append(words, "delete", "".join(a[a1:a2]))
            _append(words, "insert", "".join(b[b1:b2]))


def _append(words: Words, op: Literal["equal", "delete", "insert"], text: str) -> None:
    if text and words and words[-1][0] == op:
        words[-1] = (op, words[-1][1] + text)
    elif text:
        words.append((op, text))


def shortened(words: Words) -> Words:
    """The differences with a little of what is equal around each; “…” stands for the rest of it."""
    last = len(words) - 1
    return [
        (op, _around(text, begins=number > 0, ends=number < last) if op == "equal" else text)
        for number, (op, text) in enumerate(words)
    ]


def _around(text: str, *, begins: bool, ends: bool) -> str:
    """The beginning of ``text`` where something differs before it, and its end where something differs after it."""
    if len(text) <= 2 * _AROUND or not (begins or ends):
        return text
    head = text[:_AROUND].rsplit(" ", 1)[0] + " " if begins else ""
    tail = " " + text[-_AROUND:].split(" ", 1)[-1] if ends else ""
    return f"{head}…{tail}"
