"""A whole plan restructured by drag and drop: nothing is lost, nothing is damaged, and nothing public is another than before."""

import json
import random
import re

import pytest
from playwright.sync_api import expect

from apps.municipalities.demo import DEMO_PEOPLE
from tests.browser.acts import follow

PLAN = "Vores Vesthimmerland 2022 - 2026"
API = "/api/v1/plans/vesthimmerland/vores-vesthimmerland-2022-2026/"
PUBLIC = "/vesthimmerland/vores-vesthimmerland-2022-2026/"
ELEMENTS = """
import json
from apps.strategies.models import Plan
plan = Plan.objects.get(municipality__slug="vesthimmerland", level="council_strategy")
rows = plan.elements.in_reading_order().values_list("identity__uid", "parent__identity__uid", "kind", "title", "body")
print(json.dumps([[str(value) for value in row] for row in rows]))
"""
#: The tree as the page has it, in reading order: title, title of what it stands under, kind.
ROWS = """() => {
  const tree = window.portalTree;
  return tree.order().map((row) => [row.title, tree.parentOf(row)?.title ?? tree.box.dataset.title, row.kind]);
}"""


@pytest.fixture
def tree(admin):
    """The whole tree, so high that nothing of it has to be scrolled to."""
    page = admin("/admin/strategies/element/", person=DEMO_PEOPLE[0], height=2600)
    follow(page.get_by_role("link", name=PLAN))
    page.locator("#tree.is-live .handle").first.wait_for()
    return page


def public(page):
    """The bytes of everything that is public of the plan."""
    plan = json.loads(page.request.get(API).body())
    addresses = ["/vesthimmerland/", PUBLIC, f"/en{PUBLIC}", f"{PUBLIC}udgaver/1/", f"{PUBLIC}kilde/", API]

    def add(elements):
        for element in elements:
            addresses.append(element["url"])
            add(element["children"])

    add(plan["elements"])
    return {address: page.request.get(address).body() for address in addresses}


def handle(page, title):
    return page.get_by_role("button", name=f"Flyt ”{title}”", exact=True)


def drag(page, title, onto, part, across):
    """Drag with the mouse; returns where the page says, before the button is let go, that it will be put."""
    start = handle(page, title).bounding_box()
    row = page.locator("tr", has=handle(page, onto)).bounding_box()
    x, y = start["x"] + 8, start["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 12, steps=2)
    page.mouse.move(x + across, row["y"] + row["height"] * part, steps=3)
    promised = page.locator("#tree-steps [data-line]").text_content()
    page.mouse.up()
    return promised


def stands(rows, title):
    """What is said of the place at which an element stands."""
    under = next(row[1] for row in rows if row[0] == title)
    siblings = [row[0] for row in rows if row[1] == under]
    before = siblings[siblings.index(title) - 1] if siblings.index(title) else None
    after = f"efter ”{before}”" if before else "først"
    last = ["sidst"] if title == siblings[-1] else []
    return [f"Under ”{under}”, {where}" for where in (after, *last)]


def move_somewhere_else(page, title, dice):
    """Drag until the element stands somewhere else; most places are no place for it."""
    others = [row[0] for row in page.evaluate(ROWS) if row[0] != title]
    dice.shuffle(others)
    for onto in others:
        before = page.evaluate(ROWS)
        promised = drag(page, title, onto, dice.choice([0.15, 0.5, 0.85]), dice.choice([-48, 0, 48]))
        expect(page.locator("#tree-said")).to_have_text(re.compile(f"^(”{re.escape(title)}” er flyttet|Intet er flyttet)"))  # fmt: skip
        expect(page.locator("#tree")).not_to_have_attribute("aria-busy", "true")
        after = page.evaluate(ROWS)
        if after != before:
            assert promised in stands(after, title)
            return
    pytest.fail(f"{title} could not be moved anywhere")


def test_a_whole_plan_is_restructured_and_nothing_public_changes(tree, manage):
    shown, stored, rows = (
        public(tree),
        json.loads(manage("shell", "-v0", "-c", ELEMENTS)),
        tree.evaluate(ROWS),
    )
    assert len(shown) > 30
    dice = random.Random(20211116)
    titles = [row[0] for row in rows]
    for title in dice.sample(titles, len(titles)):
        move_somewhere_else(tree, title, dice)
    moved = tree.evaluate(ROWS)
    assert [row[:2] for row in moved] != [row[:2] for row in rows]
    now = json.loads(manage("shell", "-v0", "-c", ELEMENTS))
    assert sorted(row[:1] + row[2:] for row in now) == sorted(row[:1] + row[2:] for row in stored)
    assert (
        sum(a[1] != b[1] for a, b in zip(sorted(now), sorted(stored), strict=True)) > 5
    )  # under something else
    assert json.loads(manage("check_trees", "--json"))["findings"] == []
    assert public(tree) == shown
    tree.reload()
    expect(tree.locator(".tree-title > a")).to_have_text([row[0] for row in moved])
    assert tree.evaluate(ROWS) == moved
    for _ in titles:  # and all of it taken back
        tree.get_by_role("button", name="Fortryd flytningen").click()
        expect(tree.locator("#tree")).not_to_have_attribute("aria-busy", "true")
        expect(tree.locator("#tree-said")).to_have_text(re.compile("er flyttet tilbage"))
    assert tree.evaluate(ROWS) == rows
    assert json.loads(manage("shell", "-v0", "-c", ELEMENTS)) == stored
    assert json.loads(manage("check_trees", "--json"))["findings"] == []
    assert tree.complaints == []
