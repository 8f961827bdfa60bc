"""Where a person belongs: now, soon, and until lately."""

from dataclasses import dataclass, field

from django.utils import timezone

from apps.accounts.models import User
from apps.core.collation import Danish
from apps.municipalities.models import Membership, Municipality


@dataclass
class MunicipalityMemberships:
    """A municipality and what the person is there today; seldom more than one thing."""

    municipality: Municipality
    memberships: list[Membership] = field(default_factory=list)


@dataclass(frozen=True)
class PersonMemberships:
    """``current`` holds today, municipality by municipality; ``coming`` has not begun. ``ended`` is over, and told only to whoever belongs nowhere now: it says why."""

    current: list[MunicipalityMemberships]
    coming: list[Membership]
    ended: list[Membership]


def memberships_of(user: User) -> PersonMemberships:
    """Every membership of the person, sorted by what it means today. One query."""
    rows = Membership.objects.filter(user=user).select_related("municipality", "committee")
    today = timezone.localdate()
    current: dict[int, MunicipalityMemberships] = {}
    coming, ended = [], []
    for row in rows.order_by(Danish("municipality__name"), "starts_on", "pk"):
        if row.starts_on > today:
            coming.append(row)
        elif row.ends_on and row.ends_on < today:
            ended.append(row)
        else:
            current.setdefault(
                row.municipality_id, MunicipalityMemberships(row.municipality)
            ).memberships.append(row)
    return PersonMemberships(list(current.values()), coming, [] if current or user.is_superuser else ended)
