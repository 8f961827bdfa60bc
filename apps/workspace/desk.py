"""A council member's desk: what their committee answers for, how it goes, what is new, and the cases before it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.text import capfirst

from apps.core.collation import Danish, danish_key
from apps.decisions.models import Decision
from apps.followup.models import StatusUpdate
from apps.followup.overdue import missed_deadline
from apps.followup.status import Status
from apps.municipalities.models import Committee, Municipality
from apps.overview.decisions import DecisionPage, weighed_pages
from apps.publishing.chain import TAKES_UP
from apps.publishing.comparison.pending_changes import unpublished
from apps.publishing.models import Edition, EditionElement, EditionPartner, EditionRelation
from apps.strategies.kinds import ANSWERED_FOR, Kind
from apps.strategies.models import Plan
from apps.workspace.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class OwnElement:
    """Something the committee answers for, or takes part in (``is_partner``). ``others`` are those who work on the same;
    ``is_new`` says it was reported since."""

    uid: UUID
    kind: str
    title: str
    plan_title: str
    status: str
    label: str
    on: date | None
    is_internal: bool
    missed: date | None  # the deadline that passed without a report
    is_new: bool
    others: list[str]
    is_partner: bool


@dataclass(frozen=True, slots=True)
class Desk:
    committee: Committee | None
    committees: Sequence[Committee]
    last_meeting: date | None
    elements: list[OwnElement]
    cases: list[DecisionPage]
    drafts: list[Plan]

    @property
    def overdue(self) -> list[OwnElement]:
        return [row for row in self.elements if row.missed]

    @property
    def new(self) -> list[OwnElement]:
        return [row for row in self.elements if row.is_new]


def desk_of(workspace: Workspace, chosen: str = "") -> Desk:
    """The desk of the person's committee, or of the one chosen by its slug. The same queries at any size."""
    past = Q(meetings__on__lte=timezone.localdate())
    committees = list(
        Committee.objects.filter(municipality=workspace.municipality)
        .annotate(last_meeting=Max("meetings__on", filter=past))
        .order_by(Danish("name"))
    )
    committee = _committee(workspace, committees, chosen)
    drafts = unpublished(Plan.objects.filter(municipality=workspace.municipality))
    if committee is None:
        return Desk(None, committees, None, [], [], drafts)
    last = committee.last_meeting  # type: ignore[attr-defined]  # annotated above
    cases = Decision.objects.filter(meeting__committee=committee).order_by("-meeting__on", "-pk")
    newest = weighed_pages(cases[: settings.DESK_CASES])
    return Desk(committee, committees, last, _elements(committee, last), newest, drafts)


def _committee(workspace: Workspace, committees: Sequence[Committee], chosen: str) -> Committee | None:
    by_slug = {committee.slug: committee for committee in committees}
    if chosen in by_slug:
        return by_slug[chosen]
    own = workspace.committees[0].pk if workspace.committees else None
    return next((committee for committee in committees if committee.pk == own), None)


def _elements(committee: Committee, since: date | None) -> list[OwnElement]:
    """Two queries."""
    shared = Exists(EditionPartner.objects.filter(element=OuterRef("pk"), committee=committee))
    rows = EditionElement.objects.filter(
        Q(responsible=committee) | Q(shared), edition__in=Edition.objects.in_force(), kind__in=ANSWERED_FOR
    ).annotate(**_how_it_goes())
    found = list(
        rows.select_related("identity", "edition")
        .only("kind", "title", "responsible_id", "responsible_name", "identity__uid", "edition__title")
        .order_by("edition__level", "edition_id", "position")
    )
    others = _others([row.identity_id for row in found], committee)
    return [_own(row, committee, since, others[row.identity_id]) for row in found]


def _how_it_goes() -> dict[str, Any]:
    """The newest report of an edition's element, internal ones too; and the deadline that passed without one."""
    reports = StatusUpdate.objects.filter(identity=OuterRef("identity")).order_by("-on", "-pk")
    return {
        "status": Subquery(reports.values("status")[:1]),
        "on": Subquery(reports.values("on")[:1]),
        "is_told": Subquery(reports.values("is_public")[:1]),
        "missed": missed_deadline(knows_internal=True),
    }


def _own(row: Any, committee: Committee, since: date | None, others: set[str]) -> OwnElement:
    """``row`` is an edition's element with how it goes."""
    lead = {row.responsible_name} if row.responsible_id not in (None, committee.pk) else set()
    return OwnElement(
        uid=row.identity.uid,
        kind=capfirst(str(Kind(row.kind).label)),
        title=row.title,
        plan_title=row.edition.title,
        status=row.status or "",
        label=capfirst(str(Status(row.status).label)) if row.status else "",
        on=row.on,
        is_internal=row.is_told is False,
        missed=row.missed,
        is_new=row.on is not None and since is not None and row.on > since,
        others=sorted(others | lead, key=danish_key),
        is_partner=row.responsible_id != committee.pk,
    )


