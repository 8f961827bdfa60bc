"""What was published, withdrawn, retracted and shown as a draft, for the feed of who did what."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from apps.municipalities.feed import FeedEntry, Scope
from apps.publishing.models import Edition, PreviewLink, Retraction, Withdrawal


def entries(scope: Scope) -> Iterator[FeedEntry]:
    """Editions, withdrawals, retractions and preview links. Four queries."""
    yield from _editions(scope)
    yield from _withdrawals(scope)
    yield from _retractions(scope)
    yield from _preview_links(scope)


def _editions(scope: Scope) -> Iterator[FeedEntry]:
    rows = Edition.objects.filter(plan_id__in=scope.plans, published_at__lt=scope.before)
    for row in rows.select_related("published_by").order_by("-published_at")[: scope.limit]:
        told = _("published edition %(number)d of “%(title)s” (%(nature)s)")
        words = {"number": row.number, "title": row.title, "nature": row.get_nature_display()}
        yield FeedEntry(row.published_at, row.published_by, told % words, row.plan_id)


def _withdrawals(scope: Scope) -> Iterator[FeedEntry]:
    rows = Withdrawal.objects.filter(plan_id__in=scope.plans, withdrawn_at__lt=scope.before)
    for row in rows.select_related("withdrawn_by", "plan").order_by("-withdrawn_at")[: scope.limit]:
        told = _("withdrew “%(title)s” from the public pages") % {"title": row.plan.title}
        yield FeedEntry(row.withdrawn_at, row.withdrawn_by, told, row.plan_id)


def _retractions(scope: Scope) -> Iterator[FeedEntry]:
    rows = Retraction.objects.filter(identity__plan_id__in=scope.plans, retracted_at__lt=scope.before)
    for row in rows.select_related("retracted_by", "identity__plan").order_by("-retracted_at")[: scope.limit]:
        told = _("retracted a passage in “%(title)s”") % {"title": row.identity.plan.title}
        yield FeedEntry(row.retracted_at, row.retracted_by, told, row.identity.plan_id)


def _preview_links(scope: Scope) -> Iterator[FeedEntry]:
    rows = PreviewLink.objects.filter(plan_id__in=scope.plans, made_at__lt=scope.before)
    for row in rows.select_related("made_by", "plan").order_by("-made_at")[: scope.limit]:
        told = _("made a preview link to the draft of “%(title)s”") % {"title": row.plan.title}
        yield FeedEntry(row.made_at, row.made_by, told, row.plan_id)
