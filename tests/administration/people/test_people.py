"""People in admin: editors look after the members of their own municipality and gain nothing by it."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from apps.accounts.models import User
from apps.municipalities.models import Invitation, Membership
from apps.municipalities.roles import GRANTS, Capability, Role
from tests.bystander import own
from tests.factories import MembershipFactory, UserFactory

ADD_MEMBER = reverse("admin:municipalities_membership_add")
USERS = reverse("admin:accounts_user_changelist")


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def change_user(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


def change_membership(membership):
    return reverse("admin:municipalities_membership_change", args=[membership.pk])


def no_inlines(**fields):
    return {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0, **fields}


def new_member(municipality, **changes):
    data = {
        "email": "ny@example.dk",
        "full_name": "Ny",
        "municipality": municipality.pk,
        "role": "council_member",
    }
    return {**data, "starts_on": "01.01.2026", **changes}


@pytest.mark.parametrize("is_somebody_elsewhere", [False, True])
def test_whoever_the_editor_does_not_know_is_led_to_an_invitation(
    browser, herning, randers, is_somebody_elsewhere
):
    if is_somebody_elsewhere:
        MembershipFactory(user=UserFactory(email="ny@example.dk", full_name="Nynne"), municipality=randers)
    before = own(Membership).count(), User.objects.count()
    answer = browser.post(ADD_MEMBER, new_member(herning, email="Ny@Example.dk"), follow=True)
    assert answer.redirect_chain[0][0].startswith(reverse("admin:municipalities_invitation_add"))
    text = answer.content.decode()
    assert "Ingen logger ind her med ny@example.dk endnu." in text
    assert 'value="ny@example.dk"' in text
    assert '<option value="council_member" selected>' in text
    assert "Nynne" not in text
    assert (own(Membership).count(), User.objects.count()) == before


def test_an_address_that_is_none_is_refused_in_the_form(browser, herning):
    answer = browser.post(ADD_MEMBER, new_member(herning, email="ikke en adresse"))
    assert answer.status_code == 200
    assert "Indtast en gyldig e-mail-adresse." in answer.content.decode()


def test_an_account_that_exists_gets_the_role_and_is_not_touched(browser, herning, council_member):
    browser.post(ADD_MEMBER, new_member(herning, email=council_member.email, role="contributor"))
    before = (council_member.full_name, council_member.password)
    council_member.refresh_from_db()
    assert (council_member.full_name, council_member.password) == before
    assert {row.role for row in council_member.memberships.all()} == {Role.COUNCIL_MEMBER, Role.CONTRIBUTOR}


def test_a_portal_administrator_gives_anybody_a_role_and_invites_the_unknown(client, portal_admin, herning):
    client.force_login(portal_admin)
    person = UserFactory(email="kendt@example.dk")
    client.post(ADD_MEMBER, new_member(herning, email="kendt@example.dk"))
    assert person.memberships.get().municipality == herning
    answer = client.post(ADD_MEMBER, new_member(herning))
    assert answer.url.startswith(reverse("admin:municipalities_invitation_add"))


def test_an_editor_sees_the_people_of_the_own_municipality(
    browser, editor, council_member, other_editor, portal_admin
):
    text = browser.get(USERS).content.decode()
    shown = [user for user in User.objects.all() if user.email in text]
    assert set(shown) == {editor, council_member}
    assert browser.get(change_user(other_editor)).status_code == 404
    assert browser.get(reverse("admin:accounts_user_add")).status_code == 403


def test_an_editor_changes_name_and_activity_but_no_address(browser, council_member):
    before = council_member.email
    data = {"full_name": "Nyt navn", "email": "stjaalet@example.dk", "is_superuser": "on"}
    browser.post(change_user(council_member), no_inlines(**data))
    council_member.refresh_from_db()
    assert (council_member.full_name, council_member.is_active) == ("Nyt navn", False)
    assert (council_member.email, council_member.is_superuser) == (before, False)


@pytest.mark.parametrize("also", ["member_elsewhere", "portal_admin"])
def test_somebody_who_belongs_elsewhere_too_is_only_read(browser, council_member, randers, also):
    if also == "portal_admin":
        council_member.is_superuser = True
        council_member.save()
    else:
        MembershipFactory(user=council_member, municipality=randers)
    browser.post(change_user(council_member), no_inlines(full_name="Nyt navn"))
    after = User.objects.get(pk=council_member.pk)
    assert (after.full_name, after.is_active) == (council_member.full_name, True)
    assert "Randers" not in browser.get(change_user(council_member)).content.decode()


def test_an_editor_cannot_prolong_the_own_rights(browser, editor, herning):
    own = editor.memberships.get()
    own.ends_on = date(2099, 1, 1)
    own.save()
    assert (
        browser.post(change_membership(own), {"role": "editor", "starts_on": "01.01.2026"}).status_code == 403
    )
    assert browser.post(reverse("admin:municipalities_membership_delete", args=[own.pk])).status_code == 403
    response = browser.post(ADD_MEMBER, new_member(herning, email=editor.email, role="editor"))
    assert "Du kan ikke ændre dine egne rettigheder." in response.content.decode()
    inline = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 0,
        "memberships-0-municipality": herning.pk,
    }
    role = {"memberships-0-role": "editor", "memberships-0-starts_on": "01.01.2026"}
    browser.post(change_user(editor), {"full_name": "Mig", "is_active": "on", **inline, **role})
    own.refresh_from_db()
    assert own.ends_on == date(2099, 1, 1)
    assert editor.memberships.get() == own


def test_bulk_deletion_of_memberships_spares_the_own(browser, editor, council_member):
    mine, theirs = editor.memberships.get(), council_member.memberships.get()
    data = {"action": "delete_selected", "_selected_action": [mine.pk, theirs.pk], "post": "yes"}
    browser.post(reverse("admin:municipalities_membership_changelist"), data)
    assert Membership.objects.filter(pk=mine.pk).exists()


def test_the_inline_takes_no_foreign_row(browser, council_member, other_editor, herning, randers):
    foreign = other_editor.memberships.get()
    inline = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 1,
        "memberships-0-id": foreign.pk,
        "memberships-0-user": council_member.pk,
        "memberships-0-municipality": herning.pk,
        "memberships-0-role": "editor",
        "memberships-0-starts_on": "01.01.2026",
    }
    browser.post(change_user(council_member), {"full_name": "x", "is_active": "on", **inline})
    foreign.refresh_from_db()
    assert (foreign.user, foreign.municipality) == (other_editor, randers)
    new = {
        **inline,
        "memberships-INITIAL_FORMS": 0,
        "memberships-0-id": "",
        "memberships-0-municipality": randers.pk,
    }
    browser.post(change_user(council_member), {"full_name": "x", "is_active": "on", **new})
    assert not council_member.memberships.filter(municipality=randers).exists()


def test_only_a_portal_administrator_makes_portal_administrators(client, portal_admin, council_member):
    client.force_login(portal_admin)
    data = {"full_name": "Ny", "email": "NY@example.dk", "is_active": "on", "is_superuser": "on"}
    EmailAddress.objects.create(user=council_member, email=council_member.email, verified=True, primary=True)
    response = client.post(change_user(council_member), no_inlines(**data))
    assert response.status_code == 302
    council_member.refresh_from_db()
    assert (council_member.is_superuser, council_member.email) == (True, "ny@example.dk")
    assert not EmailAddress.objects.filter(user=council_member).exists()


def test_nobody_locks_himself_out(client, portal_admin):
    client.force_login(portal_admin)
    data = {"full_name": "Ny", "email": portal_admin.email}
    response = client.post(change_user(portal_admin), no_inlines(**data))
    assert response.context["adminform"].form.errors.keys() == {"is_active", "is_superuser"}


def test_nobody_gives_a_role_that_may_do_more_than_the_own(browser, council_member, herning, monkeypatch):
    monkeypatch.setitem(GRANTS, Role.EDITOR, frozenset(Capability) - {Capability.PUBLISH})
    monkeypatch.setitem(GRANTS, Role.WRITER, frozenset(Capability))
    refusal = "Du kan ikke give en rolle, der må mere end din egen."
    membership = council_member.memberships.get(municipality=herning)
    changed = browser.post(change_membership(membership), {"role": "writer", "starts_on": "01.01.2026"})
    added = browser.post(ADD_MEMBER, new_member(herning, email=council_member.email, role="writer"))
    invited = browser.post(reverse("admin:municipalities_invitation_add"), new_member(herning, role="writer"))
    for answer in (changed, added, invited):
        assert refusal in answer.content.decode()
    membership.refresh_from_db()
    assert (membership.role, Membership.objects.filter(role=Role.WRITER).exists()) == (
        "council_member",
        False,
    )
    assert not own(Invitation).exists()
    given = browser.post(change_membership(membership), {"role": "contributor", "starts_on": "01.01.2026"})
    membership.refresh_from_db()
    assert (given.status_code, membership.role) == (302, "contributor")
