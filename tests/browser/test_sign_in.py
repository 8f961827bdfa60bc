"""Signing in with a real browser: accessible, by keyboard alone, with and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.acts import press

PAGES = [
    "/konto/login/",
    "/konto/password/reset/",
    "/konto/password/reset/done/",
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
