"""The tree in admin in a real browser: dragged by mouse, moved by keyboard alone, quick with a thousand elements."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from apps.municipalities.demo import DEMO_PEOPLE
from tests.browser.acts import ASKING, follow

PORTAL_ADMINISTRATOR = DEMO_PEOPLE[0]
PLAN = "Vores Vesthimmerland 2022 - 2026"
PUBLIC = "/vesthimmerland/vores-vesthimmerland-2022-2026/"
TIMES = 40  # so many times over, the plan's elements are more than a thousand
TOPS = 7  # elements that stand under no other


@pytest.fixture
def tree(admin):
    """Opens the tree of Vesthimmerland's plan."""

    def open_tree(**options):
        page = admin("/admin/strategies/element/", person=PORTAL_ADMINISTRATOR, **options)
        follow(page.get_by_role("link", name=PLAN))
        if options.get("java_script_enabled", True):
            page.locator("#tree.is-live .handle").first.wait_for()
        return page

    return open_tree


def shown(page):
    return page.locator(".tree-title:visible > a")


def titles(page):
    """The titles as they stand now: for a page that waits for nothing. What is out of sight is not laid out, and has them too."""
    return shown(page).all_text_contents()


def said(page):
    return page.locator("#tree-said")


def handle(page, title):
    return page.get_by_role("button", name=f"Flyt ”{title}”", exact=True)


def drag(page, title, onto, part):
    """Drag with the mouse to the upper or lower part of a row, or to its middle."""
    start = handle(page, title).bounding_box()
    row = page.locator("tr", has=handle(page, onto)).bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, start["y"] + 30, steps=3)
    page.mouse.move(start["x"] + 8, row["y"] + row["height"] * part, steps=5)
    page.mouse.up()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_tree_is_accessible_and_quiet_while_it_is_worked_on(tree, width, scheme):
    page = tree(width=width, color_scheme=scheme)
    axe = Axe()
    handle(page, "Forord").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    found = axe.run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("Escape")
    page.get_by_label("Vælg ”Forord”").check()
    follow(page.get_by_role("button", name="Ændr de valgte elementer"))
    page.wait_for_load_state("networkidle")
    assert page.complaints == []  # before axe, which itself writes styles that the policy refuses
    found = axe.run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_tree_is_a_table_of_which_nothing_is_cut_off(tree, width):
    page = tree(width=width)
    assert page.evaluate(
        "[...document.querySelectorAll('#result_list tbody tr')].every(row => [...row.querySelectorAll('a')]"
        ".every(link => link.getBoundingClientRect().right <= row.getBoundingClientRect().right + 0.5))"
    )
    parts = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    headings = [part["name"]["value"] for part in parts if part["role"]["value"] == "columnheader"]
    assert headings == ["Titel", "Type", "Siden udgaven", "Gør"]
    row = page.get_by_role("row", name="Forord")
    expect(row.get_by_role("cell")).to_have_count(4)


def test_a_drag_is_one_request_and_changes_nothing_public(tree):
    page = tree()
    before, public = titles(page), page.request.get(PUBLIC).text()
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    drag(page, "Vores strategi", "Vores ledestjerne", 0.9)
    expect(said(page)).to_have_text("”Vores strategi” er flyttet.")
    assert [address.split("/")[-2] for address in sent] == ["arrange"]
    assert titles(page)[:3] == ["Forord", "Vores ledestjerne", "Vores strategi"]
    assert page.locator(".moved-mark:visible").count() == 1
    drag(page, "Forord", "Vores ledestjerne", 0.5)
    expect(said(page)).to_have_text("”Forord” er flyttet.")
    expect(page.locator("tr", has=handle(page, "Forord"))).to_have_class("depth-2")
    for title in ("Forord", "Vores strategi"):
        page.get_by_role("button", name="Fortryd flytningen").click()
        expect(said(page)).to_have_text(f"”{title}” er flyttet tilbage.")
    assert titles(page) == before
    assert page.request.get(PUBLIC).text() == public
    page.reload()
    expect(shown(page)).to_have_text(before)
    assert page.complaints == []


