"""What is taken off the public pages: whole plans, and single passages."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LineField, LinesField
from apps.publishing.models.edition import Edition
from apps.strategies.models import ElementIdentity, Plan


class Withdrawal(models.Model):
    """A plan taken off the public pages, and why."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="withdrawals", verbose_name=_("plan"))
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name=_("edition"))
    public_note = LinesField(_("public note"), blank=True, max_length=2000)
    withdrawn_at = models.DateTimeField(_("withdrawn"))
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-withdrawn_at"]

    def __str__(self) -> str:
        return f"{self.plan}"


class Retraction(models.Model):
    """A passage taken out of every edition of a plan, leaving a marked gap. Its words are not kept."""

    identity = models.ForeignKey(ElementIdentity, models.PROTECT, related_name="retractions")
    reason = LineField(_("reason"), max_length=300)
    retracted_at = models.DateTimeField(_("retracted"))
    retracted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("retraction")
        verbose_name_plural = _("retractions")
        ordering = ["-retracted_at"]

    def __str__(self) -> str:
        return self.reason
