"""A page as those see it who see little, or on little."""

from axe_playwright_python.sync_playwright import Axe

AXE = {"resultTypes": ["violations"]}
#: Width, colours, size of the text.
SIGHTS = [
    (320, "light", "100%"),
    (390, "light", "100%"),
    (390, "dark", "100%"),
    (390, "light", "200%"),
    (1280, "light", "100%"),
    (1280, "dark", "100%"),
]


def examine(page):
    """The page as it is now: axe finds nothing on phones and on a desk, light and dark, and nothing runs over the edge."""
    for width, scheme, size in SIGHTS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        found = Axe().run(page, options=AXE)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (page.url, width, size)
    page.evaluate("document.documentElement.style.fontSize = ''")
