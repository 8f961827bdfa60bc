from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.followup.models.round import FollowUpRound


class ReminderKind(models.TextChoices):
    OPENED = "opened", _("the round is open")
    BEFORE = "before", _("the deadline comes near")
    AFTER = "after", _("the deadline has passed")


class Reminder(models.Model):
    """A mail about a round that was sent, so that nobody gets it twice."""

    round = models.ForeignKey(FollowUpRound, models.CASCADE, related_name="reminders")
    address = models.EmailField()
    kind = models.CharField(max_length=10, choices=ReminderKind)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["round", "address", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["round", "address", "kind"], name="followup_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.get_kind_display()}"


class RemindersStopped(models.Model):
    """An address that asked for no more mails about rounds."""

    address = models.EmailField(unique=True)
    stopped_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address
