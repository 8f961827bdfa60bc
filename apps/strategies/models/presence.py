from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.strategies.models.identity import ElementIdentity


class Presence(models.Model):
    """Somebody has an element open for writing; a hint, not a lock. Its functions stand in ``apps.strategies.presence``."""

    identity = models.ForeignKey(ElementIdentity, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(fields=["identity", "user"], name="strategies_presence_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.identity}"
