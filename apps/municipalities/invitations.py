"""Inviting a person into a municipality by mail, and accepting.

The link holds 256 random bits; the database keeps their SHA-256 only, so a copy of it opens nothing.
"""

import hashlib
import secrets
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.history import sign
from apps.municipalities.models import Committee, Invitation, Membership, MembershipQuerySet, Municipality


class InvitationUnusable(Exception):
    """Unknown, used, withdrawn or expired: whoever follows the link need not know which."""


class WrongAddress(Exception):
    """The invitation was sent to another address."""


class SignInFirst(Exception):
    """The address has an account already: its owner must sign in to accept."""


class AccountClosed(Exception):
    """The account of the address has been deactivated: an invitation does not open it again."""


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _end_of_day(day: date) -> datetime:
    """The mail names a day, and that whole day counts."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _renew(invitation: Invitation, *, by: User) -> str:
    token = secrets.token_urlsafe(32)
    invitation.token_digest = _digest(token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = _end_of_day(timezone.localdate() + timedelta(days=settings.INVITATION_DAYS))
    invitation.invited_by = by
    return token


@transaction.atomic
def invite(
    *,
    email: str,
    full_name: str,
    municipality: Municipality,
    role: str,
    committee: Committee | None = None,
    by: User,
) -> tuple[Invitation, str]:
    """Offer a role, and return the invitation with the secret for its mail.

    One that is still unanswered is renewed, and its earlier link stops working. Raises ``ValidationError`` where the
    person has the role already, or the invitation is impossible.
    """
    # The same two invitations at once become one: the second waits for the row of the municipality.
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    email = email.lower()
    if has_role(email, municipality, role, committee):
        raise ValidationError(_("This person has this role in the municipality already."))
    invitation = Invitation.objects.unanswered().filter(
        municipality=municipality, email=email, role=role
    ).first() or Invitation(municipality=municipality, email=email, role=role)
    invitation.full_name, invitation.committee = full_name, committee
    token = _renew(invitation, by=by)
    invitation.full_clean(validate_constraints=False)
    invitation.save()
    return invitation, token


@transaction.atomic
def renew(*, invitation: Invitation, by: User) -> str:
    """Let an unanswered invitation work anew, and return the secret for its mail; the earlier link stops working.

    Raises ``InvitationUnusable`` when it was answered in between.
    """
    row = Invitation.objects.select_for_update().unanswered().filter(pk=invitation.pk).first()
    if row is None:
        raise InvitationUnusable
    token = _renew(row, by=by)
    row.save(update_fields=["token_digest", "sent_at", "expires_at", "invited_by"])
    return token


@transaction.atomic
def withdraw(*, invitation: Invitation) -> bool:
    """Make the link stop working; returns whether the invitation was still unanswered."""
    row = Invitation.objects.select_for_update().unanswered().filter(pk=invitation.pk).first()
    if row is None:
        return False
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    return True


def send(invitation: Invitation, link: str) -> None:
    """Mail the link, in the portal's first language. Raises ``OSError`` or ``SMTPException`` when mail does not go out."""
    with translation.override(settings.LANGUAGE_CODE):
        context = {"invitation": invitation, "link": link}
        subject = render_to_string("municipalities/email/invitation_subject.txt", context)
        text = render_to_string("municipalities/email/invitation_message.txt", context)
    send_mail(" ".join(subject.split()), text.strip() + "\n", None, [invitation.email])


def find_usable(token: str) -> Invitation:
    """The invitation whose mail held ``token``; raises ``InvitationUnusable``."""
    found = Invitation.objects.usable().select_related("municipality", "committee", "invited_by")
    invitation = found.filter(token_digest=_digest(token)).first()
    if invitation is None:
        raise InvitationUnusable
    return invitation


def has_account(invitation: Invitation) -> bool:
    """Whether the invited person signs in with a password of their own already."""
    user = User.objects.filter(email=invitation.email).first()
    return user is not None and user.has_usable_password()


@transaction.atomic
def accept_with_new_account(*, token: str, email: str, full_name: str, password: str) -> Membership:
    """Make the invited person's account and membership; ``password`` has been validated.

    An account that an editor made without a password gets it now. Raises ``InvitationUnusable``, ``WrongAddress``,
    ``SignInFirst`` or ``AccountClosed``, and changes nothing then.
    """
    invitation = _taken(token)
    if email.strip().lower() != invitation.email:
        raise WrongAddress
    user = User.objects.select_for_update().filter(email=invitation.email).first()
    if user is None:
        user = User(email=invitation.email)
    elif not user.is_active:
        raise AccountClosed
    elif user.has_usable_password():
        raise SignInFirst
    user.full_name = full_name
    user.set_password(password)
    user.save()
    return _accept(invitation, user)


@transaction.atomic
def accept_signed_in(*, token: str, by: User) -> Membership:
    """Give the signed-in person the membership. Raises ``InvitationUnusable`` or ``WrongAddress``."""
    invitation = _taken(token)
    if by.email != invitation.email:
        raise WrongAddress
    return _accept(invitation, by)


def _taken(token: str) -> Invitation:
    """The usable invitation, locked: of two who accept at once the second finds none."""
    rows = (
        Invitation.objects.select_for_update(of=("self",))
        .usable()
        .select_related("municipality", "committee")
    )
    invitation = rows.filter(token_digest=_digest(token)).first()
    if invitation is None:
        raise InvitationUnusable
    return invitation


def _accept(invitation: Invitation, user: User) -> Membership:
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    held = _memberships(invitation.email, invitation.municipality, invitation.role, invitation.committee)
    if there := held.first():
        return there
    membership = Membership(
        user=user,
        municipality=invitation.municipality,
        role=invitation.role,
        committee=invitation.committee,
        starts_on=timezone.localdate(),
    )
    # History would ask the request, and whoever has just got an account is not signed in yet.
    sign(membership, by=user)
    membership.save()
    return membership


def _memberships(
    email: str, municipality: Municipality, role: str, committee: Committee | None
) -> MembershipQuerySet:
    current = Membership.objects.current().filter(user__email=email, municipality=municipality, role=role)
    return current.filter(committee=committee) if committee else current.filter(committee__isnull=True)


def has_role(email: str, municipality: Municipality, role: str, committee: Committee | None = None) -> bool:
    """Whether somebody with ``email`` holds this very role today, so that an invitation would change nothing."""
    return _memberships(email, municipality, role, committee).exists()
