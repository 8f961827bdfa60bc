"""Inviting and accepting, as data."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from apps.accounts.models import User
from apps.municipalities import invitations
from apps.municipalities.models import Invitation
from apps.municipalities.roles import Capability, Role
from tests.bystander import own
from tests.factories import CommitteeFactory, MembershipFactory, MunicipalityFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = {"email": "ny@example.dk", "full_name": "Nina Ny", "password": "en-helt-ny-adgangskode"}


@pytest.fixture
def invite(herning, editor):
    def make(**fields):
        given = {"email": "ny@example.dk", "full_name": "Nina Ny", "municipality": herning, "by": editor}
        return invitations.invite(**{**given, "role": Role.COUNCIL_MEMBER, **fields})

    return make


def test_accepting_makes_the_account_and_the_membership(invite, herning):
    committee = CommitteeFactory(municipality=herning)
    invitation, token = invite(committee=committee)
    membership = invitations.accept_with_new_account(token=token, **NEW)
    user = User.objects.get(email="ny@example.dk")
    assert (membership.user, membership.municipality, membership.role, membership.committee) == (
        user,
        herning,
        Role.COUNCIL_MEMBER,
        committee,
    )
    assert user.check_password(NEW["password"])
    assert user.full_name == "Nina Ny"
    invitation.refresh_from_db()
    assert invitation.state == Invitation.State.ACCEPTED


def test_a_link_works_once(invite):
    _invitation, token = invite()
    invitations.accept_with_new_account(token=token, **NEW)
    user = User.objects.get(email="ny@example.dk")
    for accept in (
        lambda: invitations.accept_with_new_account(token=token, **NEW),
        lambda: invitations.accept_signed_in(token=token, by=user),
    ):
        with pytest.raises(invitations.InvitationUnusable):
            accept()
    assert user.memberships.count() == 1


def test_a_link_works_for_fourteen_days_and_the_whole_last_one(invite):
    invitation, token = invite()
    end = timezone.localtime(invitation.expires_at)
    last = timezone.localdate(invitation.sent_at) + timedelta(days=14)
    assert (end.date(), end.hour, end.minute) == (last + timedelta(days=1), 0, 0)
    for days, works in ((14, True), (15, False)):
        own(Invitation).update(
            expires_at=timezone.now() + timedelta(days=14, minutes=1) - timedelta(days=days)
        )
        if works:
            assert invitations.find_usable(token) == invitation
        else:
            with pytest.raises(invitations.InvitationUnusable):
                invitations.accept_with_new_account(token=token, **NEW)
    assert own(Invitation).get().state == Invitation.State.EXPIRED
    assert not User.objects.filter(email="ny@example.dk").exists()


def test_a_withdrawn_link_does_not_work(invite):
    invitation, token = invite()
    assert invitations.withdraw(invitation=invitation)
    assert not invitations.withdraw(invitation=invitation)
    with pytest.raises(invitations.InvitationUnusable):
        invitations.accept_with_new_account(token=token, **NEW)
    assert own(Invitation).get().state == Invitation.State.WITHDRAWN


def test_the_address_may_be_written_with_spaces_and_capitals(invite):
    _invitation, token = invite()
    accepted = invitations.accept_with_new_account(token=token, **{**NEW, "email": " Ny@Example.DK "})
    assert accepted.user.email == "ny@example.dk"


def test_another_address_is_refused(invite):
    _invitation, token = invite()
    with pytest.raises(invitations.WrongAddress):
        invitations.accept_with_new_account(token=token, **{**NEW, "email": "anden@example.dk"})
    with pytest.raises(invitations.WrongAddress):
        invitations.accept_signed_in(token=token, by=UserFactory())
    assert own(Invitation).get().state == Invitation.State.SENT


def test_whoever_has_an_account_must_sign_in_and_keeps_name_and_password(invite):
    user = UserFactory(email="ny@example.dk", full_name="Et andet navn")
    invitation, token = invite()
    assert invitations.has_account(invitation)
    with pytest.raises(invitations.SignInFirst):
        invitations.accept_with_new_account(token=token, **NEW)
    membership = invitations.accept_signed_in(token=token, by=user)
    user.refresh_from_db()
    assert (membership.user, user.full_name, user.check_password(NEW["password"])) == (
        user,
        "Et andet navn",
        False,
    )


def test_an_account_without_a_password_gets_one(invite):
    user = UserFactory(email="ny@example.dk", password=None)
    invitation, token = invite()
    assert not invitations.has_account(invitation)
    assert invitations.accept_with_new_account(token=token, **NEW).user == user


def test_a_closed_account_stays_closed(invite):
    user = UserFactory(email="ny@example.dk", password=None, is_active=False)
    _invitation, token = invite()
    with pytest.raises(invitations.AccountClosed):
        invitations.accept_with_new_account(token=token, **NEW)
    user.refresh_from_db()
    assert (user.is_active, user.has_usable_password(), user.memberships.count()) == (False, False, 0)


def test_inviting_again_renews_and_ends_the_earlier_link(invite, editor):
    first, old = invite()
    second, new = invite(email="NY@example.dk", full_name="Nina Nyere")
    assert (first.pk, own(Invitation).get().full_name) == (second.pk, "Nina Nyere")
    newest = invitations.renew(invitation=second, by=editor)
    for token in (old, new):
        with pytest.raises(invitations.InvitationUnusable):
            invitations.find_usable(token)
    assert invitations.find_usable(newest) == second


def test_what_was_accepted_is_not_sent_again(invite, editor):
    invitation, token = invite()
    invitations.accept_with_new_account(token=token, **NEW)
    with pytest.raises(invitations.InvitationUnusable):
        invitations.renew(invitation=invitation, by=editor)


def test_whoever_has_the_role_is_not_invited_to_it(invite, herning):
    user = MembershipFactory(municipality=herning, role=Role.COUNCIL_MEMBER, user__email="ny@example.dk").user
    with pytest.raises(ValidationError, match="har allerede denne rolle"):
        invite()
    assert invite(role=Role.EDITOR)[0].role == Role.EDITOR
    assert user.memberships.count() == 1


def test_a_role_given_in_between_is_not_given_twice(invite, herning):
    _invitation, token = invite()
    user = MembershipFactory(municipality=herning, role=Role.COUNCIL_MEMBER, user__email="ny@example.dk").user
    invitations.accept_signed_in(token=token, by=user)
    assert user.memberships.count() == 1


def test_a_committee_of_another_municipality_is_refused(invite):
    with pytest.raises(ValidationError):
        invite(committee=CommitteeFactory())
    assert not own(Invitation).exists()


def test_only_a_digest_is_kept(invite):
    _invitation, token = invite()
    assert token not in str(vars(own(Invitation).get()))


def test_two_unanswered_for_the_same_role_cannot_be(herning):
    now = timezone.now()
    common = {
        "municipality": herning,
        "email": "a@b.dk",
        "role": Role.EDITOR,
        "sent_at": now,
        "expires_at": now,
    }
    Invitation.objects.create(token_digest="1", accepted_at=now, **common)
    Invitation.objects.create(token_digest="2", **common)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(token_digest="3", **common)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(token_digest="4", accepted_at=now, withdrawn_at=now, **common)


def test_the_mail_is_plain_danish_whoever_sends_it(invite, herning, editor):
    committee = CommitteeFactory(municipality=herning, name="Økonomi <b>& Erhverv</b>")
    invitation, _token = invite(committee=committee, full_name="Nina O'Ny")
    with translation.override("en"):
        invitations.send(invitation, "https://portal.example/konto/invitation/x/")
    message = mail.outbox[0]
    assert (message.to, message.subject) == (
        ["ny@example.dk"],
        "Du er inviteret til Strategiportalen som byrådsmedlem i Herning Kommune",
    )
    day = invitation.expires_at.astimezone(timezone.get_current_timezone())
    for words in (
        "Hej Nina O'Ny\n",
        f"{editor.full_name} inviterer dig til Strategiportalen som byrådsmedlem i Herning Kommune.",
        "Udvalg: Økonomi <b>& Erhverv</b>",
        "\nhttps://portal.example/konto/invitation/x/\n",
        f"Linket virker til og med {day.day}. ",
    ):
        assert words in message.body
    assert message.alternatives == []
    assert message.body == message.body.strip() + "\n"


def test_at_its_last_moment_a_link_works_no_more(invite, monkeypatch):
    invitation, _token = invite()
    moment = invitation.expires_at
    for at, state in ((moment - timedelta(microseconds=1), "sent"), (moment, "expired")):
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        assert (invitation.state, own(Invitation).usable().exists()) == (state, state == "sent")


def test_a_municipality_s_invitations_are_its_own(invite, editor, other_editor, portal_admin):
    invitation, _token = invite()
    assert list(Invitation.objects.where(editor, Capability.MANAGE_MEMBERS)) == [invitation]
    assert list(own(Invitation).where(portal_admin, Capability.MANAGE_MEMBERS)) == [invitation]
    assert not Invitation.objects.where(other_editor, Capability.MANAGE_MEMBERS).exists()
    MunicipalityFactory()


def test_whoever_had_the_role_before_and_no_longer_has_it_gets_it_anew(invite, herning):
    user = UserFactory(email="ny@example.dk")
    first, last = (timezone.localdate() - timedelta(days=days) for days in (400, 1))
    past = MembershipFactory(
        user=user, municipality=herning, role=Role.COUNCIL_MEMBER, starts_on=first, ends_on=last
    )
    _invitation, token = invite()
    membership = invitations.accept_signed_in(token=token, by=user)
    assert (membership == past, membership.starts_on) == (False, timezone.localdate())


def test_history_says_that_whoever_accepted_made_the_membership(invite):
    _invitation, token = invite()
    membership = invitations.accept_with_new_account(token=token, **NEW)
    assert [row.history_user for row in membership.history.all()] == [membership.user]


def test_an_invitation_without_a_municipality_is_told_that_and_nothing_of_its_committee():
    with pytest.raises(ValidationError) as refused:
        Invitation(email="ny@example.dk", role=Role.EDITOR, committee=CommitteeFactory()).full_clean()
    assert "municipality" in refused.value.message_dict
    assert "committee" not in refused.value.message_dict


def test_an_address_is_kept_in_small_letters_whatever_way_it_comes(herning):
    invitation = Invitation(municipality=herning, email="Anna@Example.DK", role=Role.EDITOR)
    invitation.clean()
    assert invitation.email == "anna@example.dk"
