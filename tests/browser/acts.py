"""What somebody does at a page, and the wait for what comes of it: a click that leads to another page returns before the
page is there, and so does a key. Whoever reads afterwards without waiting reads the page before, or none."""

import time

from apps.municipalities.demo import PASSWORD

#: How long a page is waited for, in milliseconds. To be slow is no mistake here: bench/ measures.
PATIENCE = 30_000
#: The kinds of request by which a page asks the server for something; its icon is not one.
ASKING = ("document", "fetch", "xhr", "ping")


def follow(control):
    """Press a link or a button that leads to another page, and wait until that page and its scripts are there."""
    with control.page.expect_navigation():
        control.click()


def press(page, key):
    """The same with a key."""
    with page.expect_navigation():
        page.keyboard.press(key)


def sign_in(page, email):
    page.get_by_label("E-mailadresse").fill(email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    follow(page.get_by_role("button", name="Log ind", exact=True))


def watched(page):
    """The form of an element, once it is known what it held at first: only then is anything a change."""
    page.locator("form[data-editing][data-watched]").wait_for()
    return page


def until(page, expression):
    """Wait for something to be true in the page. (Playwright's own ``wait_for_function`` needs an evaluation that the
    strict policy refuses.)"""
    deadline = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"Waited in vain for: {expression}"
        page.wait_for_timeout(50)


def kept(page):
    """Wait for a text that is written to be kept in the browser."""
    until(page, "Object.keys(localStorage).some(key => key.startsWith('portal-draft'))")
