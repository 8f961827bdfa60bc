"""Who may do what where: the only place that turns memberships into an answer."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from apps.accounts.models import User
from apps.municipalities.models import Membership, Municipality
from apps.municipalities.roles import GRANTS, Capability, Role, roles_with

Person = User | AnonymousUser


def may(user: Person, capability: Capability, municipality: Municipality) -> bool:
    """Whether ``user`` has ``capability`` in ``municipality`` today."""
    return Municipality.objects.where(user, capability).filter(pk=municipality.pk).exists()


def may_enter_admin(user: Person) -> bool:
    """Portal administrators and whoever edits some municipality today work in Django admin."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    return Membership.objects.current().filter(user=user, role__in=roles_with(Capability.EDIT)).exists()


def capabilities(user: Person, municipality: Municipality) -> frozenset[Capability]:
    """Everything ``user`` may do in ``municipality`` today; one query."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(Capability)
    held = Membership.objects.current().filter(user=user, municipality=municipality)
    return frozenset().union(*(GRANTS[Role(role)] for role in held.values_list("role", flat=True)))


def must_have_second_factor(user: User) -> bool:
    """Whether ``user`` has a role that asks for a second factor.

    Staff outside demo mode always does; the settings name further roles. Whoever administers the portal may do what
    any role may, so one such role is enough.
    """
    asking = {Role(role) for role in settings.SECOND_FACTOR_ROLES}
    if settings.SECOND_FACTOR_FOR_STAFF:
        asking.update(roles_with(Capability.EDIT))
    if user.is_superuser or not asking:
        return bool(asking)
    return Membership.objects.current().filter(user=user, role__in=asking).exists()
