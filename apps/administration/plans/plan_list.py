"""Plans to choose among: what citizens read of each, whether changes wait, and how many more there are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from apps.publishing.comparison.pending_changes import differing
from apps.publishing.models import Edition


@dataclass(frozen=True)
class PlanList:
    """``plans`` are the first of ``total``, each with ``edition_number`` (None: not published) and ``is_differing``."""

    plans: list[Any]
    total: int

    @property
    def is_cut(self) -> bool:
        return len(self.plans) < self.total


def plan_list(plans: QuerySet, *, at_most: int) -> PlanList:
    """The first of ``plans``. As many queries for one as for many."""
    current = Edition.objects.filter(plan_id=OuterRef("pk"), is_current=True).values("number")
    shown = list(plans.annotate(edition_number=Subquery(current))[:at_most])
    found = differing(plan.pk for plan in shown)
    for plan in shown:
        plan.is_differing = plan.pk in found
    return PlanList(shown, plans.order_by().count())
