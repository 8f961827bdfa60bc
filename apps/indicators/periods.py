"""The columns of the grid of figures: the periods that an indicator is measured for, each with its last day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

#: Months of a period, by how often an indicator is measured. What is measured now and then has a column for each year.
MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12, "two_yearly": 12, "irregular": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole months; both days belong to it."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def periods(frequency: str, today: date, *, number: int) -> list[Period]:
    """The last ``number`` periods up to the one in which ``today`` lies, the earliest first."""
    months = MONTHS[frequency]
    index = (today.year * 12 + today.month - 1) // months
    return [_period(at * months, months) for at in range(index - number + 1, index + 1)]


def _period(month: int, months: int) -> Period:
    year, start = divmod(month, 12)
    last_year, last_month = divmod(month + months - 1, 12)
    return Period(
        date(year, start + 1, 1),
        date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1]),
    )
