"""What the pages of committees show: whose plans there are, and who is responsible for what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.text import capfirst

from apps.decisions.models import Decision
from apps.decisions.reading import public_decisions
from apps.followup.progress import count
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


@dataclass(frozen=True, slots=True)
class TasksInPlan:
    edition: Edition
    counted: str
    tasks: list[Task]


@dataclass(frozen=True, slots=True)
class CommitteePage:
    committee: PublicCommittee
    plans: list[Edition]
    responsible_for: list[TasksInPlan]
    partner_in: list[TasksInPlan]
    counted: list[Counted]  # the statuses of what it is responsible for
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
    rows = EditionElement.objects.filter(edition__in=found.editions).order_by("edition", "position")
    own = list(rows.filter(responsible=committee.pk).values_list(*_COLUMNS))
    shared = list(rows.filter(partners__committee=committee.pk).values_list(*_COLUMNS))
    statuses = current_statuses({row[_IDENTITY] for row in (*own, *shared)})
    counts = count(_asked(found, own, statuses))
    decisions = public_decisions(municipality).filter(meeting__committee=committee.pk)
    return CommitteePage(
        committee,
        found.plans_of(committee),
        _by_plan(found, own, statuses),
        _by_plan(found, shared, statuses),
        counted(counts) if counts.reported else [],
        list(decisions[: settings.COMMITTEE_PAGE_DECISIONS]),
    )


_COLUMNS = ("edition", "kind", "title", "slug", "text", "identity_id")
_IDENTITY = _COLUMNS.index("identity_id")
_Row = tuple[int, str, str, str, str, int]


def _by_plan(found: Committees, rows: list[_Row], statuses: Mapping[int, PublicStatus]) -> list[TasksInPlan]:
    """The elements by plan, in the order of the plans, and how many of each kind."""
    tasks: dict[int, list[Task]] = defaultdict(list)
    kinds: dict[int, Counter[str]] = defaultdict(Counter)
    for edition, kind, title, slug, text, identity in rows:
        status = statuses[identity].status if identity in statuses else ""
        label = status_label(status) if status else ""
        about = (capfirst(str(Kind(kind).label)), title, slug, first_sentence(text))
        tasks[edition].append(Task(*about, status, label))
        kinds[edition][kind] += 1
    return [
        TasksInPlan(edition, _in_words(kinds[edition.pk]), tasks[edition.pk])
        for edition in found.editions
        if tasks[edition.pk]
    ]


def _asked(found: Committees, rows: list[_Row], statuses: Mapping[int, PublicStatus]) -> list[str | None]:
    """The status of everything in plans in force that somebody answers for; None for what was not followed up."""
    former = {edition.succeeds_id for edition in found.editions}
    in_force = {edition.pk for edition in found.editions if edition.plan_id not in former}
    return [
        statuses[identity].status if identity in statuses else None
        for edition, kind, _title, _slug, _text, identity in rows
        if kind in ANSWERED_FOR and edition in in_force
    ]


def _kinds(rows: Iterable[Responsibility], committee: PublicCommittee) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for row in rows:
        if row.committee == committee.pk:
            kinds[row.kind] += row.number
    return kinds


def _in_words(kinds: Counter[str]) -> str:
    """“3 goals, 1 action”, in the order in which kinds stand above each other."""
    return ", ".join(counted_kind(kind, kinds[kind]) for kind in Kind if kinds[kind])
