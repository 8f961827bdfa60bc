"""Two-step sign-in, invitations and sessions in a real browser: accessible, quiet, with an app and with a passkey."""

import re

import pytest
from playwright.sync_api import expect

from apps.municipalities.demo import DEMO_PEOPLE, PASSWORD
from tests.accounts.signing_in import code
from tests.browser.acts import PATIENCE, follow, sign_in
from tests.browser.eyes import examine

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def confirm(page):
    examine(page)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    follow(page.get_by_role("button", name="Bekræft"))


def sign_out(page):
    page.goto("/konto/logout/")
    examine(page)
    follow(page.get_by_role("main").get_by_role("button", name="Log ud"))


@pytest.fixture
def desk(browser, site):
    """A page at an address for which browsers make passkeys, with a passkey device in the machine."""
    context = browser.new_context(base_url=site.replace("127.0.0.1", "localhost"))
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(f"{page.url} {said.type}: {said.text}"))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    context.close()


def test_an_app_is_set_up_and_asked_for(new_page):
    page = new_page("/konto/login/?next=/konto/sikkerhed/")
    sign_in(page, "app@example.dk")
    examine(page)
    follow(page.get_by_role("link", name="Sæt en app op"))
    confirm(page)
    examine(page)
    page.get_by_alt_text("QR-kode").wait_for()
    assert page.get_by_alt_text("QR-kode").evaluate("image => image.naturalWidth") > 100
    secret = page.locator(".secret").inner_text()
    page.get_by_label("De 6 cifre").fill(code(secret))
    follow(page.get_by_role("button", name="Slå totrinslogin til"))
    expect(page.locator(".codes li")).to_have_count(10)
    for path in ("recovery-codes/", "", "totp/deactivate/", "recovery-codes/generate/", "webauthn/"):
        page.goto(f"/konto/sikkerhed/{path}")
        examine(page)
    sign_out(page)
    page.goto("/konto/login/?next=/konto/sessioner/")
    sign_in(page, "app@example.dk")
    examine(page)
    page.get_by_label("Kode fra appen").fill("000000")
    follow(page.get_by_role("button", name="Log ind", exact=True))
    examine(page)
    page.get_by_label("Kode fra appen").fill(code(secret, 1))
    follow(page.get_by_role("button", name="Log ind", exact=True))
    page.wait_for_url("**/konto/sessioner/")
    examine(page)
    assert page.complaints == []


def test_a_passkey_is_made_and_signs_in_alone(desk):
    desk.goto("/konto/login/?next=/konto/sikkerhed/webauthn/add/")
    sign_in(desk, "noegle@example.dk")
    confirm(desk)
    examine(desk)
    desk.get_by_label("Giv den et navn").fill("Min telefon")
    desk.get_by_role("button", name="Opret adgangsnøglen").click()
    desk.wait_for_url("**/konto/sikkerhed/recovery-codes/")
    desk.goto("/konto/sikkerhed/webauthn/")
    expect(desk.get_by_role("main")).to_contain_text("Virker uden adgangskode.")
    examine(desk)
    for name in ("Omdøb", "Fjern"):
        desk.goto("/konto/sikkerhed/webauthn/")
        follow(desk.get_by_role("link", name=name))
        examine(desk)
    sign_out(desk)
    desk.goto("/konto/login/?next=/admin/")
    examine(desk)
    desk.get_by_role("button", name="Log ind med en adgangsnøgle").click()
    desk.wait_for_url(re.compile("^[^?]+/admin/$"))
    sign_out(desk)
    desk.goto("/konto/login/?next=/konto/")
    sign_in(desk, "noegle@example.dk")
    desk.get_by_role("button", name="Brug en adgangsnøgle").click()
    desk.wait_for_url(re.compile("^[^?]+/konto/$"))
    assert desk.complaints == []


def test_a_passkey_that_does_not_answer_says_so(new_page):
    page = new_page("/konto/login/")
    page.goto(page.url.replace("127.0.0.1", "localhost"))
    page.evaluate(
        "() => { navigator.credentials.get = async () => { throw new DOMException('', 'NotAllowedError') } }"
    )
    page.get_by_role("button", name="Log ind med en adgangsnøgle").click()
    page.get_by_role("alert").get_by_text("Der kom ikke svar fra nogen adgangsnøgle.").wait_for()


def test_without_javascript_no_passkey_is_offered_and_one_is_told_why(new_page):
    page = new_page("/konto/login/?next=/konto/sikkerhed/webauthn/add/", java_script_enabled=False)
    assert page.get_by_role("button").all_inner_texts() == ["Log ind"]
    sign_in(page, DEMO_PEOPLE[2].email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    follow(page.get_by_role("button", name="Bekræft"))
    expect(page.get_by_text("Denne browser kan ikke oprette en adgangsnøgle her.")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


def test_at_a_number_no_passkey_is_offered_and_one_is_told_where(new_page):
    page = new_page("/konto/login/?next=/konto/sikkerhed/webauthn/add/")
    expect(page.get_by_role("button", name="Log ind med en adgangsnøgle")).to_be_hidden()
    sign_in(page, DEMO_PEOPLE[2].email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    follow(page.get_by_role("button", name="Bekræft"))
    link = page.get_by_role("main").get_by_role("link", name="localhost")
    expect(link).to_have_attribute("href", page.url.replace("127.0.0.1", "localhost"))
    expect(page.get_by_role("button", name="Opret adgangsnøglen")).to_be_hidden()
    examine(page)
    assert page.complaints == []


def test_an_invitation_is_accepted(new_page):
    page = new_page("/konto/invitation/findes-ikke/")
    page.complaints.clear()
    examine(page)
    page.goto("/konto/invitation/browser/")
    examine(page)
    page.get_by_label("Din e-mailadresse").fill("inviteret@example.dk")
    page.get_by_label("Vælg en adgangskode").fill("en-helt-ny-adgangskode")
    page.get_by_label("Adgangskoden igen").fill("en-helt-ny-adgangskode")
    follow(page.get_by_role("button", name="Tag imod invitationen"))
    page.get_by_text("Velkommen. Du er nu bidragyder i Eksempelby Kommune.").wait_for()
    examine(page)
    assert page.complaints == []


def test_whoever_is_locked_out_reads_why(new_page):
    page = new_page("/konto/login/")
    for _ in range(5):
        page.goto("/konto/login/")
        page.get_by_label("E-mailadresse").fill("gaet@example.dk")
        page.get_by_label("Adgangskode").fill("en-forkert-adgangskode")
        follow(page.get_by_role("button", name="Log ind", exact=True))
    page.get_by_role("heading", name="For mange forkerte forsøg").wait_for()
    examine(page)
