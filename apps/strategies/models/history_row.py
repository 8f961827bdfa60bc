"""What rows of history have beside the content they keep."""

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.db import models

from apps.strategies.models.partner import Partner

if TYPE_CHECKING:
    from apps.strategies.models.event import Recording

#: The operation under way, whose event is what history rows are written by.
recording: ContextVar["Recording | None"] = ContextVar("recording", default=None)


class HistoryRow(models.Model):
    """``event`` is what made the row, None for what no operation wrote."""

    # Nobody asks for the rows of an event, and an index would slow every bulk insertion down.
    event = models.ForeignKey(
        "strategies.Event", models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        under_way = recording.get()
        if self.event_id is None and under_way and under_way.event:
            self.event_id = under_way.event.pk
        super().save(*args, **kwargs)


class ElementHistoryRow(HistoryRow):
    """``partner_ids`` are the committees and units that took part then; they stand in a table of their own beside the element."""

    partner_ids = models.JSONField(default=list)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and self.history_type != "-":  # type: ignore[attr-defined]
            rows = Partner.objects.filter(element_id=self.id)  # type: ignore[attr-defined]
            self.partner_ids = list(rows.values_list("committee_id", flat=True))
        super().save(*args, **kwargs)
