"""Days in addresses: ``2026-05-03`` and nothing else."""

import re
from datetime import date
from enum import StrEnum

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Fault(StrEnum):
    """What is wrong with a day that was asked for."""

    MALFORMED = "malformed"
    NO_SUCH_DAY = "no_such_day"
    FUTURE = "future"


class UnanswerableDay(ValueError):
    """Nothing can be said of what was asked for; ``day`` is there where it is a day that has yet to come."""

    def __init__(self, fault: Fault, day: date | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.day = day


def read_day(text: str, today: date) -> date:
    """The day that ``text`` names, if it has begun. Raises ``UnanswerableDay``."""
    if not _FORM.fullmatch(text):
        raise UnanswerableDay(Fault.MALFORMED)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UnanswerableDay(Fault.NO_SUCH_DAY) from None
    if day > today:
        raise UnanswerableDay(Fault.FUTURE, day)
    return day
