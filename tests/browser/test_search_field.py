"""The search field of every public page: words are offered while one types, and it works without scripts."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def typed(new_page):
    """A page on which “folkes” was typed into the search field, and what it offers."""
    page = new_page("/vesthimmerland/")
    field = page.get_by_role("combobox", name="Søg i alle strategier")
    field.press_sequentially("folkes")
    offered = page.get_by_role("listbox", name="Forslag").get_by_role("option")
    expect(offered.first).to_have_text("folkeskole")
    expect(field).to_have_attribute("aria-expanded", "true")
    return page, field, offered


def test_an_offered_word_is_chosen_with_the_arrow_keys(typed):
    page, field, offered = typed
    field.press("ArrowDown")
    expect(offered.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == offered.first.get_attribute("id")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/soeg/\?q=folkeskole$"))
    expect(page.get_by_role("main").locator("mark").first).to_be_visible()


def test_an_offered_word_is_chosen_with_the_pointer(typed):
    page, _field, offered = typed
    offered.first.click()
    expect(page).to_have_url(re.compile(r"/soeg/\?q=folkeskole$"))


def test_escape_closes_what_is_offered_and_keeps_what_was_typed(typed):
    page, field, offered = typed
    field.press("Escape")
    expect(offered).to_have_count(0)
    expect(field).to_have_value("folkes")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/soeg/\?q=folkes$"))


def test_without_scripts_the_form_searches(new_page):
    page = new_page("/vesthimmerland/", java_script_enabled=False)
    page.get_by_role("searchbox", name="Søg i alle strategier").fill("folkeskole")
    page.get_by_role("search").get_by_role("button", name="Søg").click()
    expect(page).to_have_url(re.compile(r"/soeg/\?q=folkeskole$"))
    expect(page.get_by_role("main").locator("mark").first).to_be_visible()
