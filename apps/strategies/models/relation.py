from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LineField
from apps.municipalities.models import ScopedQuerySet
from apps.strategies.models.identity import ElementIdentity


class RelationQuerySet(ScopedQuerySet):
    scope = "source__municipality"


class Relation(models.Model):
    """How one element bears on another, as a rule across plans. It belongs to the source's plan."""

    class Kind(models.TextChoices):
        CONTRIBUTES_TO = "contributes_to", _("contributes to")
        SUPPORTS = "supports", _("supports")
        CONFLICTS_WITH = "conflicts_with", _("conflicts with")
        DEPENDS_ON = "depends_on", _("depends on")
        RELATED = "related", _("is related to")
        CARRIES_ON = "carries_on", _("carries on")
        REWRITES = "rewrites", _("words anew")
        MERGES = "merges", _("merges")
        SPLITS = "splits", _("takes over a part of")
        DROPS = "drops", _("drops")

    #: What an element of a plan does with one of the plan whose place it takes.
    SUCCESSION = frozenset({Kind.CARRIES_ON, Kind.REWRITES, Kind.MERGES, Kind.SPLITS, Kind.DROPS})

    source = models.ForeignKey(
        ElementIdentity, models.PROTECT, related_name="relations", verbose_name=_("from")
    )
    target = models.ForeignKey(
        ElementIdentity, models.PROTECT, related_name="relations_to", verbose_name=_("to")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.RELATED)
    note = LineField(_("note"), max_length=300, blank=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["source", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"],
                name="strategies_relation_once",
                violation_error_message=_("This relation is there already."),
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="strategies_relation_not_to_itself",
                violation_error_message=_("An element cannot be related to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"

    def clean(self) -> None:
        super().clean()
        if self.source_id and self.target_id and self.source.municipality_id != self.target.municipality_id:
            raise ValidationError({"target": _("The element belongs to another municipality.")})
        if self.kind in self.SUCCESSION and self.source.plan.succeeds_id != self.target.plan_id:
            raise ValidationError({"kind": _("Only a plan that takes the place of the other can say this.")})
