"""The way back in for the last portal administrator, and what the settings may say."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from apps.municipalities.checks import roles_with_a_second_factor
from tests.accounts.signing_in import WRONG, is_signed_in, set_up_app, sign_in

pytestmark = pytest.mark.django_db


def test_it_takes_the_second_factor_and_ends_sessions(client, person, capsys):
    sign_in(client)
    set_up_app(client)
    call_command("reset_second_factor", "Jens@example.dk")
    assert capsys.readouterr().out == (
        "Second factor removed; 1 sessions ended. jens@example.dk sets it up anew at the next sign-in.\n"
    )
    assert not Authenticator.objects.exists()
    assert not is_signed_in(client)
    assert sign_in(client)["Location"] == "/konto/"


def test_it_opens_a_locked_sign_in(client, person):
    for _ in range(5):
        sign_in(client, password=WRONG)
    call_command("reset_second_factor", "jens@example.dk")
    assert sign_in(client).status_code == 302


def test_an_unknown_address_is_said(db):
    with pytest.raises(CommandError, match=r"no account with the address x@example\.dk"):
        call_command("reset_second_factor", "x@example.dk")


@pytest.mark.parametrize(
    ("roles", "problems"), [([], 0), (["editor", "contributor"], 0), (["borgmester"], 1)]
)
def test_the_settings_name_roles_that_there_are(roles, problems, settings):
    settings.SECOND_FACTOR_ROLES = roles
    assert len(roles_with_a_second_factor()) == problems
