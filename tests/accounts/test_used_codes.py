"""A code works once, wherever it was used; and a sign-in half done ends with what it began on."""

import re
import time

import pytest
from django.core.cache import cache
from django.test import Client

from apps.accounts import used_codes
from apps.accounts.models import UsedCode
from apps.municipalities.roles import Role
from tests.accounts.signing_in import code, confirm, is_signed_in, second_step, sign_in
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def test_the_code_that_set_the_app_up_is_used_up(client, person):
    sign_in(client)
    confirm(client)
    page = client.get("/konto/sikkerhed/totp/activate/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)[1]
    shown = code(secret)
    client.post("/konto/sikkerhed/totp/activate/", {"code": shown})
    elsewhere = Client()
    sign_in(elsewhere)
    assert second_step(elsewhere, shown).status_code == 200
    assert not is_signed_in(elsewhere)


def test_a_used_code_stays_used_where_the_cache_forgets(client, secret):
    shown = code(secret)
    sign_in(client)
    second_step(client, shown)
    cache.clear()
    elsewhere = Client()
    sign_in(elsewhere)
    second_step(elsewhere, shown)
    assert not is_signed_in(elsewhere)


def test_of_two_at_the_same_moment_one_has_the_code(client, secret, person):
    """Both have looked and found it unused: the constraint of the database decides."""
    shown = code(secret)
    UsedCode.objects.create(user=person, period=int(time.time()) // 30)
    assert not used_codes.take(person, secret, shown)
    assert used_codes.take(person, secret, code(secret, 1))
    assert not used_codes.take(person, secret, code(secret, 1))


def test_what_nobody_can_use_any_more_is_not_kept(secret, person):
    UsedCode.objects.create(user=person, period=int(time.time()) // 30 - 5)
    used_codes.take(person, secret, code(secret))
    assert UsedCode.objects.count() == 1


@pytest.mark.parametrize("change", ["password", "role", "account", "administrator"])
def test_a_sign_in_half_done_ends_when_something_about_the_account_changes(
    client, secret, person, herning, change
):
    role = MembershipFactory(user=person, municipality=herning, role=Role.EDITOR)
    elsewhere = Client()
    sign_in(elsewhere)
    if change == "password":
        person.set_password("en-helt-anden-adgangskode")
    person.is_superuser = change == "administrator"
    person.is_active = change != "account"
    person.save()
    if change == "role":
        role.delete()
    answer = second_step(elsewhere, code(secret))
    assert not is_signed_in(elsewhere)
    assert change == "account" or answer["Location"] == "/konto/login/"


def test_a_sign_in_half_done_goes_on_where_nothing_changed(secret, person):
    elsewhere = Client()
    sign_in(elsewhere)
    second_step(elsewhere, code(secret))
    assert is_signed_in(elsewhere)
