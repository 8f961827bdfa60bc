"""What became of an element: its status and what is under it, reviews, indicators and decisions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q

from apps.decisions.reading import DecisionOnElement, decisions_on
from apps.followup.models import Review
from apps.followup.overdue import missed_deadline
from apps.followup.progress import Place, roll_up
from apps.followup.reading import PublicStatus, public_reviews
from apps.indicators.reading import sheets_of
from apps.overview.followup import Counted, counted, status_label
from apps.overview.indicators import IndicatorPage
from apps.publishing.models import EditionElement
from apps.strategies.kinds import ANSWERED_FOR


@dataclass(frozen=True, slots=True)
class ElementLife:
    """``status`` is the element's own, ``below`` the counts of what stands under it; ``is_answered_for`` says whether one is wanted.

    ``missed`` is the deadline by which it is overdue, None where it is not.
    """

    is_answered_for: bool
    status: PublicStatus | None
    missed: date | None
    label: str
    below: list[Counted]
    reviews: list[Review]
    indicators: list[IndicatorPage]
    decisions: list[DecisionOnElement]
    around: dict[int, str]  # the statuses of the other elements that were asked about, by identity

    @property
    def is_explicit(self) -> bool:
        """Whether a status of its own stands beside what is counted under it."""
        return self.status is not None and bool(self.below)


def life_of(row: EditionElement, *, also: Collection[int] = ()) -> ElementLife:
    """Everything recorded of an element that citizens may read, and the statuses of others. Five queries, whatever there is."""
    places, around = _statuses(row, also)
    counts = roll_up(place for place, *_told in places).get(row.position)
    own, missed = places[0][1:]
    return ElementLife(
        is_answered_for=row.kind in ANSWERED_FOR,
        status=own,
        missed=missed,
        label=status_label(own.status) if own else "",
        below=counted(counts) if counts and counts.is_told else [],
        reviews=public_reviews(row.identity_id),
        indicators=[IndicatorPage(sheet) for sheet in sheets_of(row.identity_id)],
        decisions=decisions_on(row.identity_id),
        around=around,
    )


def _statuses(
    row: EditionElement, also: Collection[int]
) -> tuple[list[tuple[Place, PublicStatus | None, date | None]], dict[int, str]]:
    """The element and everything under it, each with its current public status and the deadline it missed; and the statuses
    of ``also``. One query."""
    within = Q(edition=row.edition_id, position__range=(row.position, row.last_position))
    beside = Q(identity__in=also, edition__is_current=True)
    now = FilteredRelation("identity__status_updates", condition=Q(identity__status_updates__is_current=True))
    rows = EditionElement.objects.filter(within | beside).annotate(now=now, missed=missed_deadline())
    rows = rows.order_by("edition", "position")
    columns = (
        "edition_id", "position", "last_position", "kind", "identity_id", "missed", "now__status", "now__text", "now__on",
        "now__is_unchanged",
    )  # fmt: skip
    places, around = [], {}
    for edition, position, last, kind, identity, missed, status, *told in rows.values_list(*columns):
        if edition == row.edition_id and row.position <= position <= row.last_position:
            place = Place(position, last, kind in ANSWERED_FOR, status, missed is not None)
            places.append((place, PublicStatus(status, *told) if status else None, missed))
        if status and identity in also:
            around[identity] = status
    return places, around
