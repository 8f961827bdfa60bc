"""Five wrong tries close sign-in for a while, for one address from one place."""

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.utils import timezone

from tests.accounts.signing_in import WRONG, code, confirm, is_signed_in, second_step, set_up_app, sign_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
CLOSED = "For mange forkerte forsøg"


def try_wrongly(client, times, **fields):
    return [sign_in(client, password=WRONG, **fields).status_code for _ in range(times)]


def test_the_fifth_wrong_try_locks_out_and_says_so_in_danish(client, person):
    assert try_wrongly(client, 4) == [200] * 4
    locked = sign_in(client, password=WRONG)
    assert locked.status_code == 429
    assert CLOSED in locked.content.decode()
    assert "Prøv igen om 30 minutter" in locked.content.decode()


def test_the_right_password_does_not_help_while_locked_out(client, person):
    try_wrongly(client, 5)
    answer = sign_in(client)
    assert (answer.status_code, CLOSED in answer.content.decode()) == (429, True)
    assert not is_signed_in(client)


def test_four_wrong_tries_are_forgotten_once_one_is_right(client, person):
    for _ in range(2):
        try_wrongly(client, 4)
        assert sign_in(client).status_code == 302
        client.post("/konto/logout/")


@pytest.mark.parametrize("email", ["jens@example.dk", "JENS@example.dk", " jens@example.dk "])
def test_the_address_counts_however_it_is_written(email, client, person):
    try_wrongly(client, 4, email=email)
    assert try_wrongly(client, 1) == [429]


def test_an_unknown_address_is_locked_out_in_the_same_words(client, person):
    try_wrongly(client, 5)
    try_wrongly(client, 5, email="ukendt@example.dk")
    known, unknown = sign_in(client), sign_in(client, email="ukendt@example.dk")
    assert known.status_code == unknown.status_code == 429
    assert known.content == unknown.content


def test_others_and_other_places_are_not_locked_out(client, person):
    UserFactory(email="mette@example.dk")
    try_wrongly(client, 5)
    elsewhere = type(client)(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere).status_code == 302
    assert sign_in(client, email="mette@example.dk").status_code == 302


def test_whoever_is_locked_out_cannot_use_up_what_others_have(client, person):
    try_wrongly(client, 12)
    assert sign_in(type(client)(REMOTE_ADDR="192.0.2.7")).status_code == 302


def test_guessing_from_many_places_ends_too(client, person):
    for place in range(10):
        sign_in(type(client)(REMOTE_ADDR=f"192.0.2.{place}"), password=WRONG)
    page = sign_in(type(client)(REMOTE_ADDR="198.51.100.1"))
    assert "For mange forkerte forsøg. Vent 30 minutter" in page.content.decode()


def test_it_opens_again_after_half_an_hour(client, person):
    try_wrongly(client, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timezone.timedelta(minutes=31))
    assert sign_in(client).status_code == 302


def test_it_says_how_long_is_left(client, person):
    try_wrongly(client, 5)
    for minutes, words in ((21, "Prøv igen om 9 minutter."), (29, "Prøv igen om 1 minut.")):
        AccessAttempt.objects.update(attempt_time=timezone.now() - timezone.timedelta(minutes=minutes))
        assert words in sign_in(client).content.decode()


def test_trying_on_does_not_prolong_it(client, person):
    try_wrongly(client, 5)
    before = AccessAttempt.objects.get().attempt_time
    try_wrongly(client, 3)
    assert AccessAttempt.objects.get().attempt_time == before


def test_a_new_password_by_mail_opens_at_once(client, person):
    try_wrongly(client, 5)
    client.post("/konto/password/reset/", {"email": person.email})
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    form = client.get(link.removeprefix("http://testserver"))["Location"]
    client.post(form, {"password1": "en-helt-ny-adgangskode", "password2": "en-helt-ny-adgangskode"})
    assert sign_in(client, password="en-helt-ny-adgangskode").status_code == 302


def test_wrong_passwords_of_somebody_signed_in_count_too(client, person):
    sign_in(client)
    assert [confirm(client, password=WRONG).status_code for _ in range(5)] == [200] * 4 + [429]
    assert confirm(client).status_code == 429


def test_wrong_codes_count_as_wrong_passwords_do(client, person):
    sign_in(client)
    secret = set_up_app(client)
    client.post("/konto/logout/")
    try_wrongly(client, 2)
    sign_in(client)
    assert [second_step(client, "000000").status_code for _ in range(3)] == [200, 200, 429]
    assert second_step(client, code(secret, 1)).status_code == 429
    assert not is_signed_in(client)


def test_what_was_tried_is_not_kept(client, person):
    sign_in(client, password=WRONG)
    sign_in(client, email=WRONG)
    assert WRONG not in str(vars(AccessAttempt.objects.get()))
