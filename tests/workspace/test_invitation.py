"""Accepting an invitation as the invited person meets it."""

import pytest
from django.core.cache import cache

from apps.accounts.models import User
from apps.municipalities import invitations
from apps.municipalities.models import Invitation
from apps.municipalities.roles import Role
from tests.bystander import own
from tests.factories import UserFactory
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
FILLED = {
    "email": "ny@example.dk",
    "full_name": "Nina Ny",
    "password1": "en-helt-ny-adgangskode",
    "password2": "en-helt-ny-adgangskode",
}


@pytest.fixture(autouse=True)
def _forget_attempts():
    cache.clear()


@pytest.fixture
def invited(herning, editor):
    """An invitation and the address in its mail."""
    invitation, token = invitations.invite(
        email="ny@example.dk", full_name="Nina Ny", municipality=herning, role=Role.COUNCIL_MEMBER, by=editor
    )
    return invitation, f"/konto/invitation/{token}/"


def state():
    return own(Invitation).get().state


def test_a_new_person_chooses_a_password_and_is_in(client, invited, editor):
    page = client.get(invited[1]).content.decode()
    assert "Du er inviteret til Herning Kommune" in page
    assert f"{editor.full_name} inviterer dig til at være med som byrådsmedlem i Herning Kommune." in page
    assert "ny@example.dk" not in page
    assert client.post(invited[1], FILLED)["Location"] == "/konto/"
    page = client.get("/konto/").content.decode()
    assert "Velkommen. Du er nu byrådsmedlem i Herning Kommune." in page
    assert "Du er logget ind som ny@example.dk." in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "anden@example.dk"}, "Invitationen blev sendt til en anden adresse end denne."),
        ({"email": "ikke en adresse"}, "gyldig e-mail"),
        ({"email": ""}, "Dette felt er påkrævet"),
        ({"full_name": ""}, "Dette felt er påkrævet"),
        ({"full_name": "x" * 201}, "højst have 200"),
        ({"password2": "noget-andet-end-den"}, "De to adgangskoder er ikke ens."),
        ({"password1": "kort", "password2": "kort"}, "12"),
        ({"password1": "ny@example.dk", "password2": "ny@example.dk"}, "minder"),
        ({"password1": "x" * 1001, "password2": "x" * 1001}, "højst have 1000"),
    ],
)
def test_a_mistake_is_said_in_danish_and_changes_nothing(fields, words, client, invited):
    answer = client.post(invited[1], {**FILLED, **fields})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert state() == Invitation.State.SENT
    assert not User.objects.filter(email="ny@example.dk").exists()


def test_all_that_is_wrong_with_a_password_is_said_at_once(client, invited):
    page = client.post(invited[1], {**FILLED, "password1": "kort", "password2": "andet"}).content.decode()
    assert "De to adgangskoder er ikke ens." in page
    assert "for kort" in page


def test_whoever_has_an_account_signs_in_and_says_yes(client, invited):
    person = UserFactory(email="ny@example.dk")
    page = client.get(invited[1]).content.decode()
    assert f'href="/konto/login/?next={invited[1]}"' in page
    assert client.post(invited[1], FILLED).status_code == 200
    assert not person.memberships.exists()
    sign_in = {"login": "ny@example.dk", "password": PASSWORD, "next": invited[1]}
    assert client.post("/konto/login/", sign_in)["Location"] == invited[1]
    assert "Tag imod invitationen" in client.get(invited[1]).content.decode()
    assert not person.memberships.exists()
    assert client.post(invited[1])["Location"] == "/konto/"
    assert [m.role for m in person.memberships.all()] == [Role.COUNCIL_MEMBER]


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_else_who_is_signed_in_is_refused(method, client, invited, council_member):
    client.force_login(council_member)
    answer = getattr(client, method)(invited[1])
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Invitationen er til en anden adresse" in page
    assert "ny@example.dk" not in page
    assert "Herning" not in page
    assert (state(), council_member.memberships.count()) == (Invitation.State.SENT, 1)


def use_up(invitation):
    own(Invitation).update(accepted_at=invitation.sent_at)


def withdraw(invitation):
    invitations.withdraw(invitation=invitation)


def let_expire(invitation):
    own(Invitation).update(expires_at=invitation.sent_at)


def send_anew(invitation):
    invitations.renew(invitation=invitation, by=invitation.invited_by)


@pytest.mark.parametrize("spoil", [use_up, withdraw, let_expire, send_anew])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_does_not_work_says_the_same_whatever_the_reason(method, spoil, client, invited):
    spoil(invited[0])
    before = state()
    answer = getattr(client, method)(invited[1], FILLED if method == "post" else None)
    unknown = client.get("/konto/invitation/findes-ikke/")
    assert answer.status_code == unknown.status_code == 404
    assert "Invitationen virker ikke" in answer.content.decode()
    assert answer.content == unknown.content
    assert state() == before
    assert not User.objects.filter(email="ny@example.dk").exists()


def test_used_twice_it_stays_with_the_first(client, invited):
    client.post(invited[1], FILLED)
    again = type(client)().post(invited[1], {**FILLED, "full_name": "En anden"})
    assert again.status_code == 404
    assert User.objects.get(email="ny@example.dk").full_name == "Nina Ny"


def test_a_closed_account_is_told_so(client, invited):
    UserFactory(email="ny@example.dk", is_active=False, password=None)
    answer = client.post(invited[1], FILLED)
    assert (answer.status_code, "Kontoen er lukket" in answer.content.decode()) == (403, True)
    assert state() == Invitation.State.SENT


@pytest.mark.parametrize("token", ["x" * 5000, "æøå", "..", "' OR 1=1 --", "%00", "%ff"])
def test_odd_links_are_refused(token, client, db):
    assert client.get(f"/konto/invitation/{token}/").status_code in (400, 404)


def test_the_page_is_kept_by_no_cache_and_takes_no_other_method(client, invited):
    assert client.get(invited[1])["Cache-Control"] == "private, no-store"
    assert client.put(invited[1]).status_code == 405


def test_an_invited_editor_sets_the_second_factor_up_first(client, invited, settings):
    settings.SECOND_FACTOR_FOR_STAFF = True
    own(Invitation).update(role=Role.EDITOR)
    client.post(invited[1], FILLED)
    assert client.get("/konto/")["Location"] == "/konto/sikkerhed/"
    page = client.get("/konto/sikkerhed/").content.decode()
    assert "Velkommen. Du er nu redaktør i Herning Kommune." in page
