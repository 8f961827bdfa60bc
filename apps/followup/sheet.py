"""A round as those who report and those who run it see it: everything it asks about, with what was said last, public or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from apps.followup.models import FollowUpRound, RoundElement, StatusUpdate
from apps.followup.progress import Counts, count
from apps.followup.responsibility import Reporter


@dataclass(frozen=True, slots=True)
class SheetRow:
    """``last`` is the newest update of the element, ``told`` the newest that was made in this round."""

    identity: int
    uid: UUID
    kind: str
    title: str
    plan_title: str
    responsible: str
    last: StatusUpdate | None
    told: StatusUpdate | None
    may_report: bool

    @property
    def is_reported(self) -> bool:
        return self.told is not None

    @property
    def shown(self) -> StatusUpdate | None:
        """What the round says of the element, else what was said of it last."""
        return self.told or self.last

    @property
    def key(self) -> int:
        """What an edit is based on: the newest update, 0 for none."""
        return self.last.pk if self.last else 0


@dataclass(frozen=True, slots=True)
class Sheet:
    round: FollowUpRound
    rows: list[SheetRow]

    @property
    def missing(self) -> list[SheetRow]:
        return [row for row in self.rows if not row.is_reported]

    @property
    def reported(self) -> list[SheetRow]:
        return [row for row in self.rows if row.is_reported]

    @property
    def confirmable(self) -> list[SheetRow]:
        """Those of which something was said once, so that it can be confirmed."""
        return [row for row in self.missing if row.last and row.may_report]

    def counts(self, *, on: date | None = None) -> Counts:
        """The counts as those who see everything have them, internal reports too."""
        statuses = (row.told.status if row.told else None for row in self.rows)
        return count(statuses, is_past_deadline=self.round.is_past_deadline(on))


def round_sheet(round: FollowUpRound, who: Reporter, *, only_own: bool = False) -> Sheet:
    """What the round asks about, in reading order; with ``only_own`` what the person may report on. Two queries at any size."""
    asked: QuerySet[RoundElement] = RoundElement.objects.filter(round=round)
    rows = who.of(asked) if only_own else asked
    columns = (
        "identity_id", "identity__uid", "edition_element__kind", "edition_element__title",
        "edition_element__edition__title", "edition_element__responsible_name", "responsible_id",
    )  # fmt: skip
    found = list(rows.order_by("pk").values_list(*columns))
    updates = _updates(round, (identity for identity, *_rest in found))
    newest = {update.identity_id: update for update in updates}
    told = {update.identity_id: update for update in updates if update.round_id == round.pk}
    return Sheet(round, [_row(values, newest.get(values[0]), told.get(values[0]), who) for values in found])


def _updates(round: FollowUpRound, identities: Iterable[int]) -> list[StatusUpdate]:
    """What was reported of the elements, the newest last; of a closed round what stood there when it was closed."""
    updates = StatusUpdate.objects.filter(identity__in=list(identities)).order_by("on", "pk")
    if round.closed_at:
        updates = updates.filter(reported_at__lte=round.closed_at)
    return list(updates.select_related("reported_by"))


def _row(
    values: tuple[int, UUID, str, str, str, str, int | None],
    last: StatusUpdate | None,
    told: StatusUpdate | None,
    who: Reporter,
) -> SheetRow:
    identity, uid, kind, title, plan_title, responsible, committee = values
    may_report = who.everything or committee in who.committees
    return SheetRow(identity, uid, kind, title, plan_title, responsible, last, told, may_report)
