"""Signing in with a real browser: accessible, by keyboard alone, with and without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.acts import follow, press
from tests.browser.eyes import examine

PAGES = [
    "/konto/login/",
    "/konto/password/reset/",
    "/konto/password/reset/done/",
    "/konto/password/reset/key/done/",
    "/konto/password/reset/key/1-findes-ikke/",
    "/konto/inactive/",
    "/en/konto/login/",
]
AXE = {"resultTypes": ["violations"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_the_pages_of_sign_in(new_page, width, scheme):
    page = new_page("/healthz", width=width, color_scheme=scheme)
    for path in PAGES:
        assert page.goto(path).status == 200
        found = Axe().run(page, options=AXE)
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
    assert page.complaints == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_mistake_is_shown_at_its_field_and_the_keyboard_suffices(new_page, javascript):
    page = new_page("/konto/login/", java_script_enabled=javascript)
    page.get_by_label("E-mailadresse").focus()
    page.keyboard.type("ingen@example.dk")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("forkert-adgangskode")
    press(page, "Enter")
    page.get_by_text("E-mailadressen eller adgangskoden er ikke rigtig.").wait_for()
    expect(page.get_by_label("E-mailadresse")).to_have_value("ingen@example.dk")
    expect(page.get_by_label("Adgangskode")).to_have_value("")


LINK = """
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from apps.accounts.models import User
user = User.objects.get(email="historie@example.dk")
print(f"/konto/password/reset/key/{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}/")
"""


def test_a_new_password_is_chosen_by_the_link_of_the_mail(new_page, manage):
    page = new_page(manage("shell", "-v0", "-c", LINK).strip())
    examine(page)
    page.get_by_label("Ny adgangskode", exact=True).fill("kort")
    page.get_by_label("Ny adgangskode (igen)").fill("kort")
    follow(page.get_by_role("main").get_by_role("button"))
    examine(page)
    page.get_by_label("Ny adgangskode", exact=True).fill("et-godt-langt-løfte")
    page.get_by_label("Ny adgangskode (igen)").fill("et-godt-langt-løfte")
    follow(page.get_by_role("main").get_by_role("button"))
    expect(page).to_have_url(re.compile("/konto/password/reset/key/done/$"))
    examine(page)
    assert page.complaints == []
