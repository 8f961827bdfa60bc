"""What was done to the decisions of a municipality, for the feed of who did what."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from apps.decisions.models import Decision, ValueAssessment
from apps.municipalities.feed import FeedEntry, Scope


def entries(scope: Scope) -> Iterator[FeedEntry]:
    """Decisions that were written down, changed and deleted, and how they were weighed. Two queries."""
    if not scope.with_people:
        return
    rows = Decision.history.filter(municipality=scope.municipality, history_date__lt=scope.before)
    told = {
        "+": _("wrote down the decision “%(title)s”"),
        "~": _("changed the decision “%(title)s”"),
        "-": _("deleted the decision “%(title)s”"),
    }
    for row in rows.select_related("history_user").order_by("-history_date")[: scope.limit]:
        yield FeedEntry(row.history_date, row.history_user, told[row.history_type] % {"title": row.title})
    weighed = ValueAssessment.objects.filter(
        decision__municipality=scope.municipality, assessed_at__lt=scope.before
    )
    for row in weighed.select_related("assessed_by", "decision").order_by("-assessed_at")[: scope.limit]:
        final = _("finalised an assessment of “%(title)s”")
        words = final if row.is_final else _("drafted an assessment of “%(title)s”")
        yield FeedEntry(row.assessed_at, row.assessed_by, words % {"title": row.decision.title})
