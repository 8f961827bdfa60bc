"""The model of a preview link; ``preview_links.py`` makes and opens them."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LineField
from apps.municipalities.models import ScopedQuerySet
from apps.strategies.models import Plan


class PreviewLinkQuerySet(ScopedQuerySet):
    scope = "plan__municipality"

    def working(self, at: datetime) -> Self:
        """Those that open the draft ``at`` that moment."""
        return self.filter(expires_at__gt=at, withdrawn_at__isnull=True)


class PreviewLink(models.Model):
    """A secret address at which a plan's draft can be read until it expires. The secret itself is not kept."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="preview_links", verbose_name=_("plan"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    purpose = LineField(
        _("for whom"),
        max_length=200,
        blank=True,
        help_text=_("Only editors see it, to tell the links apart."),
    )
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("opens the draft until"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="publishing_previewlink_expires_later"
            )
        ]

    def __str__(self) -> str:
        return self.purpose or f"{self.plan}"
