"""The follow-up in words: rounds, what was reported in them, and what changed from one to another."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.followup.models import FollowUpRound
from apps.followup.progress import Between, Counts, Shift, between
from apps.followup.reading import RoundRow, counts_of, counts_of_each, public_rounds, round_rows
from apps.followup.status import DEFINITIONS, Status
from apps.municipalities.models import Municipality
from apps.strategies.kinds import Kind

#: What is said where nothing was reported.
NOT_FOLLOWED_UP = gettext_lazy("Not followed up yet")
OVERDUE = gettext_lazy("Overdue")


@dataclass(frozen=True, slots=True)
class Counted:
    """A status with how many elements have it, and what it means; ``code`` is what styles and machines call it."""

    code: str
    label: str
    number: int
    definition: str


def counted(counts: Counts) -> list[Counted]:
    """Every status that some element has, then what is missing: counts, never an average."""
    found = [
        Counted(status.value, capfirst(str(status.label)), number, str(DEFINITIONS[status]))
        for status in Status
        if (number := counts.by_status.get(status.value, 0))
    ]
    if counts.not_followed_up > counts.overdue:
        missing = counts.not_followed_up - counts.overdue
        found.append(Counted("none", str(NOT_FOLLOWED_UP), missing, _("No status has been published.")))
    if counts.overdue:
        told = _("No status was published in the round that asked for it, and the deadline has passed.")
        found.append(Counted("overdue", str(OVERDUE), counts.overdue, told))
    return found


def status_label(status: str) -> str:
    """A status as it stands at the beginning of a line."""
    return capfirst(str(Status(status).label))


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A row of a round as it is shown."""

    row: RoundRow
    kind: str
    code: str
    label: str


@dataclass(slots=True)
class RoundPlan:
    """What a round says of one plan."""

    title: str
    slug: str
    lines: list[RoundLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RoundPage:
    round: FollowUpRound
    counts: Counts
    counted: list[Counted]
    plans: list[RoundPlan]

    @property
    def missing(self) -> int:
        return self.counts.not_followed_up


def round_page(round: FollowUpRound, rows: list[RoundRow] | None = None) -> RoundPage:
    """A round with everything it asks about, plan by plan. Two queries at any size."""
    rows = round_rows(round) if rows is None else rows
    counts = counts_of(round, rows)
    missing = ("overdue", OVERDUE) if counts.overdue else ("none", NOT_FOLLOWED_UP)
    plans: dict[str, RoundPlan] = {}
    for row in rows:
        plan = plans.setdefault(row.plan_slug, RoundPlan(row.plan_title, row.plan_slug))
        plan.lines.append(_line(row, missing))
    return RoundPage(round, counts, counted(counts), list(plans.values()))


def _line(row: RoundRow, missing: tuple[str, Promise]) -> RoundLine:
    kind = capfirst(str(Kind(row.kind).label))
    if row.status:
        return RoundLine(row, kind, row.status, status_label(row.status))
    return RoundLine(row, kind, missing[0], str(missing[1]))


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """An element whose status is another than in an earlier round."""

    row: RoundRow
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RoundComparison:
    before: FollowUpRound
    after: FollowUpRound
    lines: list[ShiftLine]
    between: Between


def compare_rounds(before: FollowUpRound, after: FollowUpRound) -> RoundComparison:
    """What is otherwise in the later round. Four queries at any size."""
    old, new = round_rows(before), round_rows(after)
    rows = {row.identity: row for row in new}
    found = between({row.identity: row.status for row in old}, {row.identity: row.status for row in new})
    lines = [_shift(shift, rows[shift.identity]) for shift in found.shifts]
    return RoundComparison(before, after, lines, found)


def _shift(shift: Shift, row: RoundRow) -> ShiftLine:
    before, after = (
        status_label(status) if status else _("no public status") for status in (shift.before, shift.after)
    )
    return ShiftLine(row, before, after)


@dataclass(frozen=True, slots=True)
class RoundEntry:
    """A round in the list of all; ``earlier`` is the number of the one before it."""

    round: FollowUpRound
    counts: Counts
    counted: list[Counted]
    earlier: int | None


def round_list(municipality: Municipality) -> list[RoundEntry]:
    """All rounds of a municipality with their counts, the newest first. Two queries."""
    rounds = list(public_rounds(municipality))
    counts = counts_of_each(rounds)
    earlier = [*(each.number for each in rounds[1:]), None]
    return [
        RoundEntry(each, counts[each.pk], counted(counts[each.pk]), number)
        for each, number in zip(rounds, earlier, strict=False)
    ]
