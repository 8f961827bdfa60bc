"""Signing in with a code from an app, and being asked to."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.second_factor import PortalMFAAdapter, has_second_factor, remove_second_factor
from apps.municipalities.roles import Role
from tests.accounts.signing_in import (
    code,
    confirm,
    is_signed_in,
    recovery_codes,
    second_step,
    set_up_app,
    sign_in,
)
from tests.bystander import own
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
SECURITY = "/konto/sikkerhed/"


def test_setting_an_app_up_asks_for_the_password_once_more(client, person):
    sign_in(client)
    answer = client.get("/konto/sikkerhed/totp/activate/")
    assert answer["Location"].startswith("/konto/reauthenticate/?next=")
    confirm(client)
    assert client.get("/konto/sikkerhed/totp/activate/").status_code == 200


def test_the_picture_for_the_app_belongs_to_the_session(client, person):
    sign_in(client)
    confirm(client)
    assert client.get("/konto/sikkerhed/totp/kode.svg").status_code == 404
    client.get("/konto/sikkerhed/totp/activate/")
    picture = client.get("/konto/sikkerhed/totp/kode.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture["Cache-Control"] == "private, no-store"
    assert b"<svg" in picture.content


def test_a_wrong_code_sets_nothing_up(client, person):
    sign_in(client)
    confirm(client)
    client.get("/konto/sikkerhed/totp/activate/")
    page = client.post("/konto/sikkerhed/totp/activate/", {"code": "abc"}).content.decode()
    assert "Koden er ikke rigtig" in page
    assert not has_second_factor(person)


def test_the_password_alone_is_not_enough_any_more(client, secret):
    answer = sign_in(client, next="/admin/")
    assert answer["Location"] == "/konto/sikkerhed/authenticate/"
    assert not is_signed_in(client)
    assert "Andet trin" in client.get("/konto/sikkerhed/authenticate/").content.decode()
    assert second_step(client, code(secret, 1))["Location"] == "/admin/"
    assert is_signed_in(client)


def test_a_code_works_once(client, secret):
    other = type(client)()
    used = code(secret, 1)
    for each in (client, other):
        sign_in(each)
        answer = second_step(each, used)
    assert "eller den er allerede brugt" in answer.content.decode()
    assert not is_signed_in(other)


def test_a_recovery_code_works_once(client, secret, person):
    sign_in(client)
    second_step(client, code(secret, 1))
    confirm(client)
    codes = recovery_codes(client)
    assert len(set(codes)) == 10
    for expected in (302, 200):
        other = type(client)()
        sign_in(other)
        assert second_step(other, codes[0]).status_code == expected
    assert codes[0] not in recovery_codes(client)
    file = client.get("/konto/sikkerhed/recovery-codes/download/").content.decode()
    assert codes[1] in file
    assert codes[0] not in file


def test_recovery_codes_are_shown_to_their_owner_only(client, secret):
    stranger = type(client)()
    UserFactory(email="mette@example.dk")
    sign_in(stranger, email="mette@example.dk")
    confirm(stranger)
    for page in ("recovery-codes/", "recovery-codes/download/"):
        assert stranger.get(SECURITY + page).status_code == 404
        assert type(client)().get(SECURITY + page).status_code in (302, 404)


@pytest.mark.django_db(transaction=True)
def test_the_owner_is_told_by_mail(client, person):
    sign_in(client)
    set_up_app(client)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["jens@example.dk"], "Totrinslogin: en app er sat op")
    ]
    assert "Hvis det ikke var dig" in mail.outbox[0].body


def test_a_copy_of_the_database_holds_no_secret(secret):
    kept = json.dumps([row.data for row in Authenticator.objects.all()])
    assert secret not in kept


def test_a_lost_secret_key_makes_codes_wrong_and_breaks_nothing(client, secret, settings):
    settings.SECRET_KEY = "another"
    sign_in(client)
    assert second_step(client, code(secret, 1)).status_code == 200
    settings.SECRET_KEY_FALLBACKS = ["tests"]
    sign_in(client)
    assert second_step(client, code(secret, 1)).status_code == 302


@pytest.mark.parametrize("text", ["", "hemmelig", "æøå" * 100])
def test_what_is_encrypted_can_be_read_again(text):
    adapter = PortalMFAAdapter()
    assert adapter.decrypt(adapter.encrypt(text)) == text


def test_stopping_to_use_the_app_ends_the_second_step(client, secret, person):
    sign_in(client)
    second_step(client, code(secret, 1))
    confirm(client)
    assert client.post("/konto/sikkerhed/totp/deactivate/")["Location"] == SECURITY
    assert not own(Authenticator).exists()
    assert "Appen bruges ikke længere." in client.get(SECURITY).content.decode()


class TestWhereItIsAskedFor:
    @pytest.fixture(autouse=True)
    def _asked_of_staff(self, settings):
        settings.SECOND_FACTOR_FOR_STAFF = True

    @pytest.mark.parametrize(
        "path", ["/konto/", "/admin/", "/admin/strategies/plan/", "/konto/sessioner/", "/"]
    )
    def test_an_editor_without_one_is_led_to_setting_it_up(self, path, client, editor):
        client.force_login(editor)
        answer = client.get(path)
        if path == "/":
            assert answer.status_code == 200
        else:
            assert (answer.status_code, answer["Location"]) == (302, SECURITY)
        assert "Din rolle kræver totrinslogin." in client.get(SECURITY).content.decode()

    def test_nothing_can_be_done_before(self, client, editor, herning):
        client.force_login(editor)
        path = f"/admin/municipalities/municipality/{herning.pk}/change/"
        assert client.post(path, {"name": "Andet"})["Location"] == SECURITY
        herning.refresh_from_db()
        assert herning.name == "Herning Kommune"

    def test_one_can_set_it_up_and_go_on_and_is_never_locked_out(self, client, editor):
        sign_in(client, email=editor.email)
        assert client.get("/admin/")["Location"] == SECURITY
        set_up_app(client)
        assert client.get("/admin/").status_code == 200
        assert "Din rolle kræver" not in client.get(SECURITY).content.decode()

    def test_one_can_leave_instead(self, client, editor):
        client.force_login(editor)
        assert client.post("/konto/logout/")["Location"] == "/"
        assert not is_signed_in(client)

    def test_the_portal_administrator_needs_one_too(self, client, portal_admin):
        client.force_login(portal_admin)
        assert client.get("/admin/")["Location"] == SECURITY

    @pytest.mark.parametrize(("roles", "status"), [([], 200), ([Role.COUNCIL_MEMBER], 302)])
    def test_other_roles_need_one_where_the_settings_say_so(
        self, roles, status, client, council_member, settings
    ):
        settings.SECOND_FACTOR_ROLES = roles
        client.force_login(council_member)
        assert client.get("/konto/").status_code == status

    def test_a_role_that_has_ended_asks_for_nothing(self, client, editor):
        editor.memberships.update(starts_on="2020-01-01", ends_on="2020-12-31")
        client.force_login(editor)
        assert client.get("/konto/").status_code == 200

    def test_whoever_gives_it_up_is_led_back_to_setting_it_up(self, client, editor):
        sign_in(client, email=editor.email)
        set_up_app(client)
        remove_second_factor(editor)
        assert client.get("/admin/")["Location"] == SECURITY

    def test_public_pages_do_not_ask_who_is_there(self, client, editor):
        client.force_login(editor)
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        words = " ".join(query["sql"] for query in asked.captured_queries)
        assert "accounts_user" not in words
        assert "authenticator" not in words


def test_demo_mode_asks_for_none(client, editor, settings):
    assert settings.SECOND_FACTOR_FOR_STAFF is False
    client.force_login(editor)
    assert client.get("/admin/").status_code == 200


MALFORMED = ["", "null", "[]", "{}", '"x"', "1", "{", '{"id": 1}', '{"id": "x", "response": []}', "[[[]]]"]
MALFORMED += [
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": handle}})
    for handle in (None, 1, "ÿ", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "AAAA", [])
]
MALFORMED += [
    json.dumps(
        {
            "id": "AAAA",
            "rawId": "AAAA",
            "type": "public-key",
            "response": {
                "userHandle": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk",
                "clientDataJSON": "e30",
                "authenticatorData": data,
                "signature": "AA",
                "attestationObject": data,
            },
            "clientExtensionResults": {},
        }
    )
    for data in ("", "AA", "A" * 64, "oA")
]


@pytest.mark.parametrize("credential", MALFORMED)
def test_no_malformed_passkey_gets_anywhere(credential, client, secret, person):
    client.get("/konto/sikkerhed/webauthn/login/", headers={"accept": "application/json"})
    answer = client.post("/konto/sikkerhed/webauthn/login/", {"credential": credential})
    assert answer["Location"] == "/konto/login/"
    sign_in(client)
    client.get("/konto/sikkerhed/authenticate/")
    assert client.post("/konto/sikkerhed/authenticate/", {"credential": credential}).status_code == 200
    assert not is_signed_in(client)
    second_step(client, code(secret, 1))
    confirm(client)
    client.get("/konto/sikkerhed/webauthn/add/")
    add = client.post("/konto/sikkerhed/webauthn/add/", {"name": "x", "credential": credential})
    assert add.status_code == 200
    client.get("/konto/sikkerhed/webauthn/reauthenticate/")
    again = client.post("/konto/sikkerhed/webauthn/reauthenticate/", {"credential": credential})
    assert again.status_code == 302
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_a_passkey_of_another_is_not_there(client, secret, person):
    other = MembershipFactory().user
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "x", "credential": {}})
    sign_in(client)
    second_step(client, code(secret, 1))
    confirm(client)
    for deed in ("edit", "remove"):
        for pk in (key.pk, key.pk + 1, 10**30):
            path = f"/konto/sikkerhed/webauthn/keys/{pk}/{deed}/"
            assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
