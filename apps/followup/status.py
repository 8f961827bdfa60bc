"""How it goes with an element: the statuses that can be reported, each with an open definition."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    NOT_STARTED = "not_started", _("not started")
    ON_TRACK = "on_track", _("on track")
    AT_RISK = "at_risk", _("at risk")
    OFF_TRACK = "off_track", _("off track")
    COMPLETED = "completed", _("completed")
    CANCELLED = "cancelled", _("cancelled")


#: What each status says. Shown to whoever reports and to whoever reads, so that both mean the same.
DEFINITIONS: dict[str, Promise] = {
    Status.NOT_STARTED: _("Nothing has been done yet."),
    Status.ON_TRACK: _("The work goes as planned, and the goal is expected to be reached in time."),
    Status.AT_RISK: _("Something stands in the way. The goal can be reached if it is dealt with."),
    Status.OFF_TRACK: _("The goal is not expected to be reached in time as things are."),
    Status.COMPLETED: _("What was promised has been done."),
    Status.CANCELLED: _("It has been decided not to go on with it."),
}
