"""No page is wider than a narrow phone, or than a phone with text of twice the size, whatever words stand in it."""

import pytest

from apps.municipalities.demo import DEMO_PEOPLE
from tests.browser.acts import watched
from tests.browser.test_reading_a_plan import PLAN
from tests.browser.test_workspace import element_address

WORD = "Speciallægepraksisplanlægningsstabiliseringsperiodensundhedsudvalgsformandskabet"
PUBLIC = (
    "/", "/vesthimmerland/", PLAN, f"{PLAN}vores-vaekst/", f"{PLAN}udgaver/", f"{PLAN}kilde/", f"{PLAN}kilde/1/",
    "/eksempelby/udvalg/", "/eksempelby/udvalg/klima-og-naturudvalget/", "/herning/udvalg/",
    "/eksempelby/sammen-om-eksempelby-2026-2029/mere-vild-natur/", "/eksempelby/opfoelgning/3/",
    "/eksempelby/sammen-om-eksempelby-2026-2029/mere-vild-natur/historik/",
    "/eksempelby/indikatorer/78b5b420-a0a6-4047-bf4a-dda406f986f2/", "/eksempelby/beslutninger/",
    "/eksempelby/", "/eksempelby/nyt/", "/eksempelby/log/", "/log/", "/was", "/svar/", "/soeg/", "/soeg/?q=sundhed&slags=goal", "/sammenlign/", "/sammenlign/?emne=erhverv-og-vaekst", "/sammenlign/planer/",
    "/sammenlign/planer/?a=eksempelby/sammen-om-eksempelby-2022-2025&b=eksempelby/sammen-om-eksempelby-2026-2029",
    "/findes/ikke/", "/konto/login/", "/konto/password/reset/",
    f"{PLAN}pr/", f"{PLAN}pr/2025-02-29/",
)  # fmt: skip
OWN = (
    "/konto/", "/konto/sessioner/", "/konto/sikkerhed/", "/konto/password/change/", "/arbejdsrum/vesthimmerland/strategi/",
    "/arbejdsrum/vesthimmerland/mine/", "/arbejdsrum/vesthimmerland/", "/arbejdsrum/vesthimmerland/daekning/",
    "/arbejdsrum/vesthimmerland/moedemappe/",
)  # fmt: skip
ADMIN = (
    "",
    "strategies/plan/",
    "strategies/element/",
    "municipalities/committee/",
    "municipalities/membership/",
    "followup/followupround/",
    "decisions/decision/",
    "indicators/indicator/",
    "readership/pagecomment/",
    "municipalities/municipality/readers/",
)
SIZES = [(320, "100%"), (390, "200%")]

#: Before every text that stands on the page, but for what Django keeps off it and the two words of its own buttons.
PUT_IN = """word => {
  const aside = 'script, style, template, .visually-hidden, .skip, .skip-to-content-link, .addlink, .changelink';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const text of found) if (text.data.trim() && !text.parentElement.closest(aside)) text.data = `${word} ${text.data}`;
}"""
#: What reaches over the right edge, the innermost of it; nothing where the page cannot be moved sideways.
OVER_THE_EDGE = """() => {
  if (document.scrollingElement.scrollWidth <= innerWidth) return [];
  const over = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 0.5);
  return over.filter(e => ![...e.children].some(child => over.includes(child))).map(e => e.outerHTML.slice(0, 120));
}"""


def walk(page, paths, size):
    for path in paths:
        page.goto(path)
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        assert page.evaluate(OVER_THE_EDGE) == [], path
        page.evaluate(PUT_IN, WORD)
        assert page.evaluate(OVER_THE_EDGE) == [], path


@pytest.mark.parametrize(("width", "size"), SIZES)
def test_what_anybody_reads(new_page, width, size):
    walk(new_page(width=width), PUBLIC, size)


@pytest.mark.parametrize(("width", "size"), SIZES)
def test_what_somebody_signed_in_reads(workspace, width, size):
    page = workspace(width=width)
    walk(page, (*OWN, element_address(page, "Det gode liv")), size)


@pytest.mark.parametrize(("width", "size"), SIZES)
def test_what_an_editor_works_with(admin, keys, width, size):
    plan, element = keys
    page = admin(width=width)
    walk(page, [f"/admin/{path}" for path in ADMIN], size)
    about = (f"plan/{plan}/change/", f"plan/{plan}/publish/", f"element/?plan={plan}")
    walk(page, [f"/admin/strategies/{path}" for path in about], size)
    page.goto(f"/admin/strategies/element/{element}/change/")
    page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
    assert watched(page).evaluate(OVER_THE_EDGE) == []


def test_a_table_keeps_its_words_whole_and_moves_in_a_box_of_its_own(admin):
    page = admin("/admin/municipalities/membership/", person=DEMO_PEOPLE[0], width=320)
    page.evaluate(PUT_IN, WORD)
    assert page.evaluate(OVER_THE_EDGE) == []
    assert page.locator(".results").evaluate("box => box.scrollWidth > box.clientWidth")
