"""Whose accounts an editor looks after, where people belong to more than one municipality."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.accounts.models import User
from apps.municipalities.memberships import add_member, is_wholly_managed_by, people_managed_by
from apps.municipalities.roles import Role
from tests.bystander import own
from tests.factories import CommitteeFactory, MembershipFactory, UserFactory


def test_an_editor_looks_after_those_who_belong_or_belonged_here(editor, council_member, herning, randers):
    former = MembershipFactory(
        municipality=herning, starts_on=date(2020, 1, 1), ends_on=timezone.localdate() - timedelta(days=1)
    ).user
    both = MembershipFactory(municipality=herning).user
    MembershipFactory(user=both, municipality=randers)
    MembershipFactory(municipality=randers)
    UserFactory()
    assert set(people_managed_by(editor)) == {editor, council_member, former, both}


def test_who_manages_no_members_looks_after_nobody(council_member, portal_admin):
    assert not people_managed_by(council_member).exists()
    assert not people_managed_by(AnonymousUser()).exists()
    portal_admin.is_active = False
    assert not people_managed_by(portal_admin).exists()


def test_a_portal_administrator_looks_after_everybody(portal_admin):
    assert people_managed_by(portal_admin).count() == User.objects.count()


def test_an_account_is_changed_only_by_who_looks_after_all_of_it(
    editor, council_member, portal_admin, randers
):
    assert is_wholly_managed_by(council_member, editor)
    assert is_wholly_managed_by(council_member, portal_admin)
    assert not is_wholly_managed_by(UserFactory(), editor)
    assert not is_wholly_managed_by(portal_admin, editor)
    MembershipFactory(user=council_member, municipality=randers)
    assert not is_wholly_managed_by(council_member, editor)
    assert is_wholly_managed_by(council_member, portal_admin)


def test_an_administrator_of_the_portal_who_is_a_member_here_is_no_editor_s_to_change(editor, herning):
    both = MembershipFactory(user=UserFactory(is_superuser=True), municipality=herning).user
    assert not is_wholly_managed_by(both, editor)


@pytest.fixture
def add(herning):
    def make(**fields):
        given = {"municipality": herning, "role": Role.EDITOR, "starts_on": date(2026, 1, 1)}
        return add_member(**{**given, "email": "Ny@Example.dk", "full_name": "Nina Ny", **fields})

    return make


def test_a_new_member_gets_an_account_without_a_password(add, herning):
    committee = CommitteeFactory(municipality=herning)
    held = add(committee=committee, ends_on=date(2027, 1, 1))
    assert (held.user.email, held.user.full_name) == ("ny@example.dk", "Nina Ny")
    assert not held.user.has_usable_password()
    held.refresh_from_db()
    assert (held.municipality, held.role, held.committee) == (herning, Role.EDITOR, committee)
    assert (held.starts_on, held.ends_on) == (date(2026, 1, 1), date(2027, 1, 1))


def test_an_account_that_is_there_is_not_touched(add):
    person = UserFactory(email="ny@example.dk", full_name="Gammelt navn")
    other = UserFactory()
    assert add().user == person
    person.refresh_from_db()
    assert person.full_name == "Gammelt navn"
    assert not other.memberships.exists()


def test_an_impossible_membership_makes_no_account(add, randers):
    before = own(User).count()
    with pytest.raises(ValidationError, match="Udvalget hører til en anden kommune"):
        add(committee=CommitteeFactory(municipality=randers))
    assert own(User).count() == before
