"""What publishing a plan now would change, for the editor who is about to."""

from dataclasses import dataclass

from apps.publishing.addresses import assign
from apps.publishing.compare import Comparison, compare
from apps.publishing.digest import digest_of
from apps.publishing.models import Edition
from apps.publishing.publish import particulars
from apps.publishing.working import Content, working_content
from apps.strategies.models import Plan
from apps.strategies.tree import locked

_PARTICULARS = (
    "title",
    "level",
    "start_year",
    "end_year",
    "adopted_on",
    "case_reference",
    "committee_name",
)


@dataclass(frozen=True)
class Preview:
    """The working tree beside the current edition."""

    current: Edition | None
    edition: Edition  # unsaved
    content: Content
    comparison: Comparison  # against nothing where the plan is not published: everything is added
    particulars_changed: list[str]  # names of the fields of Edition that would differ
    is_unchanged: (
        bool  # nothing at all would differ: words, order, addresses, relations, sources, particulars
    )


def preview(plan: Plan) -> Preview:
    """What would change. Raises ``ValidationError`` where the plan could not be published."""
    with locked(plan.pk, by=None):
        plan = Plan.objects.select_related("municipality", "committee").get(pk=plan.pk)
        current = Edition.objects.filter(plan=plan, is_current=True).first()
        content = working_content(plan)
        assign(plan, content.elements)
    edition = particulars(plan)
    return Preview(
        current=current,
        edition=edition,
        content=content,
        comparison=compare(list(current.elements.order_by("position")) if current else [], content.elements),
        particulars_changed=[
            name for name in _PARTICULARS if current and getattr(current, name) != getattr(edition, name)
        ],
        is_unchanged=bool(current and current.digest == digest_of(edition, content)),
    )
