"""A draft can be read at a secret address until it expires or is withdrawn, and then as little as at any other address."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.municipalities.roles import Role
from apps.publishing.models import PreviewLink
from apps.publishing.operations.preview_links import (
    find_preview_link,
    make_preview_link,
    withdraw_preview_link,
)
from tests.bystander import own
from tests.factories import MembershipFactory, UserFactory, element, make_plan

NOW = timezone.now()


@pytest.fixture
def plan(herning):
    return make_plan(
        element("goal", "Flere i job", text="Alle skal med."), municipality=herning, lead="Forord."
    )


def test_a_token_opens_its_plan_until_it_expires(plan):
    link, token = make_preview_link(
        plan=plan, by=UserFactory(is_superuser=True), days=7, purpose="Udvalget", at=NOW
    )
    assert find_preview_link(token, at=NOW).plan == plan
    assert find_preview_link(token, at=NOW + timedelta(days=7, seconds=-1)) == link
    with pytest.raises(PreviewLink.DoesNotExist):
        find_preview_link(token, at=NOW + timedelta(days=7))


def test_the_token_is_long_never_the_same_and_not_kept(plan):
    by = UserFactory(is_superuser=True)
    tokens = {make_preview_link(plan=plan, by=by, days=1)[1] for _ in range(3)}
    assert len(tokens) == 3
    assert min(map(len, tokens)) >= 43
    kept = " ".join(str(value) for row in PreviewLink.objects.values_list() for value in row)
    assert not any(token in kept for token in tokens)


def test_a_withdrawn_link_opens_nothing(plan):
    link, token = make_preview_link(plan=plan, by=UserFactory(is_superuser=True), days=7)
    first = withdraw_preview_link(plan_id=plan.pk, link_id=link.pk).withdrawn_at
    assert withdraw_preview_link(plan_id=plan.pk, link_id=link.pk).withdrawn_at == first
    with pytest.raises(PreviewLink.DoesNotExist):
        find_preview_link(token)


def test_a_link_is_withdrawn_at_the_moment_that_is_told(plan):
    link, _token = make_preview_link(plan=plan, by=UserFactory(), days=7)
    at = timezone.now() - timedelta(hours=3)
    assert withdraw_preview_link(plan_id=plan.pk, link_id=link.pk, at=at).withdrawn_at == at
    link.refresh_from_db()
    assert link.withdrawn_at == at


@pytest.mark.parametrize("loss", ["role", "end of the role", "another role", "account"])
def test_a_link_ends_with_its_makers_rights(plan, loss):
    role = MembershipFactory(municipality=plan.municipality, role=Role.EDITOR)
    _link, token = make_preview_link(plan=plan, by=role.user, days=7)
    assert find_preview_link(token).plan == plan
    if loss == "role":
        role.delete()
    elif loss == "account":
        role.user.is_active = False
        role.user.save()
    else:
        role.role = Role.COUNCIL_MEMBER if loss == "another role" else Role.EDITOR
        role.starts_on = timezone.localdate() - timedelta(days=9)
        role.ends_on = timezone.localdate() - timedelta(days=1) if loss == "end of the role" else None
        role.save()
    with pytest.raises(PreviewLink.DoesNotExist):
        find_preview_link(token)


def test_a_link_is_withdrawn_through_its_own_plan_only(plan):
    link, token = make_preview_link(plan=plan, by=UserFactory(is_superuser=True), days=7)
    with pytest.raises(PreviewLink.DoesNotExist):
        withdraw_preview_link(plan_id=make_plan(title="Fremmed").pk, link_id=link.pk)
    assert find_preview_link(token) == link


@pytest.mark.parametrize("days", [0, -1, 91, 10**9])
def test_no_link_lasts_forever(plan, days):
    with pytest.raises(ValidationError):
        make_preview_link(plan=plan, by=UserFactory(is_superuser=True), days=days)
    assert not own(PreviewLink).exists()


@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "æøå", "\udcff", "../../admin"])
def test_a_made_up_token_opens_nothing(db, token):
    with pytest.raises(PreviewLink.DoesNotExist):
        find_preview_link(token)
