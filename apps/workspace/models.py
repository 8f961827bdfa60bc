"""What a person keeps for themselves about elements. Shown to nobody else: not to editors, not in admin."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.fields import LineField, LinesField
from apps.decisions.models import Decision
from apps.municipalities.models import Municipality
from apps.strategies.models import ElementIdentity

MAX_NOTE = 10_000


class PersonalQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The person's own rows, of municipalities whose drafts they may still read. A portal administrator sees no more."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user=user, identity__municipality__in=Municipality.objects.visible_to(user))


class Note(models.Model):
    """What a person wrote for themselves about an element; it hangs on the identity, so it survives move and deletion."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    identity = models.ForeignKey(ElementIdentity, models.CASCADE, related_name="+")
    text = LinesField(_("note"), max_length=MAX_NOTE)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "identity"], name="workspace_note_one_each"),
            models.CheckConstraint(condition=~Q(text=""), name="workspace_note_has_text"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), MAX_NOTE), name="workspace_note_is_no_book"
            ),
        ]

    def __str__(self) -> str:
        """Says nothing of the note: Django shows it to whoever deletes the account."""
        return str(_("private note"))

    @property
    def stamp(self) -> str:
        """Which state of the note this is, for an edit to be based on."""
        return self.updated_at.isoformat()


class FollowedQuerySet(PersonalQuerySet):
    def follow(self, *, user: User, identity: ElementIdentity) -> None:
        """Put the element on the person's list; doing it twice changes nothing."""
        self.get_or_create(user=user, identity=identity)

    def unfollow(self, *, user: User, identity: ElementIdentity) -> None:
        """Take the element off the person's list, if it is on it."""
        self.filter(user=user, identity=identity).delete()


class FollowedElement(models.Model):
    """An element that a person wants to keep an eye on."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    identity = models.ForeignKey(ElementIdentity, models.CASCADE, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    objects = FollowedQuerySet.as_manager()

    class Meta:
        verbose_name = _("followed element")
        verbose_name_plural = _("followed elements")
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "identity"], name="workspace_followedelement_one_each")
        ]

    def __str__(self) -> str:
        """Says nothing of the element: Django shows it to whoever deletes the account."""
        return str(_("followed element"))


class LastVisit(models.Model):
    """When a person was in a workspace last, and when before that: what is new is counted from there."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    before = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "municipality"], name="workspace_lastvisit_one_each")
        ]

    def __str__(self) -> str:
        return str(self.at)


class NewsByMail(models.Model):
    """A person wants a mail when what they follow, or anything under it, changes; ``told_until`` is how far they know."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    told_until = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.told_until)


class MeetingFolder(models.Model):
    """What a person brings to a meeting: elements and decisions, with a note, on two pages."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    title = LineField(_("title"), max_length=150, blank=True)
    note = LinesField(_("note"), max_length=3000, blank=True)

    class Meta:
        verbose_name = _("meeting folder")
        verbose_name_plural = _("meeting folders")
        ordering = ["user", "municipality"]
        constraints = [
            models.UniqueConstraint(fields=["user", "municipality"], name="workspace_meetingfolder_one_each")
        ]

    def __str__(self) -> str:
        """Says nothing of what is in it: Django shows it to whoever deletes the account."""
        return str(_("meeting folder"))


class FolderItem(models.Model):
    """An element or a decision in a meeting folder."""

    folder = models.ForeignKey(MeetingFolder, models.CASCADE, related_name="items")
    identity = models.ForeignKey(ElementIdentity, models.CASCADE, null=True, related_name="+")
    decision = models.ForeignKey(Decision, models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["folder", "identity"], name="workspace_folderitem_element_once"),
            models.UniqueConstraint(fields=["folder", "decision"], name="workspace_folderitem_decision_once"),
            models.CheckConstraint(
                condition=Q(identity__isnull=False, decision__isnull=True)
                | Q(identity__isnull=True, decision__isnull=False),
                name="workspace_folderitem_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
