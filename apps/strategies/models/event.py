"""What somebody did with a plan: written by the operations themselves, in the transaction that does it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.municipalities.models import ScopedQuerySet
from apps.strategies.models.history_row import recording
from apps.strategies.models.identity import ElementIdentity
from apps.strategies.models.plan import Plan


class EventQuerySet(ScopedQuerySet):
    scope = "plan__municipality"

    def moves_to_undo(self, user: User) -> Self:
        """The moves of ``user`` that have not been undone, the newest first: the order in which they can be."""
        moves = self.filter(verb=Event.Verb.MOVED, by=user, undone_at__isnull=True)
        return moves.order_by("-pk")

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Event(models.Model):
    """One thing that somebody did: who, what and when; and who took it back, if anybody did.

    History rows, moves and what lies in the bin point at the event that made them.
    """

    class Verb(models.TextChoices):
        PLAN_MADE = "plan_made", _("plan made")
        PLAN_EDITED = "plan_edited", _("plan changed")
        ADDED = "added", _("added")
        COPIED = "copied", _("copied")
        EDITED = "edited", _("changed")
        VERSION_RESTORED = "restored", _("earlier version restored")
        SPLIT = "split", _("split in two")
        MERGED = "merged", _("another element merged into it")
        REPLACED = "replaced", _("words replaced throughout the plan")
        BULK_EDITED = "bulk_edited", _("changed together with others")
        MOVED = "moved", _("moved")
        MOVE_UNDONE = "move_undone", _("move undone")
        DELETED = "deleted", _("moved to the bin")
        BROUGHT_BACK = "brought_back", _("brought back from the bin")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="events", verbose_name=_("plan"))
    verb = models.CharField(_("what"), max_length=20, choices=Verb)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    identity = models.ForeignKey(
        ElementIdentity,
        models.CASCADE,
        null=True,
        related_name="events",
        verbose_name=_("element"),
        help_text=_("The first of those that it was done to; none where it was done to the plan itself."),
    )
    title = models.CharField(_("title"), max_length=300, help_text=_("Of the element or plan, afterwards."))
    element_count = models.PositiveIntegerField(_("elements"), default=1)
    fields = models.CharField(
        _("fields"), max_length=200, blank=True, help_text=_("Which were changed; codes apart by commas.")
    )
    undone_at = models.DateTimeField(_("undone"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("undone by")
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["plan", "-at"], name="strategies_event_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_by__isnull=True) | models.Q(undone_at__isnull=False),
                name="strategies_event_undone_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.title}"

    @property
    def changed_fields(self) -> list[str]:
        return self.fields.split(",") if self.fields else []


#: Done to the plan as a whole, however many elements follow.
_OF_THE_PLAN = (Event.Verb.PLAN_MADE, Event.Verb.PLAN_EDITED)


class Recording:
    """An operation under way. The event is written with the first thing that is really changed."""

    def __init__(self, verb: str, by: User | None) -> None:
        self.verb, self.by = verb, by
        self.event: Event | None = None
        self._identities: set[int | None] = set()
        self._is_larger = False

    def touch(
        self,
        *,
        plan_id: int,
        title: str,
        identity_id: int | None = None,
        count: int = 1,
        fields: Iterable[str] = (),
    ) -> Event:
        """The event, to which an element (or the plan itself) now belongs."""
        if self.event is None:
            self._identities.add(identity_id)
            self.event = Event.objects.create(
                plan_id=plan_id,
                verb=self.verb,
                by=self.by,
                identity_id=identity_id,
                title=title,
                element_count=count,
                fields=",".join(fields),
            )
            return self.event
        if self.verb in _OF_THE_PLAN:
            return self.event
        if identity_id not in self._identities:
            self._identities.add(identity_id)
            self.event.element_count += count
            self._is_larger = True
        if new := [name for name in fields if name not in self.event.changed_fields]:
            self.event.fields = ",".join([*self.event.changed_fields, *new])
            self._is_larger = True
        return self.event

    def close(self) -> None:
        """Write how many elements it was in the end."""
        if self.event and self._is_larger:
            self.event.save(update_fields=["element_count", "fields"])


@contextmanager
def recorded(verb: str, *, by: User | None) -> Iterator[Recording]:
    """What is written inside is one event; for operations, which hold the plan's lock.

    An operation that does its work by others keeps them within its own event.
    """
    if (outer := recording.get()) is not None:
        yield outer
        return
    under_way = Recording(verb, by)
    token = recording.set(under_way)
    try:
        yield under_way
    finally:
        recording.reset(token)
    under_way.close()
