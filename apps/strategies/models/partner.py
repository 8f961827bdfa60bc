"""Who takes part in carrying an element out, beside the one that is responsible."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.municipalities.models import Committee


class Partner(models.Model):
    """A committee or unit that takes part in an element. Written by ``edit`` and bulk building, with the element's content."""

    # The constraint on element and committee is an index on the element too.
    element = models.ForeignKey(
        "strategies.Element", models.CASCADE, related_name="partner_rows", db_index=False
    )
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="+", verbose_name=_("committee or unit")
    )

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["element_id", "committee_id"]
        constraints = [
            models.UniqueConstraint(fields=["element", "committee"], name="strategies_partner_once")
        ]

    def __str__(self) -> str:
        return gettext("%(committee)s in “%(element)s”") % {
            "committee": self.committee,
            "element": self.element,
        }
