"""The parts of a compound in the letters it was written in."""

from apps.publishing.search.compounds import split
from apps.publishing.search.letters import fold


def parts_as_written(word: str) -> list[str]:
    """The parts of a word, each with the letters that link it to the next (``sundheds``); the word alone if it is no compound."""
    found: list[str] = []
    rest = word
    for part in split(fold(word))[:-1]:
        end = _end_of(part.text, rest)
        found.append(rest[:end])
        rest = rest[end:].lstrip("-")
    return [*found, rest]


def _end_of(folded: str, written: str) -> int:
    """How many letters of ``written`` make ``folded``: one may stand for two (æ, å)."""
    end = next(
        (end for end in range(1, len(written) + 1) if len(fold(written[:end])) >= len(folded)), len(written)
    )
    while end < len(written) and not fold(written[end]) and written[end] not in "-":
        end += 1
    return end
