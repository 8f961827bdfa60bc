from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.municipalities.models import ScopedQuerySet
from apps.strategies.models.event import Event
from apps.strategies.models.identity import ElementIdentity
from apps.strategies.models.plan import Plan


class BinnedSubtreeQuerySet(ScopedQuerySet):
    scope = "plan__municipality"

    def restorable(self) -> "BinnedSubtreeQuerySet":
        """What still lies in the bin."""
        return self.filter(restored_at__isnull=True)


class BinnedSubtree(models.Model):
    """An element deleted with everything under it, from which it can be restored."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="bin", verbose_name=_("plan"))
    identity = models.ForeignKey(ElementIdentity, models.PROTECT, related_name="+", verbose_name=_("element"))
    title = models.CharField(_("title"), max_length=300)
    parent_identity = models.ForeignKey(
        ElementIdentity, models.PROTECT, related_name="+", verbose_name=_("stood under")
    )
    position = models.PositiveIntegerField(_("position"))
    element_count = models.PositiveIntegerField(_("elements"))
    content = models.JSONField()
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+", verbose_name=_("event"))
    deleted_at = models.DateTimeField(_("deleted"), auto_now_add=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("deleted by")
    )
    restored_at = models.DateTimeField(_("restored"), null=True, blank=True)

    objects = BinnedSubtreeQuerySet.as_manager()

    class Meta:
        verbose_name = _("deleted element")
        verbose_name_plural = _("bin")
        ordering = ["-deleted_at", "-pk"]

    def __str__(self) -> str:
        return self.title
