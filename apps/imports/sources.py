"""Source texts line by line, and what makes two spellings of a line the same."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from apps.core.text import collapse_space
from apps.imports.entries import read_text
from apps.imports.plan_values import Place, PlanFile

_BULLET = re.compile(r"^[-•]\s+")

#: Stands between the pieces of a paragraph that was torn apart; what stood between them belongs elsewhere.
TORN = " […] "


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source as it stands on disk; lines are counted from 1."""

    text: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "SourceText":
        return cls(text, tuple(text.split("\n")))

    @property
    def sha256(self) -> str:
        """Of the text in UTF-8, in hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def words(self, number: int) -> str:
        """Line ``number`` without its bullet, white space collapsed; empty where there is no such line."""
        return _read(self.lines[number - 1])[0] if 0 < number <= len(self.lines) else ""

    def is_item(self, number: int) -> bool:
        """Whether line ``number`` begins with a bullet."""
        return 0 < number <= len(self.lines) and _read(self.lines[number - 1])[1]


Sources = Mapping[str, SourceText]


@lru_cache(maxsize=4096)
def _read(line: str) -> tuple[str, bool]:
    text = collapse_space(line)
    bare = _BULLET.sub("", text)
    return bare, bare != text


def read_sources(plan: PlanFile) -> dict[str, SourceText]:
    """The sources of a plan, by their keys; they lie beside the plan file."""
    return {source.key: SourceText.of(read_text(plan.path.parent / source.file)) for source in plan.sources}


def words_at(place: Place, sources: Sources) -> str:
    """The words of all lines of ``place``, the pieces of a torn paragraph parted by ``TORN``."""
    return TORN.join(sources[place.source].words(line) for line in place.lines)
