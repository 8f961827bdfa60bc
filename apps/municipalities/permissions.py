"""Who may do what where: the only place that turns memberships into an answer."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.collation import danish_key
from apps.municipalities.models import Membership, Municipality
from apps.municipalities.roles import GRANTS, Capability, Role, roles_with, roles_within

Person = User | AnonymousUser


def may(user: Person, capability: Capability, municipality: Municipality) -> bool:
    """Whether ``user`` has ``capability`` in ``municipality`` today."""
    return Municipality.objects.where(user, capability).filter(pk=municipality.pk).exists()


def require(
    user: Person,
    capability: Capability,
    municipality: Municipality,
    *,
    held: frozenset[Capability] | None = None,
) -> None:
    """Raise ``PermissionDenied`` unless ``user`` has ``capability`` there, in words: what they may not do, whom to ask.

    ``held`` is what ``capabilities`` said of them, where that is known.
    """
    if may(user, capability, municipality) if held is None else capability in held:
        return
    words = {"deed": capability.label, "municipality": municipality.name}
    told = _("You may not %(deed)s for %(municipality)s.") % words
    managers = Membership.objects.current().filter(
        municipality=municipality, role__in=roles_with(Capability.MANAGE_MEMBERS), user__is_active=True
    )
    names = sorted({str(membership.user) for membership in managers.select_related("user")}, key=danish_key)
    asked = _("Ask one of those who give access there: %(names)s.") % {"names": ", ".join(names)}
    raise PermissionDenied(f"{told} {asked}" if names else told)


def may_enter_admin(user: Person) -> bool:
    """Portal administrators and whoever has a role that lets them in work in Django admin."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    return (
        Membership.objects.current().filter(user=user, role__in=roles_with(Capability.ENTER_ADMIN)).exists()
    )


def capabilities(user: Person, municipality: Municipality) -> frozenset[Capability]:
    """Everything ``user`` may do in ``municipality`` today; one query."""
    if not user.is_authenticated or not user.is_active or user.is_superuser:
        return granted(user, [])
    held = Membership.objects.current().filter(user=user, municipality=municipality)
    return granted(user, held.values_list("role", flat=True))


def granted(user: Person, roles: Iterable[str]) -> frozenset[Capability]:
    """Everything ``user`` may do where they have these ``roles`` today; no query."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(Capability)
    return frozenset().union(*(GRANTS[Role(role)] for role in roles))


def capability_flags(user: Person, municipality: Municipality) -> dict[str, bool]:
    """For a template: what ``user`` may do in ``municipality``, by the code of each capability; one query."""
    return flags(capabilities(user, municipality))


def flags(held: frozenset[Capability]) -> dict[str, bool]:
    """The same of capabilities that are known; no query."""
    return {capability.value: capability in held for capability in Capability}


def may_grant(user: Person, role: str, municipality: Municipality) -> bool:
    """Whether ``user`` may give somebody ``role`` there: nobody gives more than they have."""
    return role in roles_within(capabilities(user, municipality))


def must_have_second_factor(user: User) -> bool:
    """Whether ``user`` has a role that asks for a second factor.

    Staff outside demo mode always does; the settings name further roles. Whoever administers the portal may do what
    any role may, so one such role is enough.
    """
    asking = {Role(role) for role in settings.SECOND_FACTOR_ROLES}
    if settings.SECOND_FACTOR_FOR_STAFF:
        asking.update(roles_with(Capability.ENTER_ADMIN))
    if user.is_superuser or not asking:
        return bool(asking)
    return Membership.objects.current().filter(user=user, role__in=asking).exists()


def rights_of(user: User) -> str:
    """Everything ``user`` may do today in one line, to tell whether it has changed."""
    columns = ("municipality_id", "role", "committee_id")
    held = sorted(map(str, Membership.objects.current().filter(user=user).values_list(*columns)))
    return f"{user.is_superuser} {held}"