def _others(identities: Collection[int], committee: Committee) -> dict[int, set[str]]:
    """Who else works on the same: those whose elements contribute to these, or to what these contribute to. One query."""
    current = EditionRelation.objects.filter(edition__is_current=True, kind__in=TAKES_UP)
    above = current.filter(source__in=identities).values("target")
    rows = current.filter(Q(source__in=identities) | Q(target__in=identities) | Q(target__in=above))
    names = {f"{end}_unit": Subquery(_unit(end, committee)) for end in ("source", "target")}
    found: dict[int, set[str]] = defaultdict(set)
    beside: dict[int, set[str]] = defaultdict(set)  # who contributes to a goal
    goals: dict[int, set[int]] = defaultdict(set)
    for source, target, its_unit, goals_unit in (
        rows.order_by().annotate(**names).values_list("source", "target", *names)
    ):
        goals[source].add(target)
        beside[target] |= {its_unit} if its_unit else set()
        found[source] |= {goals_unit} if goals_unit else set()
    for own in identities:
        found[own] |= beside[own].union(*(beside[goal] for goal in goals[own]))
    return found


def _unit(end: str, committee: Committee) -> QuerySet[EditionElement, str]:
    """The name of who answers for one end of a relation, if that is another committee."""
    rows = EditionElement.objects.filter(
        edition__is_current=True, identity=OuterRef(end), responsible__isnull=False
    ).exclude(responsible=committee)
    return rows.values_list("responsible_name", flat=True)[:1]


@dataclass(frozen=True, slots=True)
class News:
    """Something that is new since a moment."""

    at: datetime
    kind: str  # "edition", "status" or "decision"
    title: str
    uid: UUID | None
    label: str
    by_plan: str = ""


def news_since(workspace: Workspace, since: datetime) -> list[News]:
    """What was published, reported and decided since, the newest first. One query."""
    ours, most = workspace.municipality, settings.DESK_NEWS
    first, *others = (rows.order_by().values_list(*_NEWS) for rows in _news_rows(ours, since))
    newest = first.union(*others, all=True).order_by("-at", "rank", "-key")[:most]
    return [
        News(at, kind, title, uid, str(_LABELS[kind](value)), by_plan)
        for at, kind, _rank, _key, title, uid, value, by_plan in newest
    ]


_NEWS = ("at", "sort", "rank", "key", "called", "leads_to", "value", "by_plan")
_LABELS: dict[str, Callable[[str], object]] = {
    "edition": str,
    "status": lambda value: Status(value).label,
    "decision": lambda value: Decision.Outcome(value).label,
}


def _news_rows(ours: Municipality, since: datetime) -> Iterator[QuerySet]:
    """Of each sort: when, what it is, its place among those of the same moment, its key, its title, what it leads to, what
    it says, and the address of its plan."""
    nothing, nowhere = Value("", CharField()), Value(None, UUIDField())
    # What was dropped since keeps the title that it had last.
    title = EditionElement.objects.filter(identity=OuterRef("identity")).order_by("-edition__number")
    yield StatusUpdate.objects.filter(identity__municipality=ours, reported_at__gt=since).annotate(
        at=F("reported_at"),
        **_sort("status", 1),
        called=Coalesce(Subquery(title.values("title")[:1]), Value("…"), output_field=CharField()),
        leads_to=F("identity__uid"),
        value=F("status"),
        by_plan=nothing,
    )
    yield Edition.objects.filter(plan__municipality=ours, published_at__gt=since).annotate(
        at=F("published_at"),
        **_sort("edition", 0),
        called=F("title"),
        leads_to=nowhere,
        value=Cast("number", CharField()),
        by_plan=F("plan__slug"),
    )
    readable = Exists(Decision.objects.public().filter(pk=OuterRef("id")))
    yield Decision.history.filter(municipality=ours, history_date__gt=since, history_type="+").annotate(
        at=F("history_date"),
        **_sort("decision", 2, key="history_id"),
        called=F("title"),
        leads_to=Case(When(readable, then=F("uid")), default=nowhere),
        value=F("outcome"),
        by_plan=nothing,
    )


def _sort(name: str, rank: int, key: str = "pk") -> dict[str, Any]:
    return {"sort": Value(name, CharField()), "rank": Value(rank, IntegerField()), "key": F(key)}
