from typing import Self

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from apps.municipalities.models import ScopedQuerySet
from apps.strategies.models.event import Event
from apps.strategies.models.identity import ElementIdentity
from apps.strategies.models.plan import Plan


class MoveQuerySet(ScopedQuerySet):
    scope = "plan__municipality"

    def latest_of_each(self) -> dict[int, int]:
        """The key of the newest move of each identity: what somebody saw who has the tree before them."""
        rows = self.order_by().values("identity_id").annotate(newest=Max("pk"))
        return dict(rows.values_list("identity_id", "newest"))

    def standing(self) -> Self:
        """Without those that were undone, and without the undoing."""
        return self.filter(event__undone_at__isnull=True).exclude(event__verb=Event.Verb.MOVE_UNDONE)


class Move(models.Model):
    """An element was moved: from where, to where. Positions count from 0. When and by whom the event says."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="moves", verbose_name=_("plan"))
    identity = models.ForeignKey(ElementIdentity, models.CASCADE, related_name="+", verbose_name=_("element"))
    title = models.CharField(_("title"), max_length=300)
    from_parent = models.ForeignKey(ElementIdentity, models.CASCADE, related_name="+")
    from_position = models.PositiveIntegerField()
    to_parent = models.ForeignKey(ElementIdentity, models.CASCADE, related_name="+")
    to_position = models.PositiveIntegerField()
    event = models.ForeignKey(Event, models.CASCADE, related_name="moves", verbose_name=_("event"))

    objects = MoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title
