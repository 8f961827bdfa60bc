"""Counting how it goes: pure arithmetic on plain values. Counts for each status, never an average."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from apps.followup.status import Status


@dataclass(frozen=True, slots=True)
class Counts:
    """How many elements have each status; ``overdue`` are those of ``not_followed_up`` whose deadline has passed."""

    by_status: dict[str, int] = field(default_factory=dict)
    not_followed_up: int = 0
    overdue: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_status.values()) + self.not_followed_up

    @property
    def reported(self) -> int:
        return sum(self.by_status.values())

    @property
    def is_told(self) -> bool:
        """Whether there is more to say than that nobody was asked yet."""
        return bool(self.reported or self.overdue)


def count(statuses: Iterable[str | None], *, is_past_deadline: bool = False) -> Counts:
    """Count ``statuses``, None for an element of which nothing is reported."""
    return count_numbers(Counter(statuses), is_past_deadline=is_past_deadline)


def count_numbers(numbers: Mapping[str | None, int], *, is_past_deadline: bool = False) -> Counts:
    """The same of how many there are of each, for whoever lets the database count."""
    missing = numbers.get(None, 0)
    by_status = {status.value: numbers.get(status.value, 0) for status in Status}
    return Counts(by_status, missing, missing if is_past_deadline else 0)


def count_told(told: Iterable[tuple[str | None, bool]]) -> Counts:
    """Count elements of several rounds, or of none: the status of each, and whether it is overdue.

    What is overdue is counted as that, whatever was said of it before: how it goes now is what nobody has told.
    """
    rows = list(told)
    counts = count(None if is_overdue else status for status, is_overdue in rows)
    return replace(counts, overdue=sum(is_overdue for _status, is_overdue in rows))


def is_past(deadline: date, *, on: date) -> bool:
    """Whether the deadline, which itself still counts, has passed ``on`` a day."""
    return on > deadline


@dataclass(frozen=True, slots=True)
class Place:
    """An element in reading order: where it stands, and whether it is one that somebody answers for."""

    position: int
    last_position: int
    is_answered_for: bool
    status: str | None
    is_overdue: bool = False


def roll_up(places: Iterable[Place]) -> dict[int, Counts]:
    """For each element with answered-for elements under it, by position: the counts of those; itself is not counted.

    What has a status of its own keeps it: the counts are what is said beside it.
    """
    rows = sorted(places, key=lambda place: place.position)
    found = {}
    for index, row in enumerate(rows):
        below = []
        for other in rows[index + 1 :]:
            if other.position > row.last_position:
                break
            if other.is_answered_for:
                below.append((other.status, other.is_overdue))
        if below:
            found[row.position] = count_told(below)
    return found


@dataclass(frozen=True, slots=True)
class KeptUp:
    """How many of the elements that somebody answers for were looked at within a year."""

    checked: int
    total: int


def kept_up(last_checked: Iterable[date | None], *, on: date, days: int) -> KeptUp:
    """How many were checked within ``days`` days before ``on``; None for what never was."""
    days_ago = [None if day is None else (on - day).days for day in last_checked]
    return KeptUp(sum(ago is not None and ago <= days for ago in days_ago), len(days_ago))


@dataclass(frozen=True, slots=True)
class Shift:
    """An element whose status is another in a later round; None where nothing was reported."""

    identity: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Between:
    """Two rounds beside each other: what shifted, and how many of the rest stand where.

    ``same`` have one status in both, ``untold`` are asked about in both and have one in neither. What only one of the rounds asks
    about has not changed: nobody looked twice.
    """

    shifts: list[Shift]
    same: int
    untold: int
    only_before: int
    only_after: int


def between(before: dict[int, str | None], after: dict[int, str | None]) -> Between:
    """The two rounds compared, the status of each element by identity; shifts stand in the order of ``after``."""
    both = [identity for identity in after if identity in before]
    found = [
        Shift(identity, before[identity], after[identity])
        for identity in both
        if before[identity] != after[identity]
    ]
    untold = sum(not before[identity] and not after[identity] for identity in both)
    return Between(
        found, len(both) - len(found) - untold, untold, len(before) - len(both), len(after) - len(both)
    )
