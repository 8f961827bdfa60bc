"""What somebody who is nobody leaves behind: nothing in the database, and in the log what is needed."""

import logging
import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.municipalities.invitations import invite
from apps.municipalities.roles import Role
from tests.accounts.signing_in import WRONG, sign_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PATHS = ["/", "/konto/", "/konto/login/", "/konto/password/reset/", "/konto/password/reset/key/1-abc/"]
PATHS += ["/konto/invitation/x/", "/admin/", "/arbejdsrum/", "/kladde/x/", "/sitemap.xml", "/findes/ikke/"]


def written(queries):
    """The tables that were written to."""
    found = (re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', query["sql"]) for query in queries)
    return {match[1] for match in found if match}


@pytest.mark.parametrize("path", PATHS)
def test_a_visit_without_signing_in_writes_nothing(client, path):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(path)
    assert written(queries) == set()


def test_the_link_to_a_new_password_writes_no_more_than_a_session(client, person):
    client.post("/konto/password/reset/", {"email": person.email})
    (link,) = re.findall(r"http://testserver(\S+)", mail.outbox[0].body)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(link, follow=True)
    assert page.status_code == 200
    assert written(queries) == {"django_session"}


def test_the_link_to_a_new_password_works_once(client, person):
    client.post("/konto/password/reset/", {"email": person.email})
    (link,) = re.findall(r"http://testserver(\S+)", mail.outbox[0].body)
    page = client.get(link)["Location"]
    new = {"password1": "en-helt-anden-adgangskode", "password2": "en-helt-anden-adgangskode"}
    client.post(page, new)
    client.post("/konto/logout/")
    assert "Location" not in client.get(link)


def failures(caplog):
    return [record for record in caplog.records if record.name == "sign_in"]


def test_a_failed_sign_in_is_told_without_saying_whose(client, person, caplog):
    with caplog.at_level(logging.WARNING):
        for _attempt in range(2):
            sign_in(client, "Jens@Example.dk ", WRONG)
        sign_in(client, "en-anden@example.dk", WRONG)
    same, again, other = failures(caplog)
    assert (same.ip, same.step, same.getMessage()) == ("127.0.0.1", "password", "sign-in failed")
    assert same.account == again.account != other.account
    assert re.fullmatch("[0-9a-f]{12}", same.account)
    assert "example.dk" not in "".join(str(record.__dict__) for record in failures(caplog))


def test_who_is_locked_out_is_told_too(client, person, caplog, settings):
    with caplog.at_level(logging.WARNING):
        for _attempt in range(settings.LOCKOUT_ATTEMPTS + 1):
            sign_in(client, person.email, WRONG)
    assert failures(caplog)[-1].step == "locked out"


def test_a_sign_in_that_went_well_is_no_news(client, person, caplog):
    with caplog.at_level(logging.INFO):
        sign_in(client)
    assert failures(caplog) == []


@pytest.fixture
def link(herning, portal_admin):
    wanted = {"email": "ny@example.dk", "full_name": "Ny", "municipality": herning, "role": Role.EDITOR}
    _invitation, token = invite(**wanted, by=portal_admin)
    return f"/konto/invitation/{token}/"


def test_guesses_at_the_address_of_an_invitation_are_limited(client, link, settings):
    for number in range(settings.GUESSES_FROM_ONE_PLACE):
        assert client.get(f"/konto/invitation/gaet-{number}/").status_code == 404
    assert client.get("/konto/invitation/gaet/").status_code == 429
    assert client.get(link).status_code == 429
    assert client.get(link, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_guesses_at_whom_an_invitation_is_for_are_limited_wherever_they_come_from(client, link, settings):
    for number in range(settings.LOGIN_ATTEMPTS_EVERYWHERE):
        answer = client.post(link, {"email": f"gaet{number}@example.dk"}, REMOTE_ADDR=f"192.0.2.{number}")
        assert answer.status_code == 200
    assert client.post(link, {"email": "ny@example.dk"}, REMOTE_ADDR="192.0.2.99").status_code == 429


def test_mistakes_of_other_kinds_are_no_guesses(client, link, settings):
    for _attempt in range(settings.LOGIN_ATTEMPTS_EVERYWHERE + 1):
        assert client.post(link, {"email": "ny@example.dk", "password1": "kort"}).status_code == 200
    assert UserFactory._meta.model.objects.filter(email="ny@example.dk").count() == 0
