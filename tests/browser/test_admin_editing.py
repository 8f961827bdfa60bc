"""Writing in admin in a real browser: nothing is lost, nothing complains, Word comes out clean, the page is seen at once."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from apps.municipalities.demo import DEMO_PEOPLE
from tests.browser.acts import follow, kept, watched
from tests.core.richtext.test_canonical_paste import FROM_WORD

PORTAL_ADMINISTRATOR = DEMO_PEOPLE[0]
AXE = {"resultTypes": ["violations"]}


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
        page.wait_for_load_state("networkidle")
        if address.endswith("/change/"):
            watched(page)
            expect(preview(page)).not_to_be_empty()
            page.wait_for_load_state("networkidle")
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
    expect(page.locator("#id_title")).to_have_value("Folkeskoler")
    assert page.complaints == []


def test_the_preview_follows_an_element_that_is_about_to_be_added(admin, keys):
    page = watched(admin(f"/admin/strategies/element/add/?plan={keys[0]}"))
    page.get_by_label("Titel:").fill("Det nye mål")
    shown = page.locator("[data-live-preview-page]").get_by_role("heading", name="Det nye mål")
    expect(shown).to_be_visible()
    page.get_by_label("Plads:").select_option(label="Først")
    expect(page.locator("[data-live-preview-page] section").first).to_contain_text("Det nye mål")
    assert page.complaints == []


def test_leaving_with_text_unsaved_asks_first_and_the_text_is_offered_back(admin, keys):
    page = watched(admin(form(keys[1])))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("#id_title", "Aldrig gemt")
    kept(page)
    page.goto("/admin/")
    assert asked == ["beforeunload"]
    page.goto(form(keys[1]))
    page.get_by_role("button", name="Hent den frem").click()
    expect(page.locator("#id_title")).to_have_value("Aldrig gemt")
    page.reload()
    page.get_by_role("button", name="Kassér den").click()
    page.fill("#id_title", "Folkeskoler")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('portal-draft'))") == []


def test_on_the_way_back_the_unsaved_text_is_offered_and_no_other_stands_behind_the_editor(admin, keys):
    page = watched(admin(form(keys[1])))
    page.on("dialog", lambda dialog: dialog.accept())
    as_saved = page.input_value("[name=body]")
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Aldrig gemt.")
    kept(page)
    page.goto("/admin/")
    page.go_back()
    watched(page)
    assert page.input_value("[name=body]") == as_saved
    page.get_by_role("button", name="Hent den frem").click()
    expect(page.locator(".ProseMirror")).to_contain_text("Aldrig gemt.")
    page.get_by_role("button", name="Gem og redigér videre").click()
    expect(page.locator(".messagelist")).to_contain_text("er gemt")
    expect(page.locator(".ProseMirror")).to_contain_text("Aldrig gemt.")


def test_text_that_was_saved_is_not_kept_in_the_browser(admin, keys):
    page = watched(admin(form(keys[1])))
    title = page.input_value("#id_title")
    page.fill("#id_title", f"{title}!")
    kept(page)
    follow(page.get_by_role("button", name="Gem og redigér videre"))
    expect(page.locator("ul.messagelist")).to_contain_text("er gemt")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('portal-draft'))") == []
    watched(page).fill("#id_title", title)
    follow(page.get_by_role("button", name="Gem", exact=True))


def paste(page, html, text=""):
    """What a browser does when somebody pastes: the clipboard holds HTML, and the same as plain text."""
    area = page.locator(".ProseMirror")
    area.click()
    expect(area).to_be_focused()
    page.keyboard.press("Control+A")
    page.evaluate(
        """([html, text]) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", text);
            document.querySelector(".ProseMirror").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, text],
    )
    return area


def test_a_text_pasted_from_word_is_seen_as_it_will_be_saved(admin, keys):
    page = admin(form(keys[1]))
    area = paste(page, FROM_WORD)
    expect(area).to_contain_text("mødesteder")
    html = re.sub(r"\s+", " ", area.inner_html())
    assert re.findall(r"<li><p>(.*?)</p>", html) == [
        "Flere <strong>mødesteder</strong>", "i landsbyer", "Færre biler", "Først", "Så",
    ]  # fmt: skip
    assert "·" not in area.inner_text()
    assert "fire" not in area.inner_text()
    expect(page.locator(".pasted")).to_have_text("En overstreget passage blev udeladt")
    item = page.locator(".ProseMirror li").first
    assert item.evaluate("item => getComputedStyle(item).listStyleType") == "disc"
    assert item.evaluate("item => item.offsetLeft - item.closest('.ProseMirror').offsetLeft") < 60
    assert page.complaints == []


