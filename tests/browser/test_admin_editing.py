"""Writing in admin in a real browser: nothing is lost, nothing complains, Word comes out clean, the page is seen at once."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from apps.municipalities.demo import DEMO_PEOPLE, PASSWORD
from tests.core.test_word import FROM_WORD

EDITOR = DEMO_PEOPLE[1]
AXE = {"resultTypes": ["violations"]}


@pytest.fixture(scope="session")
def signed_in(browser, site):
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/konto/login/?next=/admin/")
    page.fill("input[name=login]", EDITOR.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/admin/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def admin(new_page, signed_in):
    def open_page(path, **options):
        return new_page(path, storage_state=signed_in, **options)

    return open_page


@pytest.fixture
def keys(admin):
    page = admin("/admin/strategies/element/")
    page.get_by_role("link", name="Byrådets arbejdsgrundlag").click()
    plan = page.url.split("plan=")[1]
    element = page.get_by_role("link", name="Folkeskoler").get_attribute("href").split("/")[-3]
    return plan, element


def form(element):
    return f"/admin/strategies/element/{element}/change/"


def preview(page):
    return page.locator("[data-live-preview-page] .text")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_the_pages_are_accessible_and_quiet_under_the_strict_policy(admin, keys, width, scheme):
    plan, element = keys
    edit, about = f"/admin/strategies/element/{element}", f"/admin/strategies/plan/{plan}"
    pages = [f"{edit}/{name}/" for name in ("change", "copy", "split", "merge")]
    pages += [
        f"{about}/replace/?words=skole&replacement=x",
        f"{about}/preview-links/",
        "/admin/vejledning/",
        "/admin/",
    ]
    page = admin("/admin/", width=width, color_scheme=scheme)
    link = page.locator("a[href$='/activity/']").first.get_attribute("href")
    for address in [*pages, link]:
        page.goto(address)
        page.wait_for_timeout(700)
        assert page.complaints == [], address
        found = Axe().run(page, options=AXE).response["violations"]
        assert [(address, v["id"], v["nodes"][0]["html"]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.complaints.clear()  # axe itself writes styles that the policy refuses


def test_the_preview_follows_what_is_written_and_nothing_is_saved(admin, keys):
    page = admin(form(keys[1]))
    preview(page).get_by_role("link", name="Folkeskoler").wait_for()
    page.fill("#id_title", "En anden overskrift")
    preview(page).get_by_text("En anden overskrift").wait_for()
    page.reload()
    assert page.input_value("#id_title") == "Folkeskoler"
    assert page.complaints == []


def test_leaving_with_text_unsaved_asks_first_and_the_text_is_offered_back(admin, keys):
    page = admin(form(keys[1]))
    page.wait_for_timeout(800)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("#id_title", "Aldrig gemt")
    page.wait_for_timeout(900)
    page.goto("/admin/")
    assert asked == ["beforeunload"]
    page.goto(form(keys[1]))
    page.get_by_role("button", name="Hent den frem").click()
    assert page.input_value("#id_title") == "Aldrig gemt"
    page.reload()
    page.get_by_role("button", name="Kassér den").click()
    page.fill("#id_title", "Folkeskoler")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('portal-draft'))") == []


def test_text_that_was_saved_is_not_kept_in_the_browser(admin, keys):
    page = admin(form(keys[1]))
    page.wait_for_timeout(800)
    title = page.input_value("#id_title")
    page.fill("#id_title", f"{title}!")
    page.wait_for_timeout(900)
    assert page.evaluate("localStorage.length") >= 1
    page.get_by_role("button", name="Gem og redigér videre").click()
    page.get_by_text("er gemt").first.wait_for()
    kept = "Object.keys(localStorage).filter(key => key.startsWith('portal-draft'))"
    assert page.evaluate(kept) == []
    page.fill("#id_title", title)
    page.get_by_role("button", name="Gem", exact=True).click()


def test_a_text_pasted_from_word_is_seen_as_it_will_be_saved(admin, keys):
    page = admin(form(keys[1]))
    area = page.locator(".ProseMirror")
    area.click()
    page.keyboard.press("Control+A")
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            document.querySelector(".ProseMirror").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        FROM_WORD,
    )
    html = re.sub(r"\s+", " ", area.inner_html())
    assert re.findall(r"<li><p>(.*?)</p>", html) == [
        "Flere <strong>mødesteder</strong>", "i landsbyer", "Færre biler", "Først", "Så",
    ]  # fmt: skip
    assert "·" not in area.inner_text()
    assert "fire" not in area.inner_text()
    assert page.complaints == []


def test_two_at_the_same_element_hear_of_each_other(admin, new_page, keys, browser, site):
    context = browser.new_context(base_url=site)
    other = context.new_page()
    other.goto(f"/konto/login/?next={form(keys[1])}")
    other.fill("input[name=login]", DEMO_PEOPLE[0].email)
    other.fill("input[name=password]", PASSWORD)
    other.click("main button[type=submit]")
    other.wait_for_url("**/change/")
    other.wait_for_timeout(800)
    page = admin(form(keys[1]))
    page.get_by_text(f"{DEMO_PEOPLE[0].full_name} har også dette element åbent.").wait_for()
    context.close()


def test_without_a_script_the_page_is_seen_in_a_tab_of_its_own(admin, keys):
    page = admin(form(keys[1]), java_script_enabled=False)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Vis, som borgerne vil se det").click()
    opened.value.get_by_text("Intet er gemt.").wait_for()
