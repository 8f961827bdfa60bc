"""The one table of roles: what each role may do in the municipality where a membership grants it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    COUNCIL_MEMBER = "council_member", _("council member")
    CONTRIBUTOR = "contributor", _("contributor")
    WRITER = "writer", _("writer")
    EDITOR = "editor", _("editor")


class Capability(TextChoices):
    """Something a role may do; code asks for capabilities, never for roles. The words follow "may" in a sentence."""

    READ_DRAFTS = "read_drafts", _("read drafts")
    REPORT_STATUS = "report_status", _("report status")
    RUN_FOLLOW_UP = "run_follow_up", _("run the follow-up")
    ENTER_ADMIN = "enter_admin", _("enter the administration")
    EDIT = "edit", _("edit plans and committees")
    SHARE_DRAFTS = "share_drafts", _("show drafts to others")
    PUBLISH = "publish", _("publish and withdraw plans")
    RETRACT = "retract", _("retract passages")
    EDIT_MUNICIPALITY = "edit_municipality", _("change the municipality’s particulars")
    MANAGE_MEMBERS = "manage_members", _("give people access")
    SEE_ACTIVITY = "see_activity", _("see who did what")
    SEE_READERS = "see_readers", _("see what is read, and delete what readers wrote")


#: ``ENTER_ADMIN`` is to see a municipality's plans there; each deed asks for its own.
GRANTS: dict[Role, frozenset[Capability]] = {
    Role.COUNCIL_MEMBER: frozenset({Capability.READ_DRAFTS}),
    Role.CONTRIBUTOR: frozenset({Capability.READ_DRAFTS, Capability.REPORT_STATUS}),
    Role.WRITER: frozenset({Capability.READ_DRAFTS, Capability.ENTER_ADMIN, Capability.EDIT}),
    Role.EDITOR: frozenset(Capability),
}


def roles_with(capability: Capability) -> list[Role]:
    """The roles that grant ``capability``."""
    return [role for role, granted in GRANTS.items() if capability in granted]


def roles_within(held: frozenset[Capability]) -> list[Role]:
    """The roles that grant nothing beyond ``held``: those that whoever holds it may give to others."""
    return [role for role, granted in GRANTS.items() if granted <= held]


def role_choices() -> list[tuple[str, str]]:
    """The roles as choices of a field: called, so that a new role changes no table of the database."""
    return [(role.value, str(role.label)) for role in Role]


def roles_in_words() -> str:
    """What each role may do, a sentence each."""
    return " ".join(
        f"{str(role.label).capitalize()}: {', '.join(str(c.label) for c in Capability if c in granted)}."
        for role, granted in GRANTS.items()
    )
