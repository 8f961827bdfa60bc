"""What retraction leaves alone of the workspace, by decision."""

from apps.core.text_register import exclude
from apps.workspace.models import MeetingFolder, Note

exclude(
    Note,
    reason="A council member's private note, which nobody else reads or changes; the page of retraction says so.",
)
exclude(MeetingFolder, reason="A council member's own note for a meeting, which nobody else reads.")
