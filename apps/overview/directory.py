"""All municipalities in the order of a Danish register."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from apps.core.collation import danish_key, initial
from apps.core.tree_filter import matches
from apps.municipalities.models import Municipality
from apps.publishing.models import Edition
from apps.publishing.reading import municipalities_with_editions
from apps.strategies.kinds import Level


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    municipality: Municipality
    editions: list[Edition]
    letter: str  # where this entry is the first of its letter in a register with letters


@dataclass(frozen=True, slots=True)
class Directory:
    real: list[DirectoryEntry]
    examples: list[DirectoryEntry]
    is_long: bool

    @property
    def letters(self) -> list[str]:
        return [entry.letter for entry in self.real if entry.letter]


def all_municipalities(words: Sequence[str] = ()) -> Directory:
    """The register: real municipalities, and the fictional ones apart; strategies before lower plans. Two queries.

    With ``words``, only those in whose name or titles each of them occurs.
    """
    levels = list(Level)
    listed = sorted(
        (
            (municipality, sorted(editions, key=lambda edition: levels.index(Level(edition.level))))
            for municipality, editions in municipalities_with_editions()
        ),
        key=lambda pair: danish_key(pair[0].name),
    )
    is_long = len(listed) >= settings.DIRECTORY_LETTERS_FROM
    listed = [pair for pair in listed if matches(words, searched(*pair))]
    real = [pair for pair in listed if not pair[0].is_example]
    has_letters = len(real) >= settings.DIRECTORY_LETTERS_FROM and not words
    entries: list[DirectoryEntry] = []
    last = ""
    for municipality, editions in real:
        letter = initial(municipality.name) if has_letters else ""
        entries.append(DirectoryEntry(municipality, editions, letter if letter != last else ""))
        last = letter
    return Directory(entries, [DirectoryEntry(*pair, "") for pair in listed if pair[0].is_example], is_long)


def searched(municipality: Municipality, editions: Sequence[Edition]) -> str:
    """What is searched of an entry: everything on it that has a name."""
    return "\n".join([municipality.name, *(edition.title for edition in editions)])
