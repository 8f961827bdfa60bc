"""Who may report on what: contributors for their own units, whoever runs the follow-up for all."""

from dataclasses import dataclass

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.followup.models import FollowUpRound, RoundElement
from apps.municipalities.models import Municipality
from apps.municipalities.permissions import capabilities
from apps.municipalities.roles import Capability, roles_with


@dataclass(frozen=True, slots=True)
class Reporter:
    """What a person may report on in a municipality: ``everything``, or what lies with ``committees`` (keys)."""

    everything: bool
    committees: frozenset[int]

    @property
    def may_report(self) -> bool:
        return self.everything or bool(self.committees)

    def of(self, rows: QuerySet[RoundElement]) -> QuerySet[RoundElement]:
        """Those of ``rows`` that the person may report on."""
        return rows if self.everything else rows.filter(responsible__in=self.committees)


def reporter(user: User, municipality: Municipality) -> Reporter:
    """What ``user`` may report on there today. Two queries."""
    may = capabilities(user, municipality)
    if Capability.RUN_FOLLOW_UP in may or Capability.REPORT_STATUS not in may:
        return Reporter(Capability.RUN_FOLLOW_UP in may, frozenset())
    held = user.memberships.current().filter(
        municipality=municipality, role__in=roles_with(Capability.REPORT_STATUS), committee__isnull=False
    )
    return Reporter(False, frozenset(held.values_list("committee_id", flat=True)))


def open_rounds(municipality: Municipality) -> list[FollowUpRound]:
    """The rounds in which can be reported, the earliest deadline first. One query."""
    return list(FollowUpRound.objects.open().filter(municipality=municipality).order_by("deadline", "number"))
