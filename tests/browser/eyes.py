"""A page as those see it who see little, or on little."""

from itertools import product

from axe_playwright_python.sync_playwright import Axe

AXE = {"resultTypes": ["violations"]}


def examine(page):
    """The page as it is now: axe finds nothing on a phone and on a desk, light and dark, and nothing runs over the edge."""
    for width, scheme in product((390, 1280), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=AXE)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
