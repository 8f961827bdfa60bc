"""A municipality's workspace: who may enter it, and what one may do there."""

from dataclasses import dataclass, field
from uuid import UUID

from apps.accounts.models import User
from apps.core.collation import Danish
from apps.municipalities.models import Committee, Municipality
from apps.municipalities.permissions import capabilities
from apps.municipalities.roles import Capability
from apps.strategies.models import ElementIdentity


@dataclass(frozen=True)
class Workspace:
    """A municipality as one person meets it. ``units`` are those the person reports for, where reporting is the errand."""

    user: User
    municipality: Municipality
    others: list[Municipality]
    may_edit: bool
    may_publish: bool
    may_report: bool
    units: list[Committee] = field(default_factory=list)


def workspaces_of(user: User) -> list[Municipality]:
    """The municipalities whose workspaces the person may enter, by name. One query."""
    return list(Municipality.objects.visible_to(user).order_by(Danish("name"), "pk"))


def enter(user: User, slug: str) -> Workspace:
    """The workspace of the municipality at the address ``slug``. Three queries at most.

    Raises ``Municipality.DoesNotExist`` for one the person does not belong to as for one that is not there.
    """
    workspaces = workspaces_of(user)
    municipality = next((each for each in workspaces if each.slug == slug), None)
    if municipality is None:
        raise Municipality.DoesNotExist(slug)
    held = capabilities(user, municipality)
    may_edit, may_report = Capability.EDIT in held, Capability.REPORT_STATUS in held
    may_enter = Capability.ENTER_ADMIN in held
    return Workspace(
        user=user,
        municipality=municipality,
        others=[each for each in workspaces if each != municipality],
        may_edit=may_enter and may_edit,
        may_publish=may_enter and Capability.PUBLISH in held,
        may_report=may_report and not may_edit,
        units=_units(user, municipality) if may_report and not may_edit else [],
    )


def _units(user: User, municipality: Municipality) -> list[Committee]:
    held = user.memberships.current().filter(municipality=municipality)
    return list(Committee.objects.filter(memberships__in=held).distinct())


def identity_in(workspace: Workspace, uid: UUID) -> ElementIdentity:
    """The element with ``uid``, also one that was deleted; with its plan. One query.

    Raises ``ElementIdentity.DoesNotExist`` for one of another municipality as for one that is not there.
    """
    ours = ElementIdentity.objects.visible_to(workspace.user).filter(municipality=workspace.municipality)
    return ours.select_related("plan").get(uid=uid)
