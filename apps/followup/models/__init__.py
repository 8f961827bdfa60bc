from apps.followup.models.reminder import Reminder, ReminderKind, RemindersStopped
from apps.followup.models.review import Review
from apps.followup.models.round import FollowUpRound, RoundElement
from apps.followup.models.status_update import StatusUpdate

__all__ = [
    "FollowUpRound",
    "Reminder",
    "ReminderKind",
    "RemindersStopped",
    "Review",
    "RoundElement",
    "StatusUpdate",
]
