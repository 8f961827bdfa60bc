"""The topics of an edition's elements, as they were called when it was published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.publishing.models.immutable import Immutable, ImmutableQuerySet
from apps.strategies.models import Topic


class EditionTopic(Immutable):
    """A subject heading of one element of an edition."""

    # The constraint on element and slug is an index on the element too.
    element = models.ForeignKey(
        "publishing.EditionElement", models.CASCADE, related_name="topics", db_index=False
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, related_name="+", help_text="Empty where it was gone already."
    )
    slug = models.CharField(max_length=80)
    name = models.CharField(
        max_length=100, blank=True, help_text="Empty where the edition did not keep it and the topic is gone."
    )

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic of a published element")
        verbose_name_plural = _("topics of published elements")
        ordering = ["element_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["element", "slug"], name="publishing_editiontopic_once")
        ]

    def __str__(self) -> str:
        return self.name or self.slug
