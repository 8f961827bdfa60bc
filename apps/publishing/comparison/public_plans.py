"""Plans beside what citizens read of them: which have an edition, and of which the columns alone tell that it says something else."""

from collections.abc import Iterable
from typing import Any, Self

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from apps.publishing.comparison.differing_columns import elements_differ, plan_differs, sources_differ
from apps.publishing.models import Edition
from apps.strategies.models import Plan, SourceDocument


class PublicPlans(dict[int, int]):
    """The current edition of each plan that has one, by their keys; ``plans`` are all that were asked about, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.plans: list[Any] = []  # with the columns that were annotated
        self.differing_particulars: set[int] = set()
        self.differing_elements: set[int] = set()
        self.other_documents: set[int] = set()
        self.with_sources: set[int] = set()

    @classmethod
    def of(cls, plans: QuerySet[Plan], *, with_elements: bool = False) -> Self:
        """One query; ``with_elements`` asks whether elements differ too, which is more work for the database."""
        found = cls()
        rows: QuerySet[Any] = plans.annotate(**_beside(with_elements=with_elements))
        for plan in rows:
            found.plans.append(plan)
            if plan.read_edition is None:
                continue
            found[plan.pk] = plan.read_edition
            for sort in found._differing(plan):
                sort.add(plan.pk)
        return found

    @classmethod
    def of_keys(cls, plan_ids: Iterable[int], *, with_elements: bool = False) -> Self:
        return cls.of(Plan.objects.filter(pk__in=set(plan_ids)).order_by(), with_elements=with_elements)

    def _differing(self, plan: Any) -> Iterable[set[int]]:
        yield from [self.differing_particulars] if plan.has_other_particulars else []
        yield from [self.differing_elements] if getattr(plan, "has_other_elements", False) else []
        yield from [self.other_documents] if plan.has_other_documents else []
        yield from [self.with_sources] if plan.has_sources else []


def _beside(*, with_elements: bool) -> dict[str, Any]:
    its = Edition.objects.current().filter(plan=OuterRef("pk")).order_by()
    found = {
        "read_edition": Subquery(its.values("pk")[:1]),
        "has_other_particulars": Exists(its.filter(plan_differs())),
        "has_other_documents": Exists(its.filter(sources_differ())),
        "has_sources": Exists(SourceDocument.objects.filter(plan=OuterRef("pk"))),
    }
    return {**found, "has_other_elements": Exists(its.filter(elements_differ()))} if with_elements else found
