"""Signing in as people do it: by the pages, step by step."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from apps.accounts.models import UsedCode
from tests.factories.people import PASSWORD

WRONG = "en-forkert-adgangskode"


def sign_in(client, email="jens@example.dk", password=PASSWORD, **fields):
    return client.post("/konto/login/", {"login": email, "password": password, **fields})


def is_signed_in(client):
    return client.get("/konto/").status_code == 200


def code(secret, step=0):
    """What an authenticator app shows, ``step`` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def confirm(client, password=PASSWORD):
    """Answer “confirm that it is you”, which stays answered for some minutes."""
    return client.post("/konto/reauthenticate/", {"password": password})


def set_up_app(client):
    """Set an authenticator app up for who is signed in; returns the app's secret."""
    confirm(client)
    page = client.get("/konto/sikkerhed/totp/activate/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)[1]
    answer = client.post("/konto/sikkerhed/totp/activate/", {"code": code(secret)})
    assert answer["Location"] == "/konto/sikkerhed/recovery-codes/"
    UsedCode.objects.all().delete()  # as if some minutes had gone by
    return secret


def recovery_codes(client):
    page = client.get("/konto/sikkerhed/recovery-codes/").content.decode()
    return re.findall(r"<li>(\d{8})</li>", page)


def second_step(client, given):
    return client.post("/konto/sikkerhed/authenticate/", {"code": given})
