"""The workspace in a real browser: arrow keys in the tree, and notes that are not lost, whatever happens."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.acts import follow
from tests.browser.test_workspace import WORKSPACE, element_address, unfolded


def focused(page):
    return page.evaluate("document.activeElement.innerText")


def examine(page, width):
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [(page.url, each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_arrow_keys_go_through_the_tree(workspace):
    page = workspace()
    page.get_by_role("button", name="Luk alle").click()
    items = page.locator(".plan-tree .tree > li")
    titles = items.locator("> .row > a").all_inner_texts()
    items.first.locator("> .row > a").focus()
    for _ in range(titles.index("Vores fokusområder")):
        page.keyboard.press("ArrowDown")
    assert focused(page) == "Vores fokusområder"
    expect(page.get_by_text("Piletaster:")).to_be_visible()
    for key, title, open_folds in (
        ("ArrowRight", "Vores fokusområder", 1),
        ("ArrowRight", "Vores vækst", 1),
        ("ArrowDown", "Vores fællesskaber", 1),
        ("ArrowUp", "Vores vækst", 1),
        ("ArrowLeft", "Vores fokusområder", 1),
        ("ArrowLeft", "Vores fokusområder", 0),
        ("ArrowLeft", "Vores fokusområder", 0),
        ("ArrowRight", "Vores fokusområder", 1),
    ):
        page.keyboard.press(key)
        assert (key, focused(page), unfolded(page)) == (key, title, open_folds)
    page.reload()
    assert unfolded(page) == 1
    page.keyboard.press("ArrowUp")
    assert page.complaints == []


def test_an_odd_address_stops_no_script(workspace):
    page = workspace(f"{WORKSPACE}#%")
    page.get_by_label("Ord i titel eller tekst").fill("ensomhed")
    expect(page.locator(".hit")).not_to_have_count(0)
    assert page.complaints == []


def test_following_without_scripts_loses_no_note(workspace):
    page = workspace(java_script_enabled=False)
    page.goto(element_address(page, "Det gode liv"))
    page.get_by_label("Din note").fill("Ikke gemt endnu")
    follow(page.get_by_role("button", name="Følg elementet"))
    expect(page.locator("#said")).to_have_text(
        "Du følger nu elementet. Du finder det under ”Det, jeg følger”."
    )
    expect(page.get_by_role("alert")).to_have_text("Det, du har skrevet i din note, er ikke gemt endnu.")
    expect(page.get_by_label("Din note")).to_have_value("Ikke gemt endnu")
    follow(page.get_by_role("button", name="Følg ikke længere"))
    expect(page.get_by_label("Din note")).to_have_value("Ikke gemt endnu")


def test_a_note_that_does_not_arrive_says_so_and_stays(workspace):
    page = workspace()
    page.goto(element_address(page, "Det gode liv"))
    page.get_by_label("Din note").fill("Skrevet, da jeg var logget ud")
    page.context.clear_cookies(name="sessionid")
    page.locator("#save-note").click()
    expect(page.get_by_role("alert")).to_contain_text("Det lykkedes ikke. Måske er du blevet logget ud")
    expect(page.get_by_label("Din note")).to_have_value("Skrevet, da jeg var logget ud")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Din konto").click()
    expect(page.get_by_label("Din note")).to_have_value("Skrevet, da jeg var logget ud")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_pages_that_stop_somebody_are_accessible(workspace, width, scheme):
    page = workspace(width=width, color_scheme=scheme)
    address = element_address(page, "Det gode liv")
    page.goto("/arbejdsrum/findes-ikke/")
    expect(page.get_by_role("heading", name="Siden findes ikke.")).to_be_visible()
    examine(page, width)
    page.goto(address)
    page.get_by_label("Din note").fill("Skrevet, da jeg var logget ud")
    page.context.clear_cookies(name="sessionid")
    with page.expect_navigation():
        page.evaluate("document.querySelector('form[data-keep]').submit()")
    expect(page.get_by_label("Det, du skrev")).to_have_value("Skrevet, da jeg var logget ud")
    examine(page, width)
