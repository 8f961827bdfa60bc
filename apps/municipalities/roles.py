"""The one table of roles: what each role may do in the municipality where a membership grants it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    COUNCIL_MEMBER = "council_member", _("council member")
    CONTRIBUTOR = "contributor", _("contributor")
    EDITOR = "editor", _("editor")


class Capability(TextChoices):
    """Something a role may do; code asks for capabilities, never for roles."""

    READ_DRAFTS = "read_drafts"
    REPORT_STATUS = "report_status"
    EDIT = "edit"
    PUBLISH = "publish"
    MANAGE_MEMBERS = "manage_members"


GRANTS: dict[Role, frozenset[Capability]] = {
    Role.COUNCIL_MEMBER: frozenset({Capability.READ_DRAFTS}),
    Role.CONTRIBUTOR: frozenset({Capability.READ_DRAFTS, Capability.REPORT_STATUS}),
    Role.EDITOR: frozenset(Capability),
}


def roles_with(capability: Capability) -> list[Role]:
    """The roles that grant ``capability``."""
    return [role for role, granted in GRANTS.items() if capability in granted]
