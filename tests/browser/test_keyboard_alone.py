"""From sign-in to what one came for without a mouse: a council member's walk, and an editor's from tree to public page."""

import re

from playwright.sync_api import expect

from apps.municipalities.demo import PASSWORD
from tests.browser.acts import watched
from tests.browser.keyboard import Keyboard

WHO = "tastatur@example.dk"  # see history.py
WORKSPACE = "/arbejdsrum/vesthimmerland/strategi/"
HIT = "Vi vil forebygge ufrivillig ensomhed"
PLAN = "Sammen om Eksempelby 2026-2029"
PUBLIC = "/eksempelby/sammen-om-eksempelby-2026-2029/forord/"


def test_a_council_member_reads_finds_follows_notes_and_changes_room(new_page, site):
    page = new_page(f"/konto/login/?next={WORKSPACE}")
    keys = Keyboard(page)
    keys.sign_in(WHO, PASSWORD)
    expect(page).to_have_url(f"{site}{WORKSPACE}")
    keys.skip("Gå til indholdet", "main")
    fold = page.locator(".tree summary").first
    under = fold.locator("xpath=following-sibling::ul").get_by_role("link").first
    keys.do(fold)
    expect(under).to_be_hidden()
    keys.check()
    page.keyboard.press("Space")
    expect(under).to_be_visible()
    keys.check()
    keys.to(page.get_by_label("Ord i titel eller tekst"), key="Shift+Tab")
    page.keyboard.type("ufrivillig ensomhed")
    expect(page.locator("#count")).to_have_text(re.compile("^1 af [0-9]+ elementer passer[.]$"))
    keys.check()
    keys.follow(page.get_by_role("link", name=HIT))
    expect(page.get_by_role("heading", level=1)).to_have_text(HIT)
    follow_and_note(page, keys)
    keys.to(page.get_by_role("link", name="Arbejdsrum for Vesthimmerlands Kommune"), key="Shift+Tab")
    mine(page, keys)
    keys.follow(page.get_by_role("link", name="Eksempelby Kommune"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Eksempelby Kommune")
    keys.follow(page.get_by_role("link", name="Din konto"))
    keys.follow(page.get_by_role("main").get_by_role("button", name="Log ud"))
    page.goto(WORKSPACE)
    expect(page).to_have_url(re.compile("/konto/login/"))
    assert page.complaints == []


def follow_and_note(page, keys):
    said = page.locator("#said")
    keys.do(page.locator("#follow"))
    expect(said).to_have_text("Du følger nu elementet. Du finder det under ”Det, jeg følger”.")
    keys.check()
    keys.write(page.get_by_label("Din note"), "Med tastaturet")
    keys.do(page.locator("#save-note"))
    expect(said).to_have_text("Noten er gemt.")
    keys.check()


def mine(page, keys):
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vesthimmerlands Kommune")
    keys.follow(page.get_by_role("link", name="Det, jeg følger"))
    expect(page.locator("blockquote.on-screen")).to_have_text("Med tastaturet")
    keys.follow(page.get_by_role("button", name="Følg ikke længere"))
    expect(page.locator(".done")).to_have_text("Du følger ikke længere elementet.")


def test_an_editor_arranges_writes_and_publishes(new_page, site):
    page = new_page("/konto/login/?next=/admin/")
    keys = Keyboard(page)
    keys.sign_in(WHO, PASSWORD)
    keys.skip("Gå til hovedindhold", "main")
    keys.follow(page.get_by_role("link", name=PLAN, exact=True))
    page.locator("#tree.is-live .handle").first.wait_for()
    arrange(page, keys)
    change_two_together(page, keys)
    write(page, keys)
    publish(page, keys)
    page.goto(PUBLIC)
    expect(page.get_by_text("Skrevet uden mus.")).to_be_visible()
    assert page.complaints == []


def titles(page):
    return page.locator(".tree-title:visible > a")


def arrange(page, keys):
    """Fold, unfold, move and take back."""
    before = titles(page).all_text_contents()
    said = page.locator("#tree-said")
    fold = page.get_by_role("button", name="Fold det sammen, der står under ”Vores værdier”")
    keys.do(fold)
    expect(page.get_by_role("link", name="Ansvarlig økonomi", exact=True)).to_be_hidden()
    keys.check()
    page.keyboard.press("Space")
    expect(titles(page)).to_have_text(before)
    keys.check()
    keys.to(page.get_by_role("button", name="Flyt ”Vores værdier”"), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Du flytter ”Vores værdier”")
    page.keyboard.press("ArrowUp")
    keys.check()
    page.keyboard.press("Enter")
    expect(said).to_have_text("”Vores værdier” er flyttet.")
    expect(titles(page).nth(before.index("Vores værdier") - 1)).to_have_text("Vores værdier")
    keys.check()
    keys.to(page.get_by_role("button", name="Fortryd flytningen"), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(said).to_have_text("”Vores værdier” er flyttet tilbage.")
    expect(titles(page)).to_have_text(before)
    keys.check()


def change_two_together(page, keys):
    for title in ("Ansvarlig økonomi", "Tæt på borgerne"):
        keys.do(page.get_by_label(f"Vælg ”{title}”"), key="Space")
    expect(page.locator("[data-chosen-count]")).to_contain_text("2")
    keys.follow(page.get_by_role("button", name="Ændr de valgte elementer"), key="Shift+Tab")
    keys.to(page.get_by_label("ansvarlig:"))
    page.keyboard.type("Kli")
    expect(page.get_by_label("ansvarlig:").locator("option:checked")).to_have_text("Klima- og Naturudvalget")
    keys.follow(page.get_by_role("button", name="Skift ansvarlig"))
    expect(page.locator("ul.messagelist")).to_contain_text("2 elementer")


def write(page, keys):
    """The editor of the text is reached and left by Tab, in both directions, and the page is seen as it will be."""
    page.locator("#tree.is-live .handle").first.wait_for()
    keys.follow(page.get_by_role("link", name="Forord", exact=True))
    watched(page)
    area = page.get_by_role("textbox", name="tekst")
    keys.to(area)
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Skrevet uden mus.")
    page.locator("[data-live-preview-page] .text").get_by_text("Skrevet uden mus.").wait_for()
    keys.step("Shift+Tab")
    expect(area).not_to_be_focused()
    keys.to(area)
    keys.step()
    expect(area).not_to_be_focused()
    keys.follow(page.get_by_role("button", name="Gem", exact=True))
    expect(page.locator("ul.messagelist")).to_have_text("”Forord” er gemt.")


def publish(page, keys):
    keys.follow(page.get_by_role("link", name="Offentliggør", exact=True))
    keys.to(page.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="En redaktionel rettelse")).to_be_checked()
    keys.write(page.get_by_label("Offentlig bemærkning"), "Et afsnit mere i forordet.")
    keys.follow(page.get_by_role("button", name="Offentliggør", exact=True))
    expect(page.locator("ul.messagelist")).to_contain_text("offentliggjort")


def test_a_link_is_made_in_a_text_and_the_dialog_is_left(new_page):
    page = new_page("/konto/login/?next=/admin/")
    keys = Keyboard(page)
    keys.sign_in(WHO, PASSWORD)
    keys.follow(page.get_by_role("link", name=PLAN, exact=True))
    keys.follow(page.get_by_role("link", name="Natur tæt på", exact=True))
    watched(page)
    area, dialog = page.get_by_role("textbox", name="tekst"), page.locator("dialog")
    keys.to(area)
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+Shift+ArrowRight")
    # The browser tells the editor of the selection a moment later, and until then the button does nothing.
    button = page.get_by_role("button", name="Indsæt link")
    expect(button).not_to_contain_class("disabled")
    keys.to(button, key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Webadresse")).to_be_focused()
    keys.check()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(area).to_be_focused()
    expect(button).not_to_contain_class("disabled")
    keys.to(button, key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Webadresse")).to_be_focused()
    page.keyboard.type("https://example.dk/natur")
    keys.do(dialog.get_by_role("button", name="Gem linket"))
    expect(dialog).to_have_count(0)
    expect(area).to_be_focused()
    expect(area.locator("a[href='https://example.dk/natur']")).to_be_visible()
    keys.check()
    assert page.complaints == []
