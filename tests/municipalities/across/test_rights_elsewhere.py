"""What somebody is in one municipality counts in no other, and says nothing of anybody else."""

import pytest

from apps.municipalities.models import Municipality
from apps.municipalities.permissions import capabilities, may, may_enter_admin, must_have_second_factor
from apps.municipalities.roles import GRANTS, Capability, Role
from tests.factories import MembershipFactory, UserFactory


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("capability", Capability)
def test_a_role_in_herning_does_not_count_in_randers(role, capability, herning, randers):
    person = MembershipFactory(municipality=herning, role=role).user
    granted = capability in GRANTS[role]
    assert may(person, capability, herning) is granted
    assert not may(person, capability, randers)
    assert list(Municipality.objects.where(person, capability)) == ([herning] if granted else [])
    assert capabilities(person, herning) == GRANTS[role]
    assert capabilities(person, randers) == frozenset()


@pytest.mark.parametrize("role", Role)
def test_each_of_two_roles_counts_where_it_is_held(role, herning, randers):
    person = MembershipFactory(municipality=herning, role=role).user
    for other in Role:
        held = MembershipFactory(user=person, municipality=randers, role=other)
        assert (capabilities(person, herning), capabilities(person, randers)) == (GRANTS[role], GRANTS[other])
        held.delete()


def test_somebody_else_s_role_is_nobody_s(editor, herning):
    person = UserFactory()
    assert not may_enter_admin(person)
    assert not any(may(person, capability, herning) for capability in Capability)
    assert capabilities(person, herning) == frozenset()


def test_the_second_factor_is_asked_by_one_s_own_role(editor, council_member, settings):
    settings.SECOND_FACTOR_FOR_STAFF = True
    assert must_have_second_factor(editor)
    assert not must_have_second_factor(council_member)
    assert not must_have_second_factor(UserFactory())
