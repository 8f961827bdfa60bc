"""With a finger: what stands alone can be hit, and an address is handed on as a phone does it."""

from playwright.sync_api import expect

from tests.browser.acts import until
from tests.browser.test_narrow_pages import OWN, PUBLIC
from tests.browser.test_reading_a_plan import PLAN
from tests.browser.test_workspace import element_address

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
#: WCAG 2.2, 2.5.5: 44 CSS pixels, less what rounding takes. Links within a sentence are as high as its lines, the numbers beside
#: the lines of a source as high as those; boxes to tick have 24 pixels and room around them (2.5.8).
TOO_SMALL = """() => {
  const small = [];
  for (const control of document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select, textarea')) {
    const unseen = !control.checkVisibility({ visibilityProperty: true });
    if (unseen || control.closest('.visually-hidden, .skip, .skip-to-content-link, thead, details:not([open]) > :not(summary)')) continue;
    if (control.matches('.line > .number, input[type=checkbox]')) continue;
    if (getComputedStyle(control).display === 'inline') {
      let block = control.parentElement;
      while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
      if (block.textContent.replace(control.textContent, '').trim()) continue;
    }
    const target = (control.matches('input') && control.closest('label')) || control;
    target.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = target.getClientRects()[0];
    const x = left + Math.min(width / 2, 40);
    const answers = y => {
      const hit = document.elementFromPoint(x, y);
      return hit && (target.contains(hit) || (hit.htmlFor && hit.htmlFor === control.id));
    };
    let [above, below] = [top + height / 2, top + height / 2];
    while (above > 0 && answers(above - 1)) above -= 1;
    while (below < innerHeight && answers(below + 1)) below += 1;
    if (below - above < 42) small.push(`${control.outerHTML.slice(0, 120)} ${below - above}`);
  }
  return small;
}"""
SHARING = "navigator.share = async told => { window.told = told; }"


def walk(page, paths):
    for path in paths:
        page.goto(path)
        assert page.evaluate(TOO_SMALL) == [], path


def test_on_public_pages_a_finger_hits_what_it_means(new_page):
    walk(new_page(**PHONE), PUBLIC)


def test_in_the_rooms_of_those_who_are_signed_in_too(workspace):
    page = workspace(**PHONE)
    walk(page, [*OWN, element_address(page, "Det gode liv")])


def test_in_admin_too(admin, keys):
    plan, element = keys
    strategies = "/admin/strategies"
    about = f"{strategies}/plan/{plan}"
    pages = [
        "/admin/",
        f"{strategies}/plan/",
        f"{about}/publish/",
        f"{about}/editions/",
        "/admin/municipalities/membership/",
    ]
    pages += [f"{strategies}/element/?plan={plan}", f"{strategies}/element/{element}/change/"]
    walk(admin(**PHONE), pages)


def test_a_phone_is_asked_to_whom_an_address_goes(new_page):
    page = new_page("/was/", **PHONE)
    page.add_init_script(SHARING)
    page.goto(PLAN)
    page.get_by_role("button", name="Del", exact=True).first.tap()
    until(page, "window.told !== undefined")
    assert page.evaluate("told") == {"title": page.title().strip(), "url": page.url}
    section = page.locator(".el#vores-vaekst")
    section.scroll_into_view_if_needed()
    section.get_by_role("button", name="Del").tap()
    until(page, "told.title === 'Vores vækst'")
    assert page.evaluate("told.url") == f"{page.url}#vores-vaekst"
    assert page.complaints == []


def test_a_phone_that_cannot_share_copies_the_address_of_a_section(new_page):
    page = new_page(PLAN, permissions=["clipboard-read", "clipboard-write"], **PHONE)
    page.evaluate("scrollTo(0, 1500)")
    button = page.locator(".el#vores-strategi").get_by_role("button", name="Kopiér link")
    before = page.locator("#vores-strategi h2").bounding_box()
    button.tap()
    expect(page.locator(".el#vores-strategi").get_by_role("button")).to_have_text("Kopieret")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"{PLAN}#vores-strategi")
    assert page.locator("#vores-strategi h2").bounding_box()["height"] == before["height"]
