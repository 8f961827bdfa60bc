"""Figures as they are drawn: every label where it can be read, every part reached by keyboard."""

import pytest

MUNICIPALITIES = ["vesthimmerland", "herning", "randers", "eksempelby"]
#: Of every drawing in sight: how large its letters are on the screen, and which labels overlap or leave it.
LOOK = """() => [...document.querySelectorAll('.figure-drawing')].filter((svg) => svg.checkVisibility()).map((svg) => {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const texts = [...svg.querySelectorAll('.figure-label, .figure-heading')];
  const boxes = texts.map((text) => ({ words: text.textContent.trim(), box: text.getBBox() }));
  const view = svg.viewBox.baseVal;
  const wrong = [];
  boxes.forEach(({ words, box }, place) => {
    const isOut = box.x < view.x || box.y < view.y - 1 || box.x + box.width > view.x + view.width || box.y + box.height > view.y + view.height + 1;
    if (isOut) wrong.push(`out: ${words}`);
    for (const other of boxes.slice(place + 1)) {
      const apart = box.x >= other.box.x + other.box.width || other.box.x >= box.x + box.width ||
        box.y + 1 >= other.box.y + other.box.height || other.box.y + 1 >= box.y + box.height;
      if (!apart) wrong.push(`${words} / ${other.words}`);
    }
  });
  const smallest = Math.min(...texts.map((text) => parseFloat(getComputedStyle(text).fontSize) * scale));
  return { wrong, smallest, parts: texts.length };
})"""


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_labels_neither_overlap_nor_leave_the_picture_and_are_large_enough(new_page, width):
    page = new_page("/healthz", width=width)
    for name in MUNICIPALITIES:
        page.goto(f"/{name}/")
        looks = page.evaluate(LOOK)
        assert looks, name
        for look in looks:
            assert look["wrong"] == [], (name, width)
            assert look["smallest"] >= 11.5, (name, width)


def test_every_part_is_reached_by_keyboard_in_reading_order_and_the_focus_is_seen(new_page):
    page = new_page("/vesthimmerland/", width=1280)
    page.locator(".motto figcaption a").focus()
    reached = []
    for _part in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()"))
        seen = page.evaluate(
            "getComputedStyle(document.activeElement.querySelector('.figure-hit')).strokeWidth"
        )
        assert seen == "4px"
    assert [words[:12] for words in reached] == [
        "At skabe et ", "Sund økonomi", "Det gode liv", "Borgerne i c", "Klimabevidst",
        "Vores vækst", "Vores fælles", "Vores børn &", "Vores natur ",
    ]  # fmt: skip
    page.keyboard.press("Enter")
    page.wait_for_url("**/vores-natur-*/")
