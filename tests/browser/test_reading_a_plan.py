"""What a little JavaScript makes smoother on the page of a whole plan, and the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from bench.browser import LOADING

PLAN = "/vesthimmerland/vores-vesthimmerland-2022-2026/"
SHOWN = "sections => sections.filter(s => !s.hidden).map(s => s.id)"


def focused(page):
    return page.evaluate(
        "() => { const e = document.activeElement; return e.id || e.textContent.trim() || e.tagName }"
    )


def test_the_keyboard_reaches_the_text_the_filter_and_the_contents(new_page):
    page = new_page(PLAN)
    page.keyboard.press("Tab")
    assert focused(page) == "Gå til indholdet"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#page_content$"))
    order = []
    for _ in range(14):
        page.keyboard.press("Tab")
        order.append(focused(page))
    assert "plan_filter" in order
    assert order.index("plan_filter") < order.index("Forord")
    assert {"Kopiér link", "Udskriv", "Alle udgaver", "Kildeteksten"} <= set(order)


def test_the_ring_around_what_has_focus_is_drawn(new_page):
    page = new_page(PLAN)
    page.keyboard.press("Tab")
    style = page.evaluate("getComputedStyle(document.activeElement).outline")
    assert "solid 3px" in style


def test_the_filter_keeps_what_hits_stand_under_and_marks_them(new_page):
    page = new_page(PLAN)
    field = page.get_by_label("Find i planen")
    field.fill("ufrivillig  ENSOMHED")
    page.get_by_text("1 sted", exact=True).wait_for()
    assert page.locator(".el").evaluate_all(SHOWN) == [
        "vores-fokusomraader",
        "vores-faellesskaber",
        "vi-vil-forebygge-ufrivillig-ensomhed",
    ]
    expect(page.locator(".contents a:visible")).to_have_text(
        ["Vores fokusområder", "Vores fællesskaber", "Vi vil forebygge ufrivillig ensomhed"]
    )
    assert page.evaluate("CSS.highlights.get('hit').size") >= 2
    field.fill("findes slet ikke")
    page.get_by_text("Intet fundet", exact=True).wait_for()
    assert page.locator(".el").evaluate_all(SHOWN) == []
    field.fill("")
    expect(page.locator(".el[hidden]")).to_have_count(0)
    assert page.evaluate("CSS.highlights.has('hit')") is False


def test_the_contents_stand_open_beside_the_text_and_folded_above_it_on_a_phone(new_page):
    wide, narrow = new_page(PLAN), new_page(PLAN, width=390)
    bare = new_page(PLAN, java_script_enabled=False)
    assert wide.get_by_role("link", name="Forord").first.is_visible()
    assert bare.locator(".contents a").first.is_visible()
    assert narrow.locator(".contents a").first.is_hidden()
    narrow.get_by_text("Indhold", exact=True).click()
    narrow.locator(".contents").get_by_role("link", name="Vores strategi").click()
    expect(narrow).to_have_url(re.compile("#vores-strategi$"))
    expect(narrow.locator(".contents a").first).to_be_hidden()


def test_the_contents_show_where_one_is(new_page):
    page = new_page(PLAN + "#vores-fundament")
    current = page.locator(".contents [aria-current]")
    expect(current).to_have_text("Vores fundament")
    for heading in page.locator(".el").all():
        name = heading.get_attribute("id")
        page.locator(f".contents a[href='#{name}']").click()
        expect(page.locator(f".contents a[href='#{name}']")).to_have_attribute("aria-current", "true")
        expect(current).to_have_count(1)


def test_the_contents_follow_the_reader(new_page):
    page = new_page(PLAN, height=420)
    links = page.locator(".contents a")
    expect(links.last).not_to_be_in_viewport()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.locator(".contents [aria-current]")).to_be_in_viewport()
    page.mouse.move(640, 200)
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator(".contents [aria-current]")).to_have_count(0)


def test_a_link_can_be_copied(new_page, site):
    page = new_page(PLAN, permissions=["clipboard-read", "clipboard-write"])
    section = page.locator("#forord")
    section.hover()
    section.get_by_role("button", name="Kopiér link").click()
    section.get_by_role("button", name="Kopieret").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{PLAN}#forord"


def test_the_permanent_address_can_be_copied(new_page, site):
    page = new_page(PLAN + "vores-vaekst/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopiér link").click()
    page.get_by_role("button", name="Kopieret").wait_for()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address.startswith(f"{site}/e/")
    page.goto(address)
    assert page.url == f"{site}{PLAN}vores-vaekst/"


def test_a_municipalitys_colour_is_its_own(new_page):
    page = new_page("/vesthimmerland/")
    accents = []
    for path in ("/vesthimmerland/", "/herning/"):
        page.goto(path)
        accents.append(page.evaluate("getComputedStyle(document.querySelector('.masthead')).borderTopColor"))
    assert accents[0] != accents[1]


HERE_IS_SEEN = """() => {
  const [here] = CSS.highlights.get('here');
  const { top, bottom } = here.getBoundingClientRect();
  return here.toString().toLowerCase() === 'foreningsliv' && top >= 0 && bottom <= innerHeight;
}"""


def test_enter_goes_from_place_to_place_and_round_again(new_page):
    page = new_page(PLAN)
    field = page.get_by_label("Find i planen")
    count = page.locator(".filter output")
    field.fill("foreningsliv")
    expect(count).to_have_text(re.compile(r"^1 af \d+ steder$"))
    many = int(count.inner_text().split()[2])
    assert many > 1
    expect(page.get_by_text("Enter går videre til næste sted")).to_be_visible()
    assert page.evaluate(HERE_IS_SEEN)
    for number in [*range(2, many + 1), 1]:
        field.press("Enter")
        expect(count).to_have_text(f"{number} af {many} steder")
        assert page.evaluate(HERE_IS_SEEN)
    field.press("Shift+Enter")
    expect(count).to_have_text(f"{many} af {many} steder")
    assert focused(page) == "plan_filter"
    field.fill("findes slet ikke")
    expect(count).to_have_text("Intet fundet")
    field.press("Enter")
    assert page.complaints == []


def test_danish_letters_may_be_spelt_out_and_the_contents_keep_their_numbers(new_page):
    page = new_page(PLAN)
    page.get_by_label("Find i planen").fill("boern faellesskab")
    expect(page.locator(".filter output")).to_have_text(re.compile("sted"))
    shown = page.locator(".contents > ol > li:visible")
    assert shown.evaluate_all("items => items.map(i => i.dataset.number)") == ["1", "2", "3", "6"]
    assert page.evaluate("[...CSS.highlights.get('hit')].map(String)").count("børn") > 0


def test_on_a_phone_nothing_moves_until_enter_is_pressed(new_page):
    page = new_page(PLAN, width=390)
    field = page.get_by_label("Find i planen")
    field.fill("ensomhed")
    expect(page.locator("section.el[hidden]").first).to_be_attached()
    before = page.evaluate("scrollY")
    field.press("Enter")
    assert page.evaluate("scrollY") > before


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_on_the_page_moves_while_it_loads(new_page, width):
    page = new_page("/was", width=width)
    page.add_init_script(LOADING)
    for path in (PLAN, f"{PLAN}vores-vaekst/", "/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.loading.shifted") == 0, path
