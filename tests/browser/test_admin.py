"""Admin in a real browser: accessible and quiet under the strict policy, and the prose editor at work."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from apps.municipalities.demo import DEMO_PEOPLE
from tests.browser.acts import follow, press

PORTAL_ADMINISTRATOR, EDITOR = DEMO_PEOPLE[:2]

AXE = {"resultTypes": ["violations"]}


def pages(plan, element):
    edit = f"/admin/strategies/element/{element}"
    return [
        "/admin/",
        "/admin/strategies/element/",
        f"/admin/strategies/element/?plan={plan}",
        "/admin/strategies/element/?kind=theme",
        f"/admin/strategies/element/add/?plan={plan}",
        f"{edit}/change/",
        f"{edit}/move/",
        f"{edit}/delete/",
        f"{edit}/history/",
        f"/admin/strategies/relation/add/?source={element}&to={plan}",
        "/admin/strategies/relation/",
        "/admin/strategies/binnedsubtree/",
        "/admin/strategies/plan/",
        "/admin/strategies/plan/add/",
        f"/admin/strategies/plan/{plan}/change/",
        f"/admin/strategies/plan/{plan}/delete/",
        f"/admin/strategies/plan/{plan}/publish/",
        f"/admin/strategies/plan/{plan}/editions/",
        f"/admin/strategies/plan/{plan}/withdraw/",
        f"/admin/strategies/plan/{plan}/retract/",
        "/admin/strategies/sourcedocument/",
        "/admin/strategies/sourcepassage/",
        "/admin/municipalities/municipality/",
        "/admin/municipalities/committee/add/",
        "/admin/municipalities/membership/",
        "/admin/municipalities/membership/add/",
        "/admin/municipalities/invitation/",
        "/admin/municipalities/invitation/add/",
        "/admin/accounts/user/",
    ]


PORTAL_PAGES = [
    "/admin/",
    "/admin/strategies/topic/add/",
    "/admin/municipalities/councilperiod/",
    "/admin/municipalities/municipality/add/",
    "/admin/accounts/user/add/",
]


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_no_page_complains(admin, keys, width, scheme):
    axe = Axe()
    for person, addresses in ((EDITOR, pages(*keys)), (PORTAL_ADMINISTRATOR, PORTAL_PAGES)):
        page = admin(person=person, width=width, color_scheme=scheme)
        page.complaints.clear()
        found = {}
        for path in addresses:
            assert page.goto(path).status == 200, path
            page.wait_for_load_state("networkidle")
            complaints = list(page.complaints)
            report = axe.run(page, options=AXE)  # which itself writes styles that the policy refuses
            page.complaints.clear()
            if report.violations_count:
                complaints.append(report.generate_report())
            if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                complaints.append("runs over the edge")
            if complaints:
                found[path] = complaints
        assert found == {}


def test_the_prose_editor_writes_what_is_typed(admin, keys):
    page = admin(f"/admin/strategies/element/{keys[1]}/change/")
    area = page.get_by_role("textbox", name="Tekst")
    area.evaluate("area => area.editor.commands.focus('end')")
    expect(area).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Fed").click()
    expect(area).to_be_focused()
    page.keyboard.type("Tilføjet med <fed> skrift")
    follow(page.get_by_role("button", name="Gem og redigér videre"))
    expect(page.locator("ul.messagelist")).to_have_text("”Folkeskoler” er gemt.")
    source = page.locator("textarea[name=body]").input_value()
    assert source.splitlines()[-1] == "<p><strong>Tilføjet med &lt;fed&gt; skrift</strong></p>"
    assert page.complaints == []


def test_opening_and_saving_changes_nothing(admin, keys):
    page = admin(f"/admin/strategies/element/{keys[1]}/change/")
    before = page.locator("textarea[name=body]").input_value()
    area = page.get_by_role("textbox", name="Tekst")
    area.click()
    expect(area).to_be_focused()
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    follow(page.get_by_role("button", name="Gem og redigér videre"))
    expect(page.locator("ul.messagelist")).to_have_text("Der er ikke ændret noget.")
    assert page.locator("textarea[name=body]").input_value() == before


def test_an_element_is_moved_by_keyboard_alone_and_without_javascript(admin, keys):
    page = admin(f"/admin/strategies/element/{keys[1]}/move/", java_script_enabled=False)
    page.get_by_label("Under:").focus()
    page.get_by_label("Efter ”Handicap og psykiatri”").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Flyt").focus()
    press(page, "Enter")
    expect(page.locator("ul.messagelist")).to_have_text("”Folkeskoler” er flyttet.")
    titles = page.locator(".tree-title > a").all_text_contents()
    assert titles[titles.index("Handicap og psykiatri") + 1] == "Folkeskoler"
