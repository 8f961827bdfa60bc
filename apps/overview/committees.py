"""What the pages of committees show: whose plans there are, and who is responsible for what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.text import capfirst

from apps.decisions.models import Decision
from apps.decisions.reading import public_decisions
from apps.followup.overdue import missed_deadline
from apps.followup.progress import count_told
from apps.followup.reading import PublicStatus, current_statuses
from apps.municipalities.models import Municipality
from apps.overview.followup import Counted, counted, status_label
from apps.overview.kind_words import counted as counted_kind
from apps.overview.kind_words import first_sentence
from apps.publishing.committees import Committees, PublicCommittee, Responsibility, public_committees
from apps.publishing.models import Edition, EditionElement
from apps.strategies.kinds import ANSWERED_FOR, Kind


@dataclass(frozen=True, slots=True)
class CommitteeEntry:
    """A committee in the list of all: ``responsible_for`` and ``partner_in`` are “3 goals, 1 action”, empty where it is nothing."""

    committee: PublicCommittee
    plans: list[Edition]
    responsible_for: str
    partner_in: str


@dataclass(frozen=True, slots=True)
class Task:
    """An element that the committee is responsible for or takes part in."""

    kind: str
    title: str
    slug: str
    beginning: str
    code: str  # of its status
    status: str  # in words
    missed: date | None  # the deadline by which it is overdue


@dataclass(frozen=True, slots=True)
class TasksInPlan:
    edition: Edition
    counted: str
    tasks: list[Task]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is listed, but not among the counts: it stands in plans that are not in force, by their titles."""

    number: int
    plans: list[str]


@dataclass(frozen=True, slots=True)
class CommitteePage:
    committee: PublicCommittee
    plans: list[Edition]
    responsible_for: list[TasksInPlan]
    partner_in: list[TasksInPlan]
    counted: list[Counted]  # the statuses of what it is responsible for in the plans in force
    left_out: LeftOut | None  # what it is responsible for in others
    decisions: list[Decision]  # the newest


def committee_list(municipality: Municipality) -> list[CommitteeEntry]:
    """All public committees of a municipality in Danish order. Three queries."""
    found = public_committees(municipality)
    return [
        CommitteeEntry(
            committee,
            found.plans_of(committee),
            *(_in_words(_kinds(rows, committee)) for rows in (found.responsibilities, found.partnerships)),
        )
        for committee in found.all
    ]


def committee_page(municipality: Municipality, slug: str) -> CommitteePage:
    """One committee, by an address it has or had. Seven queries, three more for an address it had.

    Raises ``Committee.DoesNotExist`` where no current edition names it.
    """
    found = public_committees(municipality)
    committee = found.at(slug)
    in_force = Exists(Edition.objects.in_force().filter(pk=OuterRef("edition")))
    rows = (
        EditionElement.objects.filter(edition__in=found.editions)
        .annotate(missed=missed_deadline(), in_force=in_force)
        .order_by("edition", "position")
        .values_list(*_Row._fields, named=True)
    )
    own = list(rows.filter(responsible=committee.pk))
    shared = list(rows.filter(partners__committee=committee.pk))
    statuses = current_statuses({row.identity_id for row in (*own, *shared)})
    asked = [row for row in own if row.kind in ANSWERED_FOR]
    counts = count_told(
        (statuses[row.identity_id].status if row.identity_id in statuses else None, row.missed is not None)
        for row in asked
        if row.in_force
    )
    decisions = public_decisions(municipality).filter(meeting__committee=committee.pk)
    return CommitteePage(
        committee,
        found.plans_of(committee),
        _by_plan(found, own, statuses),
        _by_plan(found, shared, statuses),
        counted(counts) if counts.is_told else [],
        _left_out(found, [row.edition for row in asked if not row.in_force]),
        list(decisions[: settings.COMMITTEE_PAGE_DECISIONS]),
    )


class _Row(NamedTuple):
    """What is asked of an element: these are columns."""

    edition: int
    kind: str
    title: str
    slug: str
    text: str
    identity_id: int
    missed: date | None
    in_force: bool


def _by_plan(found: Committees, rows: list[_Row], statuses: Mapping[int, PublicStatus]) -> list[TasksInPlan]:
    """The elements by plan, those in force first, else in the order of the plans; and how many of each kind."""
    tasks: dict[int, list[Task]] = defaultdict(list)
    kinds: dict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        status = statuses[row.identity_id].status if row.identity_id in statuses else ""
        label = status_label(status) if status else ""
        about = (capfirst(str(Kind(row.kind).label)), row.title, row.slug, first_sentence(row.text))
        tasks[row.edition].append(Task(*about, status, label, row.missed))
        kinds[row.edition][row.kind] += 1
    in_force = {row.edition for row in rows if row.in_force}
    return [
        TasksInPlan(edition, _in_words(kinds[edition.pk]), tasks[edition.pk])
        for edition in sorted(found.editions, key=lambda edition: edition.pk not in in_force)
        if tasks[edition.pk]
    ]


def _left_out(found: Committees, editions: list[int]) -> LeftOut | None:
    """``editions`` are those of the elements that are left out, one for each."""
    if not editions:
        return None
    return LeftOut(len(editions), [edition.title for edition in found.editions if edition.pk in editions])


def _kinds(rows: Iterable[Responsibility], committee: PublicCommittee) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for row in rows:
        if row.committee == committee.pk:
            kinds[row.kind] += row.number
    return kinds


def _in_words(kinds: Counter[str]) -> str:
    """“3 goals, 1 action”, in the order in which kinds stand above each other."""
    return ", ".join(counted_kind(kind, kinds[kind]) for kind in Kind if kinds[kind])
