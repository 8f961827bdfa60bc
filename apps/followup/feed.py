"""What was done in the follow-up of a municipality, for the feed of who did what."""

from collections.abc import Iterator

from django.db.models import Count, Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.followup.models import FollowUpRound, Review, StatusUpdate
from apps.municipalities.feed import FeedEntry, Scope


def entries(scope: Scope) -> Iterator[FeedEntry]:
    """Rounds, reports and reviews. Four queries."""
    if scope.with_people:
        yield from _rounds(scope)
    yield from _reports(scope)
    yield from _reviews(scope)


def _rounds(scope: Scope) -> Iterator[FeedEntry]:
    rows = FollowUpRound.objects.filter(municipality=scope.municipality, closed_at__lt=scope.before)
    for row in rows.select_related("closed_by").order_by("-closed_at")[: scope.limit]:
        if row.closed_at:
            yield FeedEntry(
                row.closed_at, row.closed_by, _("closed the round “%(title)s”") % {"title": row.title}
            )


def _reports(scope: Scope) -> Iterator[FeedEntry]:
    """What one person reported in one go is one entry."""
    rows = StatusUpdate.objects.filter(identity__plan__in=scope.plans, reported_at__lt=scope.before)
    together = rows.values("reported_at", "reported_by", "identity__plan").annotate(
        number=Count("pk"), one=Max("identity")
    )
    newest = list(together.order_by("-reported_at")[: scope.limit])
    people = User.objects.in_bulk({row["reported_by"] for row in newest})
    for row in newest:
        told = ngettext(
            "reported how it goes with %(number)d element",
            "reported how it goes with %(number)d elements",
            row["number"],
        )
        identity = row["one"] if row["number"] == 1 else None
        yield FeedEntry(
            row["reported_at"],
            people.get(row["reported_by"]),
            told % {"number": row["number"]},
            row["identity__plan"],
            identity,
        )


def _reviews(scope: Scope) -> Iterator[FeedEntry]:
    rows = Review.history.filter(identity__plan__in=scope.plans, history_date__lt=scope.before)
    told = {"+": _("wrote down a review"), "~": _("changed a review"), "-": _("deleted a review")}
    for row in rows.select_related("history_user", "identity").order_by("-history_date")[: scope.limit]:
        yield FeedEntry(
            row.history_date,
            row.history_user,
            told[row.history_type],
            row.identity.plan_id,
            row.identity_id,
        )
