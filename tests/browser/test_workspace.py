"""The workspace in a real browser: accessible, quiet under the strict policy, quick, and usable by keyboard alone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.acts import ASKING, follow, press, until

ROOM = "/arbejdsrum/vesthimmerland/"
WORKSPACE = f"{ROOM}strategi/"
HIT = "Vi vil forebygge ufrivillig ensomhed"
#: The elements of Vesthimmerland's plan this many times over are a thousand and more.
TIMES = 40


def rows(page):
    return page.locator(".tree li:visible > .row > a")


def the_count(page):
    return page.locator("#count")


def shown(page):
    """The titles as they stand now: for a page that waits for nothing."""
    return rows(page).all_inner_texts()


def unfolded(page):
    return page.locator(".tree details").evaluate_all("folds => folds.filter(fold => fold.open).length")


def element_address(page, title=HIT):
    return page.get_by_role("link", name=title, exact=True).get_attribute("href")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_is_accessible_and_quiet(workspace, width, scheme):
    page = workspace(width=width, color_scheme=scheme)
    for path in (
        WORKSPACE,
        f"{WORKSPACE}?q=ensomhed",
        f"{WORKSPACE}?kind=x",
        f"{ROOM}mine/",
        element_address(page),
        "/konto/",
    ):
        page.goto(path)
        assert page.complaints == []
        found = Axe().run(page, options={"preload": False}).response["violations"]
        assert [(path, each["id"], each["nodes"][0]["html"]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.complaints.clear()  # the checker itself is stopped from styling the page


@pytest.mark.parametrize("width", [320, 390])
def test_what_is_pressed_is_large_enough_for_a_finger(workspace, width):
    page = workspace(width=width)
    for button in page.locator(".folds button, .workspace-nav a").all():
        assert button.bounding_box()["height"] >= 44


def test_the_filter_answers_while_one_types_and_keeps_what_hits_stand_under(workspace):
    page = workspace()
    everything = shown(page)
    page.get_by_label("Ord i titel eller tekst").fill("ENSOMHED ufrivillig")
    expect(page.locator("#count")).to_have_text(re.compile("^1 af [0-9]+ elementer passer[.]$"))
    expect(rows(page)).to_have_text(["Vores fokusområder", "Vores fællesskaber", HIT])
    expect(page.locator(".hit mark")).to_have_text(["ufrivillig", "ensomhed"])
    expect(page).to_have_url(re.compile(r"\?q=ENSOMHED\+ufrivillig$"))
    page.get_by_role("link", name="Nulstil filteret").click()
    expect(page.locator("#count")).to_have_text("")
    expect(rows(page)).to_have_text(everything)
    expect(page.locator("mark, .hit, .found")).to_have_count(0)
    expect(page).to_have_url(re.compile(f"{WORKSPACE}$"))
    assert page.complaints == []


@pytest.mark.parametrize(
    "query", ["q=fællesskab", "q=VÆKST", "kind=vision", "q=fællesskaber&kind=focus_area", "q=findesikke"]
)
def test_browser_and_server_find_the_same(workspace, query):
    asked = dict(part.split("=") for part in query.split("&"))
    page = workspace(f"{WORKSPACE}?{query}")
    served, said = shown(page), page.locator("#count").inner_text()
    marks = page.locator("mark").all_inner_texts()
    page.goto(WORKSPACE)
    if "kind" in asked:
        page.get_by_label("Type").select_option(asked["kind"])
    page.get_by_label("Ord i titel eller tekst").fill(asked.get("q", ""))
    expect(page.locator("#count")).to_have_text(said)
    expect(rows(page)).to_have_text(served)
    expect(page.locator("mark")).to_have_text(marks)


def test_a_filtered_address_can_be_sent_on(workspace):
    page = workspace(f"{WORKSPACE}?kind=vision&q=ensomhed")
    assert page.get_by_label("Type").input_value() == "vision"
    assert HIT in shown(page)


def test_all_is_opened_and_closed_at_once_and_remembered(workspace):
    page = workspace()
    page.get_by_role("button", name="Luk alle").click()
    assert unfolded(page) == 0
    page.locator(".tree summary").first.click()
    until(page, "JSON.parse(localStorage.getItem('arbejdsrum:vesthimmerland')).length === 1")
    page.reload()
    assert unfolded(page) == 1
    page.get_by_role("button", name="Åbn alle").click()
    assert unfolded(page) == page.locator(".tree details").count()
    page.reload()
    assert unfolded(page) == page.locator(".tree details").count()


def test_filtering_does_not_disturb_what_was_open(workspace):
    page = workspace()
    page.get_by_role("button", name="Luk alle").click()
    page.get_by_label("Ord i titel eller tekst").fill("ensomhed")
    expect(page.locator(".hit")).not_to_have_count(0)
    assert unfolded(page) > 0
    page.get_by_label("Ord i titel eller tekst").fill("")
    expect(page.locator(".hit")).to_have_count(0)
    assert unfolded(page) == 0


def test_a_link_to_an_element_unfolds_the_way_to_it(workspace):
    page = workspace()
    address = element_address(page)
    page.get_by_role("button", name="Luk alle").click()
    page.goto(address)
    follow(page.get_by_role("link", name="Vis det i strategien"))
    expect(page.get_by_role("link", name=HIT)).to_be_in_viewport()


def test_the_keyboard_alone_reads_filters_follows_and_writes(workspace):
    page = workspace()
    page.get_by_role("button", name="Luk alle").focus()
    page.keyboard.press("Enter")
    for _stop in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.innerText")
        if focused.startswith("SUMMARY") and "fokusområder" in focused:
            break
    page.keyboard.press("Space")
    assert unfolded(page) == 1
    page.keyboard.press("Tab")
    press(page, "Enter")
    page.locator("#follow").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text(
        "Du følger nu elementet. Du finder det under ”Det, jeg følger”."
    )
    assert page.evaluate("document.activeElement.id") == "follow"
    page.keyboard.press("Tab")
    page.keyboard.type("Spørg til pengene")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Noten er gemt.")
    assert page.evaluate("document.activeElement.id") == "save-note"
    assert page.complaints == []
    page.reload()
    expect(page.locator("#note")).to_have_value("Spørg til pengene")
    page.locator("#note").fill("")
    page.locator("#follow").click()
    expect(page.locator("#said")).to_have_text("Du følger ikke længere elementet.")
    assert page.locator("#note").input_value() == ""
    page.locator("#save-note").click()
    expect(page.locator("#said")).to_have_text("Noten er slettet.")


def test_everything_works_without_scripts(workspace):
    page = workspace(java_script_enabled=False)
    follow(page.get_by_role("button", name="Luk alle"))
    expect(page.get_by_role("link", name=HIT)).to_be_hidden()
    page.get_by_label("Ord i titel eller tekst").fill("ensomhed")
    follow(page.get_by_role("button", name="Filtrer"))
    follow(page.get_by_role("link", name=HIT))
    follow(page.get_by_role("button", name="Følg elementet"))
    expect(page.locator("#said")).to_have_text(
        "Du følger nu elementet. Du finder det under ”Det, jeg følger”."
    )
    page.get_by_label("Din note").fill("Uden script")
    follow(page.get_by_role("button", name="Gem noten"))
    expect(page.locator("#said")).to_have_text("Noten er gemt.")
    follow(page.get_by_role("link", name="Arbejdsrum", exact=True))
    follow(page.get_by_role("link", name="Det, jeg følger"))
    expect(page.locator("blockquote.on-screen")).to_have_text("Uden script")
    follow(page.get_by_role("button", name="Følg ikke længere"))
    expect(page.locator(".done")).to_have_text("Du følger ikke længere elementet.")
    follow(page.get_by_role("link", name=HIT))
    page.get_by_label("Din note").fill("")
    follow(page.get_by_role("button", name="Gem noten"))
    expect(page.locator("#said")).to_have_text("Noten er slettet.")


def test_a_note_written_in_two_windows_is_lost_in_neither(workspace):
    page = workspace()
    address = element_address(page, "Sund økonomi")
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    other.get_by_label("Din note").fill("Fra det andet vindue")
    other.locator("#save-note").click()
    expect(other.locator("#said")).to_have_text("Noten er gemt.")
    page.get_by_label("Din note").fill("Fra det første")
    page.locator("#save-note").click()
    expect(page.locator("#note_state")).to_contain_text("Fra det andet vindue")
    assert page.locator("#note").input_value() == "Fra det første"
    page.locator("#save-note").click()
    expect(page.locator("#said")).to_have_text("Noten er gemt.")
    other.reload()
    expect(other.locator("#note")).to_have_value("Fra det første")
    other.locator("#note").fill("")
    other.locator("#save-note").click()
    expect(other.locator("#said")).to_have_text("Noten er slettet.")


def test_paper_shows_everything_but_the_controls(workspace):
    page = workspace()
    page.get_by_role("button", name="Luk alle").click()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert HIT in shown(page)
    assert not page.locator(".narrow").is_visible()


def multiply(route):
    """The page with the plan's elements many times over, each with an id of its own."""
    page = route.fetch().text()
    before, tree, after = re.split(
        r'(?<=<ul class="tree">)(.*?)(?=</ul>\s*</section>)', page, maxsplit=1, flags=re.S
    )
    many = "".join(re.sub(r'id="[0-9a-f]{8}', f'id="{n:08x}', tree) for n in range(TIMES))
    route.fulfill(
        body=before.replace('class="tree"', 'class="tree long"') + many + after,
        content_type="text/html; charset=utf-8",
    )


def test_a_thousand_elements_open_and_are_filtered_without_asking_the_server(workspace):
    page = workspace("/healthz")
    page.route(lambda address: address.endswith(WORKSPACE), multiply)
    page.goto(WORKSPACE)
    everything = page.locator(".tree li").count()
    assert everything > 1_000
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type in ASKING else None)
    page.get_by_role("button", name="Luk alle").click()
    assert unfolded(page) == 0
    page.get_by_role("button", name="Åbn alle").click()
    expect(rows(page)).to_have_count(everything)
    page.get_by_label("Type").select_option("vision")
    expect(page.locator(".hit")).to_have_count(13 * TIMES)
    page.get_by_label("Type").select_option("")
    expect(page.locator(".hit")).to_have_count(0)
    expect(rows(page)).to_have_count(everything)
    assert asked == []
