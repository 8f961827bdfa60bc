"""Who takes part in carrying out an edition's elements, as they were called when it was published."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.municipalities.models import Committee
from apps.publishing.models.immutable import Immutable, ImmutableQuerySet


class EditionPartner(Immutable):
    """A committee or unit that takes part in one element of an edition, beside the one that is responsible."""

    # The constraint on element and slug is an index on the element too.
    element = models.ForeignKey(
        "publishing.EditionElement", models.CASCADE, related_name="partners", db_index=False
    )
    # Kept, because what was said once of a committee must lead to it for good.
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    slug = models.CharField(max_length=80)
    name = models.CharField(max_length=150)

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner of a published element")
        verbose_name_plural = _("partners of published elements")
        ordering = ["element_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["element", "slug"], name="publishing_editionpartner_once")
        ]

    def __str__(self) -> str:
        return gettext("%(committee)s in “%(element)s”") % {"committee": self.name, "element": self.element}
