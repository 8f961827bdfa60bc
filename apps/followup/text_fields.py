"""The fields of the follow-up in which words of a plan can stand."""

from apps.core.text_register import Form, exclude, register
from apps.followup.models import FollowUpRound, Reminder, RemindersStopped, Review, StatusUpdate

register(
    StatusUpdate,
    rows=lambda plan_id: StatusUpdate.objects.filter(identity__plan_id=plan_id),
    fields={"text": Form.PLAIN},
)
register(
    Review,
    rows=lambda plan_id: Review.objects.filter(identity__plan_id=plan_id),
    fields={"conclusion": Form.PLAIN},
)
register(
    Review.history.model,
    rows=lambda plan_id: Review.history.filter(identity__plan_id=plan_id),
    fields={"conclusion": Form.PLAIN},
)
register(
    FollowUpRound,
    rows=lambda plan_id: FollowUpRound.objects.filter(plans=plan_id),
    fields={"title": Form.PLAIN},
    is_shared=True,
)

exclude(Review.history.model, "history_change_reason", reason="A code, never words.")
exclude(Reminder, reason="Whom a mail was sent to, and when.")
exclude(RemindersStopped, reason="An address.")
