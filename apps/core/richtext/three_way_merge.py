"""Two texts that grew apart, paragraph beside paragraph, and one made of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from apps.core.richtext.canonical import paragraphs
from apps.core.richtext.cut_and_join import blocks as blocks_of
from apps.core.richtext.cut_and_join import joined

THEIRS, OURS, BOTH = "theirs", "ours", "both"


@dataclass(frozen=True)
class Pair:
    """A paragraph, list or quotation on each side, as HTML; empty where a side has none.

    ``suggested`` is the side that was changed since ``base``; where both were, it is ours and ``clash`` is set.
    """

    theirs: str
    ours: str
    suggested: str = THEIRS
    clash: bool = False

    @property
    def is_same(self) -> bool:
        return self.theirs == self.ours

    @property
    def their_lines(self) -> list[str]:
        return paragraphs(self.theirs)

    @property
    def our_lines(self) -> list[str]:
        return paragraphs(self.ours)


def pairs(*, theirs: str, ours: str, base: str | None) -> list[Pair]:
    """The two texts in step. ``base`` is what both began with, None where nobody knows."""
    left, right = blocks_of(theirs), blocks_of(ours)
    old_left, old_right = _old(base, left), _old(base, right)
    found: list[Pair] = []
    for op, a1, a2, b1, b2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if op == "equal":
            found += [Pair(block, block) for block in left[a1:a2]]
            continue
        for a, b in zip_longest(range(a1, a2), range(b1, b2)):
            their_block, our_block = "" if a is None else left[a], "" if b is None else right[b]
            if theirs == base or ours == base:
                suggested, clash = OURS if theirs == base else THEIRS, False
            else:
                suggested, clash = _suggested(a, b, old_left, old_right)
            found.append(Pair(their_block, our_block, suggested, clash))
    return found


def _old(base: str | None, blocks: list[str]) -> set[int] | None:
    """The numbers of those ``blocks`` that stood in ``base`` already."""
    if base is None:
        return None
    matches = SequenceMatcher(None, blocks_of(base), blocks, autojunk=False).get_matching_blocks()
    return {number for match in matches for number in range(match.b, match.b + match.size)}


def _suggested(
    theirs: int | None, ours: int | None, old_theirs: set[int] | None, old_ours: set[int] | None
) -> tuple[str, bool]:
    """Which side is taken unless the editor says otherwise, and whether both sides changed."""
    if old_theirs is None or old_ours is None:
        return (THEIRS if ours is None else OURS), True
    if theirs is None:  # they deleted what is old, or we added what is new
        return (THEIRS if ours in old_ours else OURS), False
    if ours is None:  # we deleted what is old, or they added what is new
        return (OURS if theirs in old_theirs else THEIRS), False
    if (theirs in old_theirs) != (ours in old_ours):
        return (OURS if theirs in old_theirs else THEIRS), False
    return OURS, True


def combined(found: list[Pair], choices: Mapping[int, str]) -> str:
    """The text that the ``choices`` make, by number of the pair; where none was made, the suggested one."""
    kept: list[str] = []
    for number, pair in enumerate(found):
        choice = THEIRS if pair.is_same else choices.get(number, pair.suggested)
        kept += [pair.theirs] if choice in (THEIRS, BOTH) else []
        kept += [pair.ours] if choice in (OURS, BOTH) else []
    return joined(*kept)
