"""Mails and permanent links name the configured address, whatever host and port a request was sent to."""

import re

import pytest
from django.core import mail

from tests.factories import UserFactory

PUBLIC = "https://strategi.example.dk"
HOSTS = ["testserver", "testserver:1234", "testserver.", "TESTSERVER.:99"]


@pytest.fixture(autouse=True)
def _known_address(settings):
    settings.PUBLIC_URL = PUBLIC


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("known", [True, False])
def test_a_mail_about_a_password_names_the_configured_address(client, db, host, known):
    email = UserFactory(password="lang-nok-adgangskode").email if known else "ukendt@example.dk"
    client.post("/konto/password/reset/", {"email": email}, headers={"host": host})
    (sent,) = mail.outbox
    assert set(re.findall(r"https?://[^/\s]+", sent.body)) <= {PUBLIC}
    assert "testserver" not in sent.body.lower()
    assert not known or f"{PUBLIC}/konto/password/reset/key/" in sent.body


@pytest.mark.parametrize("host", HOSTS)
def test_what_machines_are_told_names_it_too(client, db, host):
    for path in ("/robots.txt", "/sitemap.xml"):
        text = client.get(path, headers={"host": host}).content.decode()
        assert PUBLIC in text
        assert "testserver" not in text.lower()


def test_an_address_of_its_own_is_left_alone(rf):
    from apps.core.http.public_address import public_address

    built = []
    request = rf.get("/a/?b=c")
    public_address(
        lambda request: built.extend(map(request.build_absolute_uri, [None, "/x/", "https://andet.dk/"]))
    )(request)
    assert built == [f"{PUBLIC}/a/?b=c", f"{PUBLIC}/x/", "https://andet.dk/"]
