"""Every kind of public page: accessible, quiet, readable on any screen and without JavaScript."""

import os
import re
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.acts import follow

PLAN = "/vesthimmerland/vores-vesthimmerland-2022-2026/"
HERNING = "/herning/kernefortaelling-og-vision/"
EXAMPLE = "/eksempelby/sammen-om-eksempelby-2026-2029/"
COMPARED = "/sammenlign/planer/"
PAGES = [
    "/",
    "/was",
    "/svar/",
    "/en/svar/",
    "/soeg/",
    "/soeg/?q=folkeskole",
    "/en/soeg/?q=foleskole",
    "/vesthimmerland/",
    "/eksempelby/",
    "/eksempelby/nyt/",
    PLAN,
    HERNING,
    "/en" + HERNING,
    EXAMPLE + "udgaver/",
    EXAMPLE + "udgaver/1/",
    EXAMPLE + "udgaver/1/2/",
    PLAN + "vores-vaekst/",
    HERNING + "her-er-alle-muligheder-aabne/",
    EXAMPLE + "faerre-er-ensomme/",
    EXAMPLE + "mere-vild-natur/",
    EXAMPLE + "mere-vild-natur/historik/",
    PLAN + "vores-vaekst/historik/",
    "/eksempelby/udvalg/",
    "/eksempelby/opfoelgning/",
    "/eksempelby/opfoelgning/3/",
    "/eksempelby/opfoelgning/2/3/",
    "/eksempelby/indikatorer/",
    "/eksempelby/indikatorer/78b5b420-a0a6-4047-bf4a-dda406f986f2/",
    "/eksempelby/beslutninger/",
    "/en/eksempelby/beslutninger/2544c29d-91ad-4995-baea-1850f7f2272a/",
    EXAMPLE + "forgaenger/",
    "/herning/opfoelgning/",
    "/eksempelby/log/",
    "/en/log/",
    "/en/eksempelby/udvalg/klima-og-naturudvalget/",
    HERNING + "kilde/",
    HERNING + "kilde/1/",
    COMPARED,
    f"{COMPARED}?a=eksempelby/sammen-om-eksempelby-2022-2025&b=eksempelby/sammen-om-eksempelby-2026-2029",
    f"/en{COMPARED}?a=vesthimmerland/vores-vesthimmerland-2022-2026&b=herning/kernefortaelling-og-vision",
    PLAN + "pr/",
    "/sammenlign/",
    "/sammenlign/?emne=skole-og-uddannelse",
    "/en/sammenlign/?emne=turisme&kommune=randers&kommune=eksempelby&kommune=nej",
]
STOPS = ["/findes-ikke/", PLAN + "pr/2025-02-29/", "/eksempelby/handlingsplan-for-natur-2026/", "/?q=%00"]
AXE = {"resultTypes": ["violations"]}


def looks():
    """Each width, scheme and language with each other in pairs; AXE=all script/test … tries every three of them together."""
    everything = list(product((320, 390, 1280), ("light", "dark"), ("da", "en")))
    pairs = everything[0], everything[3], everything[5], everything[6], everything[9], everything[10]
    return everything if os.environ.get("AXE") == "all" else pairs


@pytest.mark.parametrize(("width", "scheme", "language"), looks())
def test_axe_finds_nothing_and_no_page_complains(new_page, width, scheme, language):
    page = new_page("/healthz", width=width, color_scheme=scheme)
    axe, before = Axe(), "/en" if language == "en" else ""
    for path in [*PAGES, *STOPS]:
        status = page.goto(before + path.removeprefix("/en")).status
        found = axe.run(page, options=AXE)
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
        if path in STOPS:
            assert status in (400, 404, 410), path
            page.complaints.clear()
        else:
            assert status == 200, path
    assert page.complaints == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_nothing_runs_over_the_edge_of_a_narrow_screen(new_page, size):
    page = new_page("/healthz", width=320 if size == "100%" else 640)
    for path in [*PAGES, *STOPS, PLAN + "kilde/1/"]:
        page.goto(path)
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_everything_can_be_read_without_javascript(new_page):
    page = new_page(PLAN, java_script_enabled=False)
    assert page.get_by_role("navigation", name="Planens indhold").get_by_role("link").count() == 28
    assert page.locator(".filter").is_hidden()
    assert page.get_by_role("button").count() == 3  # that of the search, and yes and no
    page.get_by_role("navigation").get_by_role("link", name="Vores fællesskaber").click()
    expect(page).to_have_url(re.compile("#vores-faellesskaber$"))
    follow(page.locator("#vores-faellesskaber").get_by_role("heading").get_by_role("link"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Vores fællesskaber")
    page.get_by_text("Et afsnit på det forkerte sted").click()
    expect(page.get_by_text("Før", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_register_narrows_while_one_writes(new_page, width):
    page = new_page(width=width)
    names = page.locator(".directory > li:visible").get_by_role("heading")
    every = ["Herning Kommune", "Randers Kommune", "Vesthimmerlands Kommune", "Eksempelby Kommune"]
    expect(names).to_have_text(every)
    field = page.get_by_label("Find en kommune eller en plan")
    field.fill("UDVIKLINGSPLAN klima")
    expect(names).to_have_text(["Eksempelby Kommune"])
    expect(page.get_by_role("link", name="Udviklingsplan for klima og natur")).to_be_visible()
    field.fill("zzz")
    expect(names).to_have_count(0)
    expect(page.locator("[data-directory-filter]").get_by_role("status")).to_have_text(
        "Ingen kommune eller plan har disse ord."
    )
    field.fill("")
    expect(names).to_have_text(every)
    expect(page.locator("[data-directory-filter]").get_by_role("status")).to_be_empty()
    assert page.complaints == []


def test_without_scripts_the_register_is_searched_by_the_server(new_page):
    page = new_page(java_script_enabled=False)
    page.get_by_label("Find en kommune eller en plan").fill("randers")
    follow(page.get_by_role("button", name="Find"))
    expect(page.locator(".directory > li").get_by_role("heading")).to_have_text(["Randers Kommune"])
    follow(page.get_by_role("link", name="Vis alle"))
    expect(page.locator(".directory > li")).to_have_count(4)


def test_a_cold_reader_fetches_less_than_45_kilobytes(new_page):
    page = new_page("about:blank")
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    sizes = []
    cdp.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(PLAN, wait_until="networkidle")
    assert 3 <= len(sizes) <= 9
    assert sum(sizes) <= 45 * 1024


def test_print_leaves_the_ways_out_and_unfolds_what_is_folded(new_page):
    page = new_page(PLAN)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for hidden in (".masthead", ".outline", ".tools", ".crumbs", ".colophon"):
        assert page.locator(hidden).is_hidden(), hidden
    assert page.locator(".el").count() == page.locator(".el:visible").count() == 28
    assert page.locator(".margin details:not([open])").count() == 0
