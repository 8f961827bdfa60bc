"""A municipality's workspace: who may enter it, and what one may do there."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from apps.accounts.models import User
from apps.core.collation import Danish, danish_key
from apps.municipalities.models import Committee, Membership, Municipality
from apps.municipalities.permissions import granted
from apps.municipalities.roles import Capability, roles_with
from apps.strategies.models import ElementIdentity
from apps.workspace.models import FollowedElement, LastVisit, Note


@dataclass(frozen=True)
class Workspace:
    """A municipality as one person meets it. ``units`` are those the person reports for, where reporting is the errand."""

    user: User
    municipality: Municipality
    others: list[Municipality]
    may_edit: bool
    may_publish: bool
    may_report: bool
    reports: bool  # whether reporting is open to the person at all, by a unit or for everybody
    visit: LastVisit | None = None  # when they were here last, as it stood when they entered
    units: list[Committee] = field(default_factory=list)
    committees: list[Committee] = field(
        default_factory=list
    )  # those the person belongs to, the first membership first


def workspaces_of(user: User) -> list[Municipality]:
    """The municipalities whose workspaces the person may enter, by name. One query."""
    return list(_everywhere(user))


def _everywhere(user: User) -> QuerySet[Municipality]:
    return Municipality.objects.visible_to(user).order_by(Danish("name"), "pk")


def enter(user: User, slug: str) -> Workspace:
    """The workspace of the municipality at the address ``slug``. One query, two for a portal administrator.

    Raises ``Municipality.DoesNotExist`` for one the person does not belong to as for one that is not there.
    """
    current = user.memberships.current().select_related("municipality", "committee").order_by("pk")
    memberships = list(_with_visits(current, user, "municipality"))
    everywhere = list(_with_visits(_everywhere(user), user, "pk")) if user.is_superuser else []
    workspaces = everywhere or _entered_by(memberships)
    municipality = next((each for each in workspaces if each.slug == slug), None)
    if municipality is None:
        raise Municipality.DoesNotExist(slug)
    here = [each for each in memberships if each.municipality_id == municipality.pk]
    visit = _visit(municipality if everywhere else here[0], user, municipality)
    held = granted(user, [each.role for each in here])
    may_edit, may_report = Capability.EDIT in held, Capability.REPORT_STATUS in held
    may_enter = Capability.ENTER_ADMIN in held
    committees = list({each.committee.pk: each.committee for each in here if each.committee}.values())
    return Workspace(
        user=user,
        municipality=municipality,
        others=[each for each in workspaces if each != municipality],
        may_edit=may_enter and may_edit,
        may_publish=may_enter and Capability.PUBLISH in held,
        may_report=may_report and not may_edit,
        reports=may_report,
        visit=visit,
        committees=committees,
        units=sorted(committees, key=lambda each: danish_key(each.name))
        if may_report and not may_edit
        else [],
    )


def _with_visits(rows: QuerySet, user: User, municipality: str) -> QuerySet[Any]:
    """The rows with the person's last visit in the municipality of each, so that no page asks for it again."""
    visits = LastVisit.objects.filter(user=user, municipality=OuterRef(municipality))
    return rows.annotate(
        visit_at=Subquery(visits.values("at")[:1]), visit_before=Subquery(visits.values("before")[:1])
    )


def _visit(row: Any, user: User, municipality: Municipality) -> LastVisit | None:
    if row.visit_at is None:
        return None
    return LastVisit(user=user, municipality=municipality, at=row.visit_at, before=row.visit_before)


def _entered_by(memberships: list[Membership]) -> list[Municipality]:
    reading = {role.value for role in roles_with(Capability.READ_DRAFTS)}
    found = {each.municipality_id: each.municipality for each in memberships if each.role in reading}
    return sorted(found.values(), key=lambda each: (danish_key(each.name), each.pk))


def identity_in(workspace: Workspace, uid: UUID) -> Any:
    """The element with ``uid``, also one that was deleted; with its plan, with what it says now, and with what the person
    keeps about it: ``is_followed``, ``note_text``, ``note_at``. One query.

    Raises ``ElementIdentity.DoesNotExist`` for one of another municipality as for one that is not there.
    """
    own = {"user": workspace.user, "identity": OuterRef("pk")}
    note = Note.objects.filter(**own)
    ours = ElementIdentity.objects.visible_to(workspace.user).filter(municipality=workspace.municipality)
    return (
        ours.select_related("plan", "element__responsible", "element__parent")
        .annotate(
            is_followed=Exists(FollowedElement.objects.filter(**own)),
            note_text=Subquery(note.values("text")),
            note_at=Subquery(note.values("updated_at")),
        )
        .get(uid=uid)
    )