def test_the_keyboard_alone_folds_moves_and_takes_back(tree):
    page = tree()
    before = titles(page)
    page.locator(".tree-title > a").first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    assert "Sund økonomi" not in titles(page)
    page.keyboard.press("ArrowRight")
    assert titles(page) == before
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.className") == "handle"
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("Du flytter ”Vores fundament”")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(said(page)).to_have_text("Intet er flyttet.")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    expect(said(page)).to_have_text(f"Under ”{PLAN}”, efter ”Vores ledestjerne”")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("”Vores fundament” er flyttet.")
    assert titles(page)[3] == "Vores fundament"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Flyt ”Vores fundament”"
    page.get_by_role("button", name="Fortryd flytningen").focus()
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("”Vores fundament” er flyttet tilbage.")
    assert titles(page) == before


@pytest.mark.parametrize("width", [390, 1280])
def test_row_after_row_is_added_by_keyboard_alone(tree, width):
    page = tree(width=width)
    before = titles(page)
    page.get_by_role("row", name="Vores ledestjerne").get_by_role("link", name="Tilføj under").focus()
    page.keyboard.press("Enter")
    title = page.get_by_label("Det nye elements titel")
    expect(title).to_be_focused()
    for written in ("Første række", "Anden række"):
        page.keyboard.type(written)
        page.keyboard.press("Enter")
        expect(said(page)).to_have_text(f"”{written}” er tilføjet.")
        expect(title).to_have_value("")
        expect(title).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".adding [role=alert]")).to_have_text("Skriv en titel.")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Det nye elements titel")).to_have_count(0)
    expect(
        page.get_by_role("row", name="Vores ledestjerne").get_by_role("link", name="Tilføj under")
    ).to_be_focused()
    now = titles(page)
    assert [title for title in now if title not in before] == ["Første række", "Anden række"]
    page.reload()
    page.locator("#tree.is-live .handle").first.wait_for()
    assert titles(page) == now
    for written in ("Første række", "Anden række"):
        follow(page.get_by_role("link", name=written, exact=True))
        follow(page.get_by_role("link", name="Læg i papirkurven"))
        follow(page.get_by_role("button", name="Ja, læg det i papirkurven"))
    assert titles(page) == before


def test_folding_is_remembered_and_filtering_keeps_what_hits_stand_under(tree):
    page = tree()
    page.get_by_role("button", name="Fold alle sammen").click()
    assert "Sund økonomi" not in titles(page)
    folded = titles(page)
    page.reload()
    expect(shown(page)).to_have_text(folded)
    page.get_by_label("Ord i titlen").fill("økonomi")
    expect(shown(page)).to_have_text(["Vores fundament", "Sund økonomi"])
    expect(said(page)).to_have_text("1 fundet")
    assert page.locator("a.hit").all_inner_texts() == ["Sund økonomi"]
    page.get_by_label("Ord i titlen").fill("")
    page.get_by_role("button", name="Fold alle ud").click()
    expect(shown(page)).to_have_count(28)


def test_without_javascript_several_are_changed_all_the_same(tree):
    page = tree(java_script_enabled=False)
    page.get_by_label("Vælg ”Forord”").check()
    follow(page.get_by_role("button", name="Ændr de valgte elementer"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ændr ét element")


def many_times(html):
    """The page with every row of the tree many times over, each time with numbers of its own."""
    before, rows, after = re.split(r'(?<=<tbody role="rowgroup">)|(?=</tbody>)', html, maxsplit=2)
    number = r'(id="element-|data-parent="|value=")(\d+)'
    copies = [
        re.sub(number, lambda found, n=n: f"{found[1]}{n}{found[2].zfill(5)}", rows)
        for n in range(1, TIMES + 1)
    ]
    return before + "".join(copies) + after


def test_a_thousand_elements_fold_and_filter_without_asking_the_server(tree):
    page = tree()
    page.route(
        "**/element/?plan=*",
        lambda route: route.fulfill(
            body=many_times(route.fetch().text()), content_type="text/html; charset=utf-8"
        ),
    )
    page.reload()
    expect(page.locator("#tree.is-live .handle")).to_have_count(28 * TIMES)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type in ASKING else None)
    page.get_by_role("button", name="Fold alle sammen").click()
    expect(shown(page)).to_have_count(TOPS * TIMES)
    page.get_by_label("Ord i titlen").fill("økonomi")
    expect(said(page)).to_have_text(f"{TIMES} fundet")
    expect(shown(page)).to_have_count(2 * TIMES)
    page.get_by_label("Ord i titlen").fill("")
    expect(shown(page)).to_have_count(TOPS * TIMES)
    page.get_by_role("button", name="Fold alle ud").click()
    expect(shown(page)).to_have_count(28 * TIMES)
    assert asked == []
