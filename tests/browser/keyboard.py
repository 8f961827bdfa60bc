"""Walking through pages by keyboard alone. Wherever focus comes it must be seen; after a deed it must not be lost."""

import time

from playwright.sync_api import expect

from tests.browser.acts import press

#: What is wrong with the focus: nothing, when it is on something that is in sight and has a ring around it.
WRONG = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return "nothing has focus";
  const name = at.outerHTML.slice(0, 160);
  const box = at.getBoundingClientRect();
  if (!box.width || box.bottom <= 0 || box.top >= innerHeight) return `out of sight: ${name}`;
  const style = getComputedStyle(at);
  // A part of a figure has the ring along its own edge.
  const edge = at.querySelector(".figure-hit");
  const isDrawn = edge
    ? getComputedStyle(edge).stroke !== "none" && parseFloat(getComputedStyle(edge).strokeWidth) >= 2
    : style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return isDrawn ? "" : `no ring around ${name}`;
}"""
MOST = 150  # steps to anything on a page


class Keyboard:
    def __init__(self, page):
        self.page = page

    def check(self):
        """Focus is in sight; a page that scrolls there is given a moment."""
        deadline = time.monotonic() + 5
        while (wrong := self.page.evaluate(WRONG)) and time.monotonic() < deadline:
            self.page.wait_for_timeout(50)
        assert wrong == "", f"{self.page.url}: {wrong}"

    def step(self, key="Tab"):
        self.page.keyboard.press(key)
        self.check()

    def to(self, goal, key="Tab"):
        """Step until the goal has focus. After the last stop of a page comes the browser's own frame, then the first."""
        goal.wait_for()
        rounds = 0
        for _ in range(MOST):
            self.page.keyboard.press(key)
            if self.page.evaluate("document.activeElement === document.body") and rounds == 0:
                rounds += 1
                continue
            self.check()
            if goal.evaluate("goal => goal === document.activeElement"):
                return
        raise AssertionError(f"{goal} is not reached with {key}")

    def do(self, goal, key="Enter"):
        """Go to it and press it; what comes of it stands on the same page, and focus is still somewhere."""
        self.to(goal)
        self.page.keyboard.press(key)

    def follow(self, goal, key="Tab"):
        """Go to a link or a button and press it; another page comes."""
        self.to(goal, key)
        press(self.page, "Enter")

    def write(self, goal, text, key="Tab"):
        """Go to a field and write in it, in place of what stands there."""
        self.to(goal, key)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def skip(self, name, into):
        """Use the skip link: the next stop stands in the content."""
        self.step()
        expect(self.page.get_by_role("link", name=name)).to_be_focused()
        self.page.keyboard.press("Enter")
        self.step()
        assert self.page.locator(into).evaluate("part => part.contains(document.activeElement)")

    def sign_in(self, email, password):
        self.write(self.page.get_by_label("E-mailadresse"), email)
        self.write(self.page.get_by_label("Adgangskode"), password)
        self.follow(self.page.get_by_role("button", name="Log ind", exact=True))
