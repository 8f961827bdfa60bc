"""A citizen without a mouse: from the figure to an element, its timeline and a day; searching; comparing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import Keyboard

PLAN = "/vesthimmerland/vores-vesthimmerland-2022-2026/"


@pytest.fixture
def walk(new_page):
    def begin(path, **options):
        page = new_page(path, **options)
        keys = Keyboard(page)
        keys.skip("Gå til indholdet", "main")
        return page, keys

    return begin


@pytest.mark.parametrize("width", [390, 1280])
def test_from_the_figure_to_an_element_its_timeline_and_what_it_was_that_day(walk, width):
    page, keys = walk("/vesthimmerland/", width=width)
    keys.follow(page.get_by_role("main").locator("a[href$='/klimabevidsthed/']:visible").first)
    expect(page).to_have_url(re.compile(f"{PLAN}klimabevidsthed/$"))
    keys.follow(page.get_by_role("link", name="Tidslinje"))
    expect(page).to_have_url(re.compile(f"{PLAN}klimabevidsthed/historik/$"))
    keys.follow(page.get_by_role("main").locator("a[href*='/pr/']").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Klimabevidsthed")
    assert page.complaints == []


def test_searching_narrowing_down_and_reading_a_hit(walk):
    page, keys = walk("/soeg/")
    keys.write(page.get_by_role("combobox", name="Søg i alle strategier"), "ensomhed", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/soeg/\?q=ensomhed$"))
    keys.follow(page.get_by_role("link", name=re.compile("^Vesthimmerlands Kommune")))
    expect(page).to_have_url(re.compile("kommune=vesthimmerland"))
    keys.follow(page.get_by_role("link", name="Vi vil forebygge ufrivillig ensomhed"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Vi vil forebygge ufrivillig ensomhed")
    assert page.complaints == []


def test_choosing_a_topic_and_reading_two_municipalities_beside_each_other(walk):
    page, keys = walk("/sammenlign/?emne=skole-og-uddannelse")
    keys.do(page.locator("summary", has_text="Vælg et andet emne"))
    keys.to(page.locator("select[name=emne]"))
    keys.follow(page.get_by_role("main").get_by_role("button", name="Sammenlign"))
    expect(page).to_have_url(re.compile("emne=skole-og-uddannelse"))
    expect(page.locator(".sides")).to_be_visible()
    assert page.complaints == []


def test_two_plans_are_chosen_and_compared(walk):
    page, keys = walk("/sammenlign/planer/")
    for name, plan in (
        ("a", "vesthimmerland/vores-vesthimmerland-2022-2026"),
        ("b", "herning/kernefortaelling-og-vision"),
    ):
        choice = page.locator(f"select[name={name}]")
        keys.to(choice)
        title = choice.locator(f"option[value='{plan}']").inner_text()
        page.keyboard.type(title.strip())
        expect(choice).to_have_value(plan)
    keys.follow(page.get_by_role("main").get_by_role("button", name="Sammenlign"))
    expect(page.get_by_role("main").get_by_role("heading", level=2).first).to_be_visible()
    assert page.complaints == []
