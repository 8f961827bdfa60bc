"""What is overdue, defined once: a deadline passed without a report, and nothing was reported since.

The page of a round says it of what the round asks about. Everything else that tells of an element asks here, and so says the same
until something newer is reported: a round that is closed, or another that is opened, makes nobody's silence good.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from apps.followup.models import RoundElement, StatusUpdate


def overdue(*, on: date | None = None, knows_internal: bool = False) -> QuerySet[RoundElement]:
    """What rounds asked about in vain as of ``on``, today unless given.

    The deadline has passed, of a closed round before it closed; and no public report was made in the round, nor since it closed.
    Whoever ``knows_internal`` reports takes them for reports too.
    """
    reports = StatusUpdate.objects.filter(
        Q(round=OuterRef("round")) | Q(reported_at__gt=OuterRef("round__closed_at")),
        identity=OuterRef("identity"),
    )
    if not knows_internal:
        reports = reports.public()
    if on:
        reports = reports.filter(on__lte=on)
    return RoundElement.objects.filter(
        ~Exists(reports),
        Q(round__closed_on__isnull=True) | Q(round__closed_on__gt=F("round__deadline")),
        round__deadline__lt=on or timezone.localdate(),
    )


def missed_deadline(*, on: date | None = None, knows_internal: bool = False) -> Subquery:
    """The deadline by which the identity of a row is overdue, the latest if there are several; None where it is not."""
    rows = overdue(on=on, knows_internal=knows_internal).filter(identity=OuterRef("identity"))
    return Subquery(rows.order_by("-round__deadline").values("round__deadline")[:1])
