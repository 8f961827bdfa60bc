"""Sign-in as people meet it."""

import re

import pytest
from django.core import mail
from django.core.cache import cache

from tests.factories import UserFactory
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "en-helt-anden-adgangskode"


@pytest.fixture(autouse=True)
def _forget_attempts():
    cache.clear()


@pytest.fixture
def person():
    return UserFactory(email="jens@example.dk")


def sign_in(client, email="jens@example.dk", password=PASSWORD, **fields):
    return client.post("/konto/login/", {"login": email, "password": password, **fields})


def is_signed_in(client):
    return client.get("/konto/").status_code == 200


def test_the_right_password_leads_to_the_account_page(client, person):
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/konto/")
    assert is_signed_in(client)


def test_the_address_may_be_written_with_capitals(client, person):
    sign_in(client, email="Jens@Example.DK")
    assert is_signed_in(client)


def test_sign_in_leads_back_to_where_one_was_going(client, person):
    assert client.get("/konto/")["Location"] == "/konto/login/?next=/konto/"
    assert sign_in(client, next="/admin/")["Location"] == "/admin/"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        r"/\evil.example",
        "http://[",
        "https:evil.example",
    ],
)
def test_sign_in_never_leads_elsewhere(target, client, person):
    assert client.get("/konto/login/", {"next": target}).status_code == 200
    assert sign_in(client, next=target)["Location"] == "/konto/"


@pytest.mark.parametrize(
    "attempt",
    [
        {"password": "forkert-adgangskode"},
        {"email": "ukendt@example.dk"},
        {"email": "lukket@example.dk", "password": "forkert-adgangskode"},
    ],
)
def test_a_failed_attempt_does_not_tell_which_addresses_are_known(attempt, client, person):
    UserFactory(email="lukket@example.dk", is_active=False)
    response = sign_in(client, **attempt)
    assert response.status_code == 200
    assert "E-mailadressen eller adgangskoden er ikke rigtig." in response.content.decode()
    assert not is_signed_in(client)


def test_a_closed_account_cannot_sign_in(client):
    UserFactory(email="jens@example.dk", is_active=False)
    assert sign_in(client)["Location"] == "/konto/inactive/"
    assert "Kontoen er lukket" in client.get("/konto/inactive/").content.decode()
    assert not is_signed_in(client)


def test_closing_an_account_ends_its_sessions_at_once(client, person):
    sign_in(client)
    person.is_active = False
    person.save()
    assert not is_signed_in(client)


def test_attempts_from_one_place_are_limited_and_said_in_danish(client):
    statuses = [sign_in(client, email=f"nr{n}@example.dk").status_code for n in range(31)]
    assert statuses[-1] == 429
    page = sign_in(client).content.decode()
    assert "For mange forsøg" in page


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "confirm-email/", "login/code/", "password/set/", "social/login/cancelled/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_makes_an_account_or_changes_its_address_here(path, method, client):
    assert getattr(client, method)(f"/konto/{path}").status_code in (404, 405)


def test_signing_out_takes_a_form_and_ends_at_the_public_pages(client, person):
    sign_in(client)
    assert "Log ud" in client.get("/konto/logout/").content.decode()
    assert is_signed_in(client)
    assert client.post("/konto/logout/")["Location"] == "/"
    assert not is_signed_in(client)


def test_changing_the_password_takes_the_old_one_and_ends_other_sessions(client, person, django_user_model):
    other = type(client)()
    for each in (client, other):
        sign_in(each)
    form = {"oldpassword": "forkert", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert (
        "Indtast din nuværende adgangskode." in client.post("/konto/password/change/", form).content.decode()
    )
    response = client.post("/konto/password/change/", {**form, "oldpassword": PASSWORD})
    assert response["Location"] == "/konto/"
    assert "Din adgangskode er ændret" in client.get("/konto/").content.decode()
    assert not is_signed_in(other)


def reset_link(email="jens@example.dk"):
    assert [message.to for message in mail.outbox] == [[email]]
    return re.search(r"http://testserver(\S+)", mail.outbox[0].body).group(1)


def test_a_forgotten_password_is_replaced_by_mail(client, person):
    asked = client.post("/konto/password/reset/", {"email": "jens@example.dk"})
    assert asked["Location"] == "/konto/password/reset/done/"
    assert mail.outbox[0].subject == "Vælg en ny adgangskode til Strategiportalen"
    link = reset_link()
    form_page = client.get(link, follow=True)
    assert "Vælg en ny adgangskode" in form_page.content.decode()
    where = form_page.redirect_chain[-1][0]
    done = client.post(where, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True)
    assert "Din adgangskode er ændret" in done.content.decode()
    sign_in(client, password=NEW_PASSWORD)
    assert is_signed_in(client)
    assert "Linket virker ikke længere" in client.get(link, follow=True).content.decode()


@pytest.mark.parametrize("password", ["kort", "password1234", "jens@example.dk"])
def test_a_weak_password_is_refused(password, client, person):
    client.post("/konto/password/reset/", {"email": "jens@example.dk"})
    where = client.get(reset_link(), follow=True).redirect_chain[-1][0]
    page = client.post(where, {"password1": password, "password2": password})
    assert page.status_code == 200
    assert page.context["form"].errors["password1"]


def test_asking_for_a_link_is_answered_alike_for_known_unknown_and_closed_accounts(client, person):
    UserFactory(email="lukket@example.dk", is_active=False)
    answers = {
        (response.status_code, response["Location"])
        for address in ("jens@example.dk", "ukendt@example.dk", "lukket@example.dk")
        for response in [client.post("/konto/password/reset/", {"email": address})]
    }
    assert answers == {(302, "/konto/password/reset/done/")}
    assert [message.to[0] for message in mail.outbox] == [
        "jens@example.dk",
        "ukendt@example.dk",
        "lukket@example.dk",
    ]
    assert len({message.subject for message in mail.outbox}) == 1
    assert "der er ikke" not in mail.outbox[0].body
    assert all("ingen åben konto" in message.body for message in mail.outbox[1:])


@pytest.mark.parametrize(
    "path", ["login/", "password/reset/", "password/reset/done/", "inactive/", "logout/"]
)
def test_pages_of_sign_in_are_kept_by_no_cache(path, client, person):
    if path == "logout/":
        sign_in(client)
    cached = client.get(f"/konto/{path}").get("Cache-Control", "")
    assert "public" not in cached
