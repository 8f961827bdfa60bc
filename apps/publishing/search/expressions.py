"""What tokens an entry must have, written for either database's full-text search."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where in an entry a token stands; the letter goes before the token in the index."""

    TITLE = "a"
    PART_IN_TITLE = "b"
    TEXT = "c"
    PART_IN_TEXT = "d"
    AROUND = "e"  # not in the entry: in the names of its municipality and its plan


@dataclass(frozen=True)
class Token:
    """A token in one place."""

    place: Place
    token: str

    def written_for(self, vendor: str) -> str:
        quote = '"' if vendor == "sqlite" else "'"
        return f"{quote}{self.place}{self.token}{quote}"


@dataclass(frozen=True)
class Both:
    """All of several expressions."""

    of: tuple["Expression", ...]

    def written_for(self, vendor: str) -> str:
        return _joined(self.of, {"sqlite": " AND ", "postgresql": " & "}[vendor], vendor)


@dataclass(frozen=True)
class Either:
    """At least one of several expressions."""

    of: tuple["Expression", ...]

    def written_for(self, vendor: str) -> str:
        return _joined(self.of, {"sqlite": " OR ", "postgresql": " | "}[vendor], vendor)


Expression = Token | Both | Either


def _joined(parts: Iterable[Expression], sign: str, vendor: str) -> str:
    return f"({sign.join(part.written_for(vendor) for part in parts)})"


def anywhere(tokens: Iterable[str], places: Iterable[Place]) -> Either:
    """One of the tokens in one of the places."""
    wanted = list(places)
    return Either(tuple(Token(place, token) for token in sorted(tokens) for place in wanted))
