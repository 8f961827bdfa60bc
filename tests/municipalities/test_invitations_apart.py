"""Invitations beside others: each is renewed, withdrawn, found and accepted alone."""

import pytest
from django.db import connection

from apps.municipalities import invitations
from apps.municipalities.models import Invitation
from apps.municipalities.roles import Role
from tests.bystander import own
from tests.factories import CommitteeFactory, MembershipFactory, UserFactory


@pytest.fixture
def invite(herning, editor):
    def make(**fields):
        given = {"email": "ny@example.dk", "full_name": "Nina Ny", "municipality": herning, "by": editor}
        return invitations.invite(**{**given, "role": Role.COUNCIL_MEMBER, **fields})

    return make


def values(invitation):
    return Invitation.objects.filter(pk=invitation.pk).values().get()


@pytest.mark.parametrize("other", ["email", "municipality", "role"])
def test_an_invitation_overwrites_none_for_another_address_municipality_or_role(other, invite, randers):
    first, token = invite()
    before = values(first)
    fields = {"email": "anden@example.dk", "municipality": randers, "role": Role.EDITOR}
    second, another = invite(**{other: fields[other]})
    assert second.pk != first.pk
    assert values(first) == before
    assert invitations.find_usable(token) == first
    assert invitations.find_usable(another) == second


@pytest.mark.parametrize("answered", ["accepted", "withdrawn"])
def test_an_answered_invitation_is_not_overwritten_by_a_new_one(answered, invite, editor):
    first, token = invite()
    if answered == "withdrawn":
        invitations.withdraw(invitation=first)
    else:
        account = {"email": first.email, "full_name": "Nina", "password": "en-helt-ny-adgangskode"}
        invitations.accept_with_new_account(token=token, **account).delete()
    before = values(first)
    assert invite()[0].pk != first.pk
    assert values(first) == before


def test_withdrawing_renewing_and_accepting_one_leave_the_others(invite, editor, randers):
    kept, _ = invite(municipality=randers)
    before = values(kept)
    first, _ = invite()
    token = invitations.renew(invitation=first, by=editor)
    person = UserFactory(email="ny@example.dk")
    held = invitations.accept_signed_in(token=token, by=person)
    again, _ = invite(role=Role.CONTRIBUTOR)
    assert invitations.withdraw(invitation=again)
    assert values(kept) == before
    assert list(person.memberships.all()) == [held]
    assert held.municipality == first.municipality


def test_the_same_role_elsewhere_or_of_somebody_else_is_no_reason_to_refuse(invite, herning, randers):
    person = UserFactory(email="ny@example.dk")
    MembershipFactory(user=person, municipality=randers, role=Role.COUNCIL_MEMBER)
    MembershipFactory(user=person, municipality=herning, role=Role.CONTRIBUTOR)
    MembershipFactory(municipality=herning, role=Role.COUNCIL_MEMBER)
    MembershipFactory(
        user=person,
        municipality=herning,
        role=Role.COUNCIL_MEMBER,
        committee=CommitteeFactory(municipality=herning),
    )
    _invitation, token = invite()
    held = invitations.accept_signed_in(token=token, by=person)
    assert (held.municipality, held.role, held.committee) == (herning, Role.COUNCIL_MEMBER, None)
    assert person.memberships.count() == 4
    assert own(Invitation).count() == 1


@pytest.mark.django_db(transaction=True)
def test_every_deed_writes_inside_a_transaction_of_its_own(invite, editor, monkeypatch):
    """Only so do the locks it takes hold until it has written."""
    inside = []
    save = Invitation.save

    def noted(self, *args, **kwargs):
        inside.append(connection.in_atomic_block)
        save(self, *args, **kwargs)

    first, token = invite()
    monkeypatch.setattr(Invitation, "save", noted)
    invite()
    token = invitations.renew(invitation=first, by=editor)
    invitations.accept_signed_in(token=token, by=UserFactory(email=first.email))
    second, _token = invite(email="anden@example.dk")
    invitations.withdraw(invitation=second)
    assert inside == [True] * 5