PASTED = """<p class=MsoNormal>10<sup>6</sup> kr. <a href="www.example.dk/klima">her</a> <b style='font-weight:normal'>nok</b></p>
<ol start="3" type="a"><li><p>Skoler</p><p>Vi bygger to.</p></li><li>Haller</li></ol>
<table><tr><th>År</th><th>Mål</th></tr><tr><td>2027</td><td>6</td></tr></table><img alt="Kort over kommunen">"""


def test_what_is_pasted_stands_in_the_editor_as_it_is_saved_and_published(admin, keys):
    page = watched(admin(form(keys[1])))
    before = page.input_value("#id_body")
    area = paste(page, PASTED)
    expect(page.locator(".pasted")).to_have_text("Et billede blev udeladt: ”Kort over kommunen”")
    expect(area.locator("ol")).to_have_attribute("start", "3")
    expect(area.locator("th")).to_have_text(["År", "Mål"])
    expect(area.locator("a")).to_have_attribute("href", "https://www.example.dk/klima")
    follow(page.get_by_role("button", name="Gem og redigér videre"))
    assert page.locator("#id_body").evaluate("field => field.defaultValue") == (
        '<p>10<sup>6</sup> kr. <a href="https://www.example.dk/klima">her</a> nok</p>\n'
        '<ol start="3" type="a"><li><p>Skoler</p><p>Vi bygger to.</p></li><li>Haller</li></ol>\n'
        "<table><thead><tr><th>År</th><th>Mål</th></tr></thead><tbody><tr><td>2027</td><td>6</td></tr></tbody></table>"
    )
    seen = preview(watched(page))
    expect(seen.locator(".table th")).to_have_text(["År", "Mål"])
    expect(seen.locator("sup")).to_have_text("6")
    follow(page.get_by_role("button", name="Gem og redigér videre"))
    expect(page.locator("ul.messagelist")).to_contain_text("Der er ikke ændret noget.")
    assert page.complaints == []
    paste(watched(page), before, "")
    expect(page.locator(".ProseMirror table")).to_have_count(0)
    follow(page.get_by_role("button", name="Gem", exact=True))


@pytest.mark.parametrize("way", ["offline", "signed out"])
def test_a_paste_that_the_portal_cannot_look_at_stays_as_plain_text_with_a_word_about_it(admin, keys, way):
    page = watched(admin(form(keys[1])))
    if way == "offline":
        page.context.set_offline(True)
    else:
        page.context.clear_cookies(name="sessionid")
    area = paste(page, PASTED, "10 kr.\nSkoler")
    expect(area.locator("p")).to_have_text(["10 kr.", "Skoler"])
    told = "Der er ingen forbindelse." if way == "offline" else "Du er ikke længere logget ind."
    expect(page.locator(".pasted")).to_contain_text(told)


def test_two_at_the_same_element_hear_of_each_other(admin, keys):
    other = admin("/admin/", person=PORTAL_ADMINISTRATOR)
    with other.expect_response("**/present/"):
        other.goto(form(keys[1]))
    page = admin(form(keys[1]))
    page.get_by_text(f"{PORTAL_ADMINISTRATOR.full_name} har også dette element åbent.").wait_for()


def test_the_address_of_a_draft_is_copied_opened_and_withdrawn(admin, keys, new_page):
    page = admin(
        f"/admin/strategies/plan/{keys[0]}/preview-links/", permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_label("For hvem:").fill("Formanden")
    follow(page.get_by_role("button", name="Lav adressen"))
    page.get_by_role("button", name="Kopiér link").click()
    expect(page.get_by_role("button", name="Kopieret")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == page.get_by_label("Kopiér den nu.").input_value()
    reader = new_page(address)
    expect(reader.get_by_text("Det er en kladde.")).to_be_visible()
    follow(page.get_by_role("link", name="Træk tilbage Formanden"))
    found = Axe().run(page, options=AXE).response["violations"]
    assert found == []
    follow(page.get_by_role("button", name="Ja, træk den tilbage"))
    reader.reload()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Adressen til kladden virker ikke længere.")


def test_without_a_script_the_page_is_seen_in_a_tab_of_its_own(admin, keys):
    page = admin(form(keys[1]), java_script_enabled=False)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Vis, som borgerne vil se det").click()
    opened.value.get_by_text("Intet er gemt.").wait_for()
