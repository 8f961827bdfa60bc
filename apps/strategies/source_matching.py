"""Finds where in a source text the titles and paragraphs of a plan stand; pure, line by line.

A line's bullet, its emphasis (``*x*``) and the width of its white space are no words. A paragraph may run over several lines,
and a word over their ends with a hyphen: that is put right, and told as a repair.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.core.text import collapse_space

_BULLET = re.compile(r"^(?:[-–•*·]|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*([^*]+)\*")
_KEY = 4  # letters by which the lines are found that may begin a text
_MOST_LINES = 60  # that one paragraph may run over


@dataclass(frozen=True, slots=True)
class Wanted:
    """A title (``paragraph`` None) or a paragraph of an element, in reading order."""

    identity_id: int
    paragraph: int | None
    text: str
    title: str  # of the element


@dataclass(frozen=True, slots=True)
class Found:
    """Where it stands: lines counted from 1. ``before`` and ``after`` are words that a line's end had divided."""

    wanted: Wanted
    first: int
    last: int
    repairs: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Matches:
    found: list[Found] = field(default_factory=list)
    missing: list[Wanted] = field(default_factory=list)
    unused: list[tuple[int, str]] = field(
        default_factory=list
    )  # lines with words that are nowhere in the plan


def match(text: str, wanted: Sequence[Wanted], taken: set[int] = frozenset()) -> Matches:  # type: ignore[assignment]
    """Every one of ``wanted`` with its lines; none of those ``taken`` already, and no line for two."""
    lines = [(number, _bare(line)) for number, line in enumerate(text.split("\n"), 1)]
    left = [(number, words) for number, words in lines if words and number not in taken]
    starts: dict[str, list[int]] = defaultdict(list)
    for at, (_number, words) in enumerate(left):
        starts[_key(words)].append(at)
    matches, used, after = Matches(), set[int](), 0
    for each in wanted:
        goal = _bare(each.text)
        keys = {_key(goal), ""} if goal else set()
        candidates = [at for key in keys for at in starts.get(key, ()) if at not in used]
        candidates.sort(key=lambda at: (at < after, at))  # in reading order, then what was displaced
        for at in candidates:
            if span := _span(left, at, goal, used):
                end, repairs = span
                used.update(range(at, end))
                after = end
                matches.found.append(Found(each, left[at][0], left[end - 1][0], repairs))
                break
        else:
            matches.missing.append(each)
    matches.unused = [line for at, line in enumerate(left) if at not in used]
    return matches


def _bare(line: str) -> str:
    return _EMPHASIS.sub(r"\1", _BULLET.sub("", collapse_space(line)))


def _key(words: str) -> str:
    """Its first letters; none of a line so short that the next may begin with them."""
    letters = "".join(filter(str.isalnum, words[: 4 * _KEY])).casefold()
    return letters[:_KEY] if len(letters) >= _KEY else ""


def _span(
    lines: Sequence[tuple[int, str]], at: int, goal: str, used: set[int]
) -> tuple[int, tuple[tuple[str, str], ...]] | None:
    """The place after the last of the lines from ``at`` on that together say ``goal``, and what was divided at their ends."""
    wanted, said = goal.casefold(), ""
    repairs: list[tuple[str, str]] = []
    for end in range(at, min(len(lines), at + _MOST_LINES)):
        if end in used:
            return None
        words = lines[end][1]
        joined = f"{said} {words}" if said else words
        if said.endswith("-") and not wanted.startswith(joined.casefold()):
            joined = said[:-1] + words
            whole = re.split(r"\s", joined)[len(said.split()) - 1]
            repairs.append((f"{said.split()[-1]} {words.split()[0]}", whole))
        said = joined
        if said.casefold() == wanted:
            return end + 1, tuple(repairs)
        if not wanted.startswith(said.casefold().rstrip("-")):
            return None
    return None
