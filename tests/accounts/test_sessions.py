"""Where one is signed in, and ending it."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from apps.accounts.browsers import browser_and_machine
from apps.accounts.sessions import end_sessions
from tests.accounts.signing_in import is_signed_in, sign_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def desk(client, person):
    """Where ``person`` is signed in at a desk."""
    client.defaults["HTTP_USER_AGENT"] = DESK
    sign_in(client)
    return client


@pytest.fixture
def phone(client, desk):
    """Where the same ``person`` is signed in on a phone."""
    other = type(client)(HTTP_USER_AGENT=PHONE, REMOTE_ADDR="192.0.2.7")
    sign_in(other)
    return other


def row_of(client):
    return UserSession.objects.get(session_key=client.session.session_key)


def test_every_place_is_listed_in_words_and_this_one_first(desk, phone):
    page = desk.get("/konto/sessioner/").content.decode()
    assert "Firefox på Windows</strong> – her" in page
    assert page.index("Firefox på Windows") < page.index("Safari på iPhone")
    assert "fra netværksadressen 192.0.2.7" in page


def test_one_place_can_be_ended(desk, phone):
    assert desk.post(f"/konto/sessioner/{row_of(phone).pk}/")["Location"] == "/konto/sessioner/"
    assert "Du er logget ud dér." in desk.get("/konto/sessioner/").content.decode()
    assert (is_signed_in(desk), is_signed_in(phone)) == (True, False)


def test_ending_this_one_signs_out(desk, phone):
    assert desk.post(f"/konto/sessioner/{row_of(desk).pk}/")["Location"] == "/konto/login/"
    assert (is_signed_in(desk), is_signed_in(phone)) == (False, True)
    assert UserSession.objects.count() == Session.objects.count() == 1


def test_all_other_places_can_be_ended_at_once(desk, phone):
    desk.post("/konto/sessioner/andre/")
    assert "Du er logget ud alle andre steder." in desk.get("/konto/sessioner/").content.decode()
    assert (is_signed_in(desk), is_signed_in(phone)) == (True, False)


def test_the_sessions_of_another_cannot_be_seen_or_ended(client, desk):
    UserFactory(email="mette@example.dk")
    stranger = type(client)(HTTP_USER_AGENT=PHONE)
    sign_in(stranger, email="mette@example.dk")
    assert "Firefox" not in stranger.get("/konto/sessioner/").content.decode()
    for pk in (row_of(desk).pk, 10**40):
        assert stranger.post(f"/konto/sessioner/{pk}/")["Location"] == "/konto/sessioner/"
    assert is_signed_in(desk)


@pytest.mark.parametrize("path", ["", "1/", "andre/"])
def test_nobody_gets_there_without_signing_in(path, client):
    method = client.post if path else client.get
    assert method(f"/konto/sessioner/{path}")["Location"].startswith("/konto/login/")


@pytest.mark.parametrize("path", ["1/", "andre/"])
def test_a_link_ends_nothing(path, desk):
    assert desk.get(f"/konto/sessioner/{path}").status_code == 405


def test_a_closed_account_is_signed_out_everywhere_and_stays_so(desk, phone, person):
    person.is_active = False
    person.save()
    end_sessions(person)
    assert (is_signed_in(desk), is_signed_in(phone)) == (False, False)
    person.is_active = True
    person.save()
    assert (is_signed_in(desk), is_signed_in(phone)) == (False, False)


def test_a_session_that_has_run_out_is_not_listed(desk, phone):
    Session.objects.filter(session_key=phone.session.session_key).delete()
    assert "iPhone" not in desk.get("/konto/sessioner/").content.decode()


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (PHONE, ("Safari", "iPhone")),
        (DESK, ("Firefox", "Windows")),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 Edg/140.0", ("Edge", "Linux")),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", ("Chrome", "Android")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/18 Safari/605", ("Safari", "Mac")),
        ("curl/8.0", ("", "")),
        ("", ("", "")),
        ("<script>Chrome</script>", ("Chrome", "")),
    ],
)
def test_browsers_are_named(user_agent, words):
    assert browser_and_machine(user_agent) == words
