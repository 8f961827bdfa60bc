"""What was done to the indicators of a municipality, for the feed of who did what."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from apps.indicators.models import Indicator, Measurement
from apps.municipalities.feed import FeedEntry, Scope


def entries(scope: Scope) -> Iterator[FeedEntry]:
    """Indicators that were made, changed and deleted, and figures that were written down. Two queries."""
    if not scope.with_people:
        return
    indicators = Indicator.history.filter(municipality=scope.municipality, history_date__lt=scope.before)
    told = {
        "+": _("made the indicator “%(title)s”"),
        "~": _("changed the indicator “%(title)s”"),
        "-": _("deleted the indicator “%(title)s”"),
    }
    for row in indicators.select_related("history_user").order_by("-history_date")[: scope.limit]:
        yield FeedEntry(row.history_date, row.history_user, told[row.history_type] % {"title": row.title})
    figures = Measurement.history.filter(
        indicator__municipality=scope.municipality, history_date__lt=scope.before
    )
    for row in figures.select_related("history_user", "indicator").order_by("-history_date")[: scope.limit]:
        words = _("wrote down a figure of “%(title)s”") % {"title": row.indicator.title}
        yield FeedEntry(row.history_date, row.history_user, words)
