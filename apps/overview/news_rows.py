"""What there is to tell of a municipality, a plan or an element: one queryset of each sort, put together by the database."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from typing import NamedTuple

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import TruncDate
from django.utils import timezone

from apps.decisions.models import Decision, DecisionElement
from apps.followup.models import FollowUpRound, Review, StatusUpdate
from apps.municipalities.models import Municipality
from apps.overview.element_changes import Step, steps_of
from apps.publishing.models import Edition, EditionElement, EditionRelation, Withdrawal
from apps.strategies.models import ElementIdentity, Relation


class Sort(StrEnum):
    """The sorts of news; of one day, the last of the alphabet stands first."""

    DECISION = "decision"
    EDITION = "edition"
    REVIEW = "review"
    ROUND_CLOSED = "round_closed"
    ROUND_OPENED = "round_opened"
    STATUS = "status"
    SUCCESSION = "succession"
    WITHDRAWAL = "withdrawal"


class Names(NamedTuple):
    """What an element is called, and the slugs that its address is made of."""

    title: str
    slug: str
    plan: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose news is wanted: a municipality's, or only that of one plan, or of one element."""

    municipality: Municipality
    name: str  # that stays, for the feed
    plan: int | None = None
    identity: int | None = None
    steps: dict[int, Step] = field(default_factory=dict)  # of the element, by edition
    names: dict[int, Names] = field(default_factory=dict)  # of elements whose names are known already


def of_municipality(municipality: Municipality) -> Scope:
    """The scope of all of a municipality."""
    return Scope(municipality, municipality.code)


def of_plan(edition: Edition) -> Scope:
    """The scope of the plan of a current edition. One query."""
    root = ElementIdentity.objects.filter(edition_elements__edition=edition, edition_elements__position=0)
    name = str(root.values_list("uid", flat=True).first() or "")
    return Scope(edition.plan.municipality, name, edition.plan_id)


def of_element(current: Edition, row: EditionElement) -> Scope:
    """The scope of an element of a published plan, as ``publishing.reading.last_row`` has it. One query."""
    plan = current.plan
    return Scope(
        plan.municipality,
        str(row.identity.uid),
        plan.pk,
        row.identity_id,
        steps_of(plan.pk, row.identity_id),
        {row.identity_id: Names(row.title, row.slug, plan.slug)},
    )


def keys_of(scope: Scope) -> QuerySet:
    """Sort, key and day of everything there is to tell, the newest first; nothing of what has yet to come."""
    today = timezone.localdate()
    found = [
        rows.order_by()
        .filter(day__lte=today)
        .annotate(sort=Value(sort.value, CharField()), key=F("pk"))
        .values_list("sort", "key", "day")
        for sort, rows in _rows(scope).items()
    ]
    together = reduce(lambda one, other: one.union(other, all=True), found)
    return together.order_by("-day", "-sort", "-key")


def _rows(scope: Scope) -> dict[Sort, QuerySet]:
    owner = scope.municipality
    editions = Edition.objects.filter(_is_read("plan"), plan__municipality=owner)
    reviews = Review.objects.filter(
        _is_read("identity__plan"), is_public=True, identity__municipality=owner,
        identity__edition_elements__isnull=False,
    ).distinct()  # fmt: skip
    decisions = Decision.objects.public().filter(municipality=owner)
    rounds = FollowUpRound.objects.filter(municipality=owner)
    withdrawals = Withdrawal.objects.filter(plan__municipality=owner)
    if scope.identity:
        editions, reviews = editions.filter(pk__in=scope.steps), reviews.filter(identity=scope.identity)
        about = DecisionElement.objects.filter(decision=OuterRef("pk"), identity=scope.identity)
        decisions, rounds, withdrawals = decisions.filter(Exists(about)), rounds.none(), withdrawals.none()
    elif scope.plan:
        editions, reviews = editions.filter(plan=scope.plan), reviews.filter(identity__plan=scope.plan)
        about = DecisionElement.objects.filter(decision=OuterRef("pk"), identity__plan=scope.plan)
        decisions, rounds = decisions.filter(Exists(about)), rounds.filter(plans=scope.plan)
        withdrawals = withdrawals.filter(plan=scope.plan)
    rows = {
        Sort.DECISION: decisions.annotate(day=F("meeting__on")),
        Sort.EDITION: editions.annotate(day=_day("published_at")),
        Sort.REVIEW: reviews.annotate(day=F("on")),
        Sort.ROUND_OPENED: rounds.annotate(day=F("opened_on")),
        Sort.ROUND_CLOSED: rounds.filter(closed_on__isnull=False).annotate(day=F("closed_on")),
        Sort.WITHDRAWAL: withdrawals.annotate(day=_day("withdrawn_at")),
    }
    if scope.identity:
        statuses = StatusUpdate.objects.public().filter(identity=scope.identity)
        rows[Sort.STATUS] = statuses.annotate(day=F("on"))
        rows[Sort.SUCCESSION] = _successions(scope.identity).annotate(day=_day("edition__published_at"))
    return rows


def _successions(identity: int) -> QuerySet:
    """What an element was made of, and what was made of it, each as the first edition told it; where citizens can read both ends."""
    same = {name: OuterRef(name) for name in ("source", "target", "kind")}
    earlier = EditionRelation.objects.filter(**same, edition__number__lt=OuterRef("edition__number"))
    told = EditionRelation.objects.filter(Q(source=identity) | Q(target=identity), ~Exists(earlier))
    return told.filter(_is_read("source__plan"), _is_read("target__plan"), kind__in=Relation.SUCCESSION)


def _is_read(plan: str) -> Exists:
    """That the plan at the end of the path ``plan`` can be read today."""
    return Exists(Edition.objects.current().filter(plan=OuterRef(plan)))


def _day(name: str) -> TruncDate:
    return TruncDate(name, tzinfo=timezone.get_current_timezone())
