"""Every mail of sign-in, as it is read: who sends it, what it is about, and links that lead back to this very portal."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.accounts.signing_in import set_up_app, sign_in
from tests.factories import MembershipFactory
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)  # some mails go out when the change is committed
PORTAL = "http://127.0.0.1:8103"
NEW = {"password1": "en-helt-ny-adgangskode", "password2": "en-helt-ny-adgangskode"}


@pytest.fixture
def browser(settings):
    """A browser at an address with a port."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    return Client(headers={"host": "127.0.0.1:8103"})


def subjects():
    return [message.subject for message in mail.outbox]


def links(message):
    return re.findall(r"https?://\S+", message.body)


def test_what_is_changed_of_an_account_is_told_and_says_what_to_do(browser, person):
    sign_in(browser)
    set_up_app(browser)
    browser.post("/konto/sikkerhed/recovery-codes/generate/")
    browser.post("/konto/sikkerhed/totp/deactivate/")
    browser.post("/konto/password/change/", {"oldpassword": PASSWORD, **NEW})
    assert subjects() == [
        "Totrinslogin: en app er sat op",
        "Totrinslogin: nye nødkoder",
        "Totrinslogin: appen bruges ikke længere",
        "Din adgangskode er ændret",
    ]
    for message in mail.outbox:
        assert (message.to, message.from_email) == (
            [person.email],
            "Strategiportalen <strategiportalen@localhost>",
        )
        assert links(message) == [f"{PORTAL}/konto/password/reset/"]
        assert "Hvis det ikke var dig, så sig det til portalens administrator" in message.body
        assert re.search(
            r"Det skete \d+\. \w+ \d{4} kl\. \d\d\.\d\d fra netværksadressen 127\.0\.0\.1\.", message.body
        )
        assert "example.com" not in message.subject + message.body


def test_a_forgotten_password_is_answered_by_mail_for_known_and_unknown_alike(browser, person):
    for email in (person.email, "ukendt@example.dk"):
        browser.post("/konto/password/reset/", {"email": email})
    known, unknown = mail.outbox
    assert known.subject == unknown.subject == "Vælg en ny adgangskode til Strategiportalen"
    assert links(unknown) == []
    assert "Der er ingen åben konto med denne e-mailadresse" in unknown.body
    (link,) = links(known)
    assert link.startswith(f"{PORTAL}/konto/password/reset/key/")
    form = browser.get(link.removeprefix(PORTAL))["Location"]
    browser.post(form, NEW)
    assert mail.outbox[2].subject == "Din adgangskode er ændret"


def test_whoever_is_helped_by_an_administrator_is_told(browser, person, herning, portal_admin):
    MembershipFactory(user=person, municipality=herning)
    sign_in(browser)
    set_up_app(browser)
    browser.force_login(portal_admin)
    browser.post(f"/admin/accounts/user/{person.pk}/second-factor/")
    assert subjects()[1:] == ["Totrinslogin er nulstillet"]
    assert links(mail.outbox[1]) == [f"{PORTAL}/konto/password/reset/"]


def test_an_invitation_leads_to_this_portal(browser, editor, herning):
    browser.force_login(editor)
    form = {"email": "ny@example.dk", "full_name": "Nina Ny", "municipality": herning.pk, "role": "editor"}
    assert browser.post("/admin/municipalities/invitation/add/", form).status_code == 302
    (message,) = mail.outbox
    assert message.subject == "Du er inviteret til Strategiportalen som redaktør i Herning Kommune"
    (link,) = links(message)
    assert link.startswith(f"{PORTAL}/konto/invitation/")
    assert browser.get(link.removeprefix(PORTAL)).status_code == 403  # the editor is somebody else
    browser.logout()
    assert "Du er inviteret til Herning Kommune" in browser.get(link.removeprefix(PORTAL)).content.decode()
