"""What was reported, for the faces: what citizens may read of rounds and statuses, in few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Case, Count, Exists, OuterRef, QuerySet, Subquery, When
from django.utils import timezone

from apps.followup.models import FollowUpRound, Review, RoundElement, StatusUpdate
from apps.followup.progress import Counts, KeptUp, count, count_numbers, kept_up
from apps.municipalities.models import Municipality
from apps.publishing.models import Edition, EditionElement
from apps.strategies.kinds import ANSWERED_FOR, Level

# Written out, because every reader of a whole plan asks this, and the ORM takes as long to make its rows as the page to be joined.
_IN_SHORT = """
    SELECT u.identity_id, u.status, CAST(u."on" AS varchar) FROM followup_statusupdate u
    JOIN strategies_elementidentity i ON i.id = u.identity_id WHERE i.plan_id = %s AND u.is_current
"""
_LEVELS = [level.value for level in Level]


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """What citizens read of an element: the newest public report."""

    status: str
    text: str
    on: date
    is_unchanged: bool


class RoundRow(NamedTuple):
    """An element that a round asks about, as it was published then, with what was reported in the round (None: nothing)."""

    identity: int
    uid: UUID
    kind: str
    title: str
    slug: str
    plan_title: str
    plan_slug: str
    responsible: str
    responsible_slug: str
    report: PublicStatus | None

    @property
    def status(self) -> str | None:
        return self.report.status if self.report else None


def public_rounds(municipality: Municipality) -> QuerySet[FollowUpRound]:
    """The rounds of a municipality, the newest first."""
    return FollowUpRound.objects.filter(municipality=municipality).order_by("-number")


def round_rows(round: FollowUpRound) -> list[RoundRow]:
    """Everything the round asks about that citizens may still read, in reading order. Two queries at any size."""
    readable = Edition.objects.filter(is_current=True, plan_id=OuterRef("identity__plan_id"))
    rows = RoundElement.objects.filter(Exists(readable), round=round)
    columns = (
        "identity_id", "identity__uid", "edition_element__kind", "edition_element__title", "edition_element__slug",
        "edition_element__edition__title", "identity__plan__slug", "edition_element__responsible_name",
        "edition_element__responsible_slug", "update_id",
    )  # fmt: skip
    order = ("edition_element__edition__title", "edition_element__edition", "edition_element__position")
    found = list(rows.order_by(*order).values_list("edition_element__edition__level", *columns))
    found.sort(key=lambda row: _LEVELS.index(row[0]))
    reports = _reports(round)
    return [
        RoundRow._make([*values, reports.get(values[0] if round.is_open else update)])
        for _level, *values, update in found
    ]


def _reports(round: FollowUpRound) -> dict[int | None, PublicStatus]:
    """The reports that count: of an open round the newest of each identity, of a closed one by the key of the update."""
    updates = StatusUpdate.objects.public().filter(round=round).order_by("on", "pk")
    key = "identity_id" if round.is_open else "pk"
    columns = (key, "status", "text", "on", "is_unchanged")
    return {pk: PublicStatus(*values) for pk, *values in updates.values_list(*columns)}


def counts_of_each(rounds: Collection[FollowUpRound], *, on: date | None = None) -> dict[int, Counts]:
    """The counts of every one of the rounds by its key, counted in the database. One query."""
    readable = Edition.objects.filter(is_current=True, plan_id=OuterRef("identity__plan_id"))
    newest = StatusUpdate.objects.public().filter(round=OuterRef("round"), identity=OuterRef("identity"))
    # Looked up for each row: joined, the reports of all municipalities would be read.
    kept = StatusUpdate.objects.filter(pk=OuterRef("update")).values("status")[:1]
    status = Case(
        When(round__closed_at__isnull=False, then=Subquery(kept)),
        default=Subquery(newest.order_by("-on", "-pk").values("status")[:1]),
    )
    owners = {each.municipality_id for each in rounds}
    rows = RoundElement.objects.filter(
        Exists(readable), round__in=rounds, identity__municipality__in=owners
    ).annotate(reported=status)
    numbers: dict[int, dict[str | None, int]] = defaultdict(dict)
    for round_id, reported, number in (
        rows.order_by().values_list("round", "reported").annotate(number=Count("pk"))
    ):
        numbers[round_id][reported] = number
    return {
        each.pk: count_numbers(numbers[each.pk], is_past_deadline=each.is_past_deadline(on))
        for each in rounds
    }


def counts_of(round: FollowUpRound, rows: Iterable[RoundRow], *, on: date | None = None) -> Counts:
    """The counts of a round as of ``on`` (today unless given); a closed one was done on the day it closed."""
    return count((row.status for row in rows), is_past_deadline=round.is_past_deadline(on))


def current_statuses(identities: Collection[int] | QuerySet) -> dict[int, PublicStatus]:
    """The current public status of each identity that has one. One query."""
    rows = StatusUpdate.objects.current().filter(identity__in=identities)
    columns = ("identity_id", "status", "text", "on", "is_unchanged")
    return {pk: PublicStatus(*values) for pk, *values in rows.values_list(*columns)}


def statuses_of_plan(plan_id: int) -> dict[int, PublicStatus]:
    """The current public status of everything in a plan that has one, by identity. One query."""
    rows = StatusUpdate.objects.current().filter(identity__plan=plan_id)
    columns = ("identity_id", "status", "text", "on", "is_unchanged")
    return {pk: PublicStatus(*values) for pk, *values in rows.values_list(*columns)}


def statuses_in_short(plan_id: int) -> Iterable[tuple[int, str, date]]:
    """Identity, current public status and its day of everything in a plan that has one, in no order. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_SHORT, [plan_id])
        rows = cursor.fetchall()
    day = cache(date.fromisoformat)
    return [(identity, status, day(on)) for identity, status, on in rows]


def kept_up_in(municipality: Municipality, *, on: date | None = None) -> KeptUp:
    """How many of the elements that somebody answers for, in the plans in force, were checked within a year. One query."""
    checked = StatusUpdate.objects.current().filter(identity=OuterRef("identity"))
    rows = EditionElement.objects.filter(
        edition__in=Edition.objects.in_force().filter(plan__municipality=municipality), kind__in=ANSWERED_FOR
    ).order_by()
    days = rows.annotate(checked_on=Subquery(checked.values("on")[:1])).values_list("checked_on", flat=True)
    return kept_up(days, on=on or timezone.localdate(), days=settings.KEPT_UP_DAYS)


def public_reviews(identity: int) -> list[Review]:
    """When councils and committees looked again at an element, the newest first. One query."""
    return list(Review.objects.filter(identity=identity, is_public=True).select_related("committee"))
