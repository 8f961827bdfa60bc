"""Words that are marked in the adopted text are copied as a quotation that says where it stands."""

import re

import pytest
from playwright.sync_api import expect

PLAN = "/vesthimmerland/vores-vesthimmerland-2022-2026/"
MARK = """([selector, first, last]) => {
  const paragraphs = document.querySelectorAll(selector);
  const range = document.createRange();
  range.setStart(paragraphs[first].firstChild, 0);
  range.setEnd(paragraphs[last].firstChild, paragraphs[last].firstChild.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return [first, last].map((place) => paragraphs[place].firstChild.textContent.replace(/\\s+/g, " ").trim());
}"""


@pytest.fixture
def open_page(new_page):
    def opened(path, **options):
        return new_page(path, permissions=["clipboard-read", "clipboard-write"], **options)

    return opened


def _copied(page):
    page.get_by_role("button", name="Kopieret").wait_for()
    return page.evaluate("navigator.clipboard.readText()")


def test_marked_words_are_copied_with_where_they_stand(open_page):
    page = open_page(PLAN + "forord/")
    [words, _same] = page.evaluate(MARK, [".adopted p", 0, 0])
    page.get_by_role("button", name="Kopiér som citat").click()
    citation = page.locator("#citation_text").inner_text() or page.locator("#citation_text").text_content()
    assert _copied(page) == f"”{words}” {citation.strip()}"
    assert page.complaints == []


def test_paragraph_marks_are_no_words_of_a_quotation(open_page):
    page = open_page(PLAN + "forord/")
    first, last = page.evaluate(MARK, [".adopted p", 0, 1])
    page.get_by_role("button", name="Kopiér som citat").click()
    quotation = _copied(page)
    assert quotation.startswith(f"”{first}")
    assert f"{last}” " in quotation
    assert "#" not in quotation.split("”")[1]


def test_the_keyboard_reaches_the_button_next_and_escape_leaves_it(open_page):
    page = open_page(PLAN, width=390, height=800)
    page.evaluate(MARK, ["#forord .adopted p", 0, 0])
    button = page.get_by_role("button", name="Kopiér som citat")
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert re.search(r"”.+” Vesthimmerlands Kommune: ”.+”, udgave \d+", _copied(page))
    page.keyboard.press("Escape")
    expect(button).to_have_count(0)


def test_nothing_is_offered_outside_the_adopted_words(open_page):
    page = open_page(PLAN + "forord/")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    page.wait_for_timeout(400)
    expect(page.get_by_role("button", name="Kopiér som citat")).to_have_count(0)
