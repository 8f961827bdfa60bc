"""What happened in a municipality: the value each app tells it in, and what this one has to tell, of people and particulars."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.municipalities.models import Committee, Invitation, Membership, Municipality
from apps.municipalities.roles import Role


@dataclass(frozen=True)
class Scope:
    """What is wanted: of these plans, and of the municipality and its people where ``with_people``; at most ``limit`` of each."""

    municipality: Municipality
    plans: list[int]
    with_people: bool
    before: datetime
    limit: int


@dataclass(frozen=True)
class FeedEntry:
    """Something somebody did. ``words`` go on from the name; ``plan_id`` and ``identity_id`` say where to look, if anywhere."""

    at: datetime
    by: User | None
    words: str
    plan_id: int | None = None
    identity_id: int | None = None


def entries(scope: Scope) -> Iterator[FeedEntry]:
    """Invitations, memberships, committees and the municipality's own particulars."""
    if scope.with_people:
        yield from _invitations(scope)
        yield from _memberships(scope)
        yield from _committees(scope)
        yield from _particulars(scope)


def _invitations(scope: Scope) -> Iterator[FeedEntry]:
    rows = Invitation.objects.filter(municipality=scope.municipality, sent_at__lt=scope.before)
    for row in rows.select_related("invited_by").order_by("-sent_at")[: scope.limit]:
        told = _("invited %(email)s as %(role)s") % {"email": row.email, "role": row.get_role_display()}
        yield FeedEntry(row.sent_at, row.invited_by, told)


def _memberships(scope: Scope) -> Iterator[FeedEntry]:
    rows = Membership.history.filter(municipality=scope.municipality, history_date__lt=scope.before)
    newest = list(rows.select_related("history_user").order_by("-history_date")[: scope.limit])
    people = User.objects.in_bulk({row.user_id for row in newest})
    told = {
        "+": _("gave %(person)s the role of %(role)s"),
        "~": _("changed the membership of %(person)s (%(role)s)"),
        "-": _("took the role of %(role)s from %(person)s"),
    }
    for row in newest:
        person = people.get(row.user_id) or _("somebody")
        role = str(Role(row.role).label) if row.role in Role.values else row.role
        words = told[row.history_type] % {"person": person, "role": role}
        if row.history_type == "+" and row.history_user_id == row.user_id:
            words = _("accepted the invitation as %(role)s") % {"role": role}
        yield FeedEntry(row.history_date, row.history_user, words)


def _committees(scope: Scope) -> Iterator[FeedEntry]:
    rows = Committee.history.filter(municipality=scope.municipality, history_date__lt=scope.before)
    told = {
        "+": _("added the committee “%(name)s”"),
        "~": _("changed the committee “%(name)s”"),
        "-": _("deleted the committee “%(name)s”"),
    }
    for row in rows.select_related("history_user").order_by("-history_date")[: scope.limit]:
        words = told[row.history_type] % {"name": row.name}
        yield FeedEntry(row.history_date, row.history_user, words)


def _particulars(scope: Scope) -> Iterator[FeedEntry]:
    """The municipality has no history of its own; admin's log tells what was done to it there."""
    rows = LogEntry.objects.filter(
        content_type__app_label="municipalities",
        content_type__model="municipality",
        object_id=str(scope.municipality.pk),
        action_flag__in=(ADDITION, CHANGE),
        action_time__lt=scope.before,
    )
    told = {ADDITION: _("made the municipality"), CHANGE: _("changed the municipality’s particulars")}
    for row in rows.select_related("user").order_by("-action_time")[: scope.limit]:
        yield FeedEntry(row.action_time, row.user, told[row.action_flag])
