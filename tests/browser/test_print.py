"""What somebody holds in their hands who prints a page."""

import re
from io import BytesIO
from unicodedata import normalize

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.test_reading_a_plan import PLAN
from tests.browser.test_workspace import element_address

ELEMENT = f"{PLAN}vores-vaekst/"
EDITION = r"Vesthimmerlands Kommune · Vores Vesthimmerland 2022 - 2026 · udgave 1, lagt på portalen \d+\. \w+ 20\d\d"
#: What can only be pressed, or leads elsewhere on a screen.
PRESSED = (
    "Kopiér link",
    "Udskriv",
    "Alle udgaver",
    "Find i planen",
    "Gå til indholdet",
    "Log ind",
    "Se hvor",
    "Gem noten",
)


def sheets(page, *, backgrounds=True):
    """The words on each sheet of paper, line by line."""
    made = page.pdf(prefer_css_page_size=True, print_background=backgrounds)
    # Fonts join letters into ligatures.
    return [normalize("NFKC", sheet.extract_text()) for sheet in PdfReader(BytesIO(made)).pages]


def flat(text):
    return re.sub(r"\s+", " ", text)


FOOT = r"(Side|Page) \d+ (af|of) \d+"


def above_the_foot(page, sheet):
    """The lines of a sheet without its foot, which Chromium writes first: its number, and whose it is."""
    running = page.evaluate("document.documentElement.dataset.running").split()
    foot = FOOT + r"\s*" + r"\s*".join(map(re.escape, running))
    left, feet = re.subn(foot, "", sheet, count=1)
    assert feet == 1
    return [line.strip() for line in left.splitlines() if line.strip()]


@pytest.mark.parametrize("backgrounds", [True, False])
@pytest.mark.parametrize("path", [PLAN, ELEMENT, f"{PLAN}udgaver/", f"{PLAN}kilde/1/"])
def test_each_sheet_says_whose_it_is_which_edition_and_which_page(new_page, site, path, backgrounds):
    page = new_page(path)
    printed = sheets(page, backgrounds=backgrounds)
    for number, sheet in enumerate(printed, 1):
        assert re.search(EDITION, flat(sheet))
        assert f"Side {number} af {len(printed)}" in flat(sheet)
        assert not [words for words in PRESSED if words in sheet]
        assert above_the_foot(page, sheet)
    assert f"{site}{path}" in printed[0].replace("\n", "")


def test_a_municipality_is_printed_without_an_empty_sheet_and_quoted_from_mark_to_mark(new_page, site):
    page = new_page("/vesthimmerland/")
    printed = sheets(page)
    assert "”At skabe et Vesthimmerland, der er et godt sted at leve for alle.”" in flat(printed[0])
    assert f"{site}/vesthimmerland/" in printed[0]
    assert all(above_the_foot(page, sheet) for sheet in printed)


def test_in_english_the_words_around_the_text_are_english(new_page):
    printed = sheets(new_page(f"/en{ELEMENT}"))
    assert f"Page 1 of {len(printed)}" in flat(printed[0])
    assert "edition 1, published" in flat(printed[0])


@pytest.mark.parametrize("path", [PLAN, "/randers/randers-byraad-vision-2019-22/"])
def test_no_heading_and_no_kind_stands_alone_at_the_foot_of_a_sheet(new_page, path):
    page = new_page(path)
    headings = page.locator("main :is(h1, h2, h3, h4, h5, h6)").all_text_contents()
    kinds = {kind.upper() for kind in page.locator("main .kind").all_text_contents()}
    ends = {flat(heading).strip() for heading in headings}
    for sheet in sheets(page)[:-1]:
        last = above_the_foot(page, sheet)[-1]
        assert last.upper() not in kinds
        assert not [heading for heading in ends if len(last) > 2 and heading.endswith(last)]


def test_a_part_of_a_plan_says_on_every_sheet_that_it_is_a_part(new_page):
    page = new_page(PLAN)
    page.get_by_label("Find i planen").fill("unge")
    expect(page.locator(".el:not([hidden])")).not_to_have_count(page.locator(".el").count())
    printed = sheets(page)
    assert all("Uddrag: kun det, der indeholder ”unge”" in flat(sheet) for sheet in printed)
    page.get_by_label("Find i planen").fill("")
    expect(page.locator(".el[hidden]")).to_have_count(0)
    assert not [sheet for sheet in sheets(page) if "Uddrag" in sheet]


def test_what_is_folded_on_the_screen_is_open_on_paper_without_scripts_too(new_page):
    page = new_page(PLAN, java_script_enabled=False)
    assert "Ordet var delt ved et linjeskift" in flat(" ".join(sheets(page)))


def test_an_element_of_the_workspace_is_printed_with_its_text_and_what_stands_in_the_note(workspace):
    page = workspace()
    page.goto(element_address(page, "Sund økonomi"))
    page.get_by_label("Din note").fill("Spørg om budgettet.\nOg om lånene.")
    printed = flat(" ".join(sheets(page)))
    assert "som en grundlæggende værdi, er et udtryk for" in printed
    assert "Din note Spørg om budgettet. Og om lånene." in printed
    assert not [words for words in PRESSED if words in printed]
    page.get_by_label("Din note").fill("")
    assert "Din note" not in flat(" ".join(sheets(page)))


def test_what_somebody_follows_is_printed_with_texts_and_whole_notes(workspace):
    page = workspace()
    page.goto(element_address(page, "Det gode liv"))
    page.get_by_label("Din note").fill("Lang note. " * 60 + "Slut på noten.")
    page.get_by_role("button", name="Følg elementet").click()
    page.get_by_role("button", name="Følg ikke længere").wait_for()
    page.get_by_role("button", name="Gem noten").click()
    page.get_by_text("gemt", exact=False).first.wait_for()
    page.goto("/arbejdsrum/vesthimmerland/mine/")
    try:
        printed = flat(" ".join(sheets(page)))
        assert "arbejde med Det gode liv, som en grundlæggende værdi" in printed
        assert "Slut på noten." in printed
        assert "Følg ikke længere" not in printed
    finally:  # others of these tests read the same person's list
        page.goto(element_address(page, "Det gode liv"))
        page.get_by_label("Din note").fill("")
        page.get_by_role("button", name="Gem noten").click()
        expect(page.locator("#said")).to_have_text("Noten er slettet.")
        page.get_by_role("button", name="Følg ikke længere").click()
        page.get_by_role("button", name="Følg elementet").wait_for()
