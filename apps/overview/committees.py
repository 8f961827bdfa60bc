"""What the pages of committees show: whose plans there are, and who is responsible for what."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.text import capfirst

from apps.municipalities.models import Municipality
from apps.overview.kind_words import counted, first_sentence
from apps.publishing.committees import Committees, PublicCommittee, public_committees
from apps.publishing.models import Edition, EditionElement
from apps.strategies.kinds import Kind


@dataclass(frozen=True, slots=True)
class CommitteeEntry:
    """A committee in the list of all: ``responsible_for`` is “3 goals, 1 action”, empty where it is nothing."""

    committee: PublicCommittee
    plans: list[Edition]
    responsible_for: str


@dataclass(frozen=True, slots=True)
class Task:
    """An element that the committee is responsible for."""

    kind: str
    title: str
    slug: str
    beginning: str


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


def committee_list(municipality: Municipality) -> list[CommitteeEntry]:
    """All public committees of a municipality in Danish order. Two queries."""
    found = public_committees(municipality)
    return [
        CommitteeEntry(committee, found.plans_of(committee), _in_words(_kinds(found, committee)))
        for committee in found.all
    ]


def committee_page(municipality: Municipality, slug: str) -> CommitteePage:
    """One committee, by an address it has or had. Three queries, two more for an address it had.

    Raises ``Committee.DoesNotExist`` where no current edition names it.
    """
    found = public_committees(municipality)
    committee = found.at(slug)
    rows = EditionElement.objects.filter(edition__in=found.editions, responsible=committee.pk)
    tasks: dict[int, list[Task]] = defaultdict(list)
    kinds: dict[int, Counter[str]] = defaultdict(Counter)
    columns = ("edition", "kind", "title", "slug", "text")
    for edition, kind, title, address, text in rows.order_by("edition", "position").values_list(*columns):
        tasks[edition].append(Task(capfirst(str(Kind(kind).label)), title, address, first_sentence(text)))
        kinds[edition][kind] += 1
    groups = [
        TasksInPlan(edition, _in_words(kinds[edition.pk]), tasks[edition.pk])
        for edition in found.editions
        if tasks[edition.pk]
    ]
    return CommitteePage(committee, found.plans_of(committee), groups)


def _kinds(found: Committees, committee: PublicCommittee) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for row in found.responsibilities:
        if row.committee == committee.pk:
            kinds[row.kind] += row.number
    return kinds


def _in_words(kinds: Counter[str]) -> str:
    """“3 goals, 1 action”, in the order in which kinds stand above each other."""
    return ", ".join(counted(kind, kinds[kind]) for kind in Kind if kinds[kind])
