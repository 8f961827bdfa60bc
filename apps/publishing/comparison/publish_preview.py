"""What publishing a plan now would change, for the editor who is about to."""

from dataclasses import dataclass

from apps.publishing.comparison.compare import Comparison
from apps.publishing.comparison.pending_changes import pending_changes
from apps.publishing.content import Content, working_content
from apps.publishing.models import Edition
from apps.publishing.operations.publish import publishable_state
from apps.strategies.models import Plan
from apps.strategies.tree import locked


@dataclass(frozen=True)
class Preview:
    """The working tree beside the current edition."""

    current: Edition | None
    edition: Edition  # unsaved
    content: Content
    comparison: Comparison  # against nothing where the plan is not published: everything is added
    is_unchanged: bool  # nothing at all would differ from what citizens read
    state: str  # what ``publish`` is to expect

    @property
    def element_count(self) -> int:
        """How many elements the plan has under its own root."""
        return len(self.content.elements) - 1


def publish_preview(plan: Plan) -> Preview:
    """What would change. Raises ``ValidationError`` where the plan could not be published."""
    with locked(plan.pk, by=None):
        pending = pending_changes(plan, content=working_content(plan))
    return Preview(
        current=pending.current,
        edition=pending.edition,
        content=pending.content,
        comparison=pending.comparison,
        is_unchanged=pending.current is not None and pending.is_empty,
        state=publishable_state(plan, pending.current, pending.content),
    )
