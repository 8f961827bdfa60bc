"""Whose accounts somebody looks after, and making a person a member of a municipality."""

from datetime import date

from django.db import models, transaction
from django.db.models import Q

from apps.accounts.models import User
from apps.municipalities.models import Committee, Membership, Municipality
from apps.municipalities.permissions import Person
from apps.municipalities.roles import Capability


def people_managed_by(user: Person) -> models.QuerySet[User]:
    """Everyone to a portal administrator; to others who belongs or belonged to a municipality whose members they manage."""
    if not user.is_authenticated:
        return User.objects.none()
    if user.is_superuser and user.is_active:
        return User.objects.all()
    ours = Municipality.objects.where(user, Capability.MANAGE_MEMBERS)
    members = Membership.objects.filter(municipality__in=ours)
    return User.objects.filter(pk__in=members.values("user_id"))


def is_wholly_managed_by(person: User, user: Person) -> bool:
    """Whether ``user`` may change the account itself: ``person`` has nothing to do with a municipality of others."""
    if user.is_superuser:
        return True
    ours = Municipality.objects.where(user, Capability.MANAGE_MEMBERS)
    theirs = Membership.objects.filter(user=person)
    return (
        not person.is_superuser
        and theirs.filter(municipality__in=ours).exists()
        and not theirs.filter(~Q(municipality__in=ours)).exists()
    )


@transaction.atomic
def add_member(
    *,
    email: str,
    full_name: str = "",
    municipality: Municipality,
    role: str,
    committee: Committee | None = None,
    starts_on: date,
    ends_on: date | None = None,
) -> Membership:
    """Give the person with ``email`` a role; whoever has no account gets one without a password.

    An account that exists is not touched, and nothing tells the caller whether it did. Raises ``ValidationError`` where
    the membership is impossible.
    """
    person = User.objects.filter(email=email.lower()).first()
    if person is None:
        person = User.objects.create_user(email, full_name=full_name)
    membership = Membership(
        user=person,
        municipality=municipality,
        role=role,
        committee=committee,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    membership.full_clean()
    membership.save()
    return membership
