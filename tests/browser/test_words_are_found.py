"""What is looked for in the browser is found whatever form it or the text has, as on the server."""

from pathlib import Path

import yaml
from playwright.sync_api import expect

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "text.yaml").read_text(encoding="utf-8"))


def test_the_browser_folds_words_as_the_server_does(new_page):
    page = new_page("/herning/byraadets-arbejdsgrundlag/")
    for query, text in CASES["found"].items():
        found = page.evaluate(
            "([query, text]) => portalWords.spans(`Et ${text} mere`, [portalWords.fold(query)])",
            [query, text],
        )
        assert found == [[3, 3 + len(text)]], query
    assert page.evaluate("portalWords.spans('\ufb01nans', ['inans'])") == []


def test_the_filter_of_a_plan_and_of_the_tree_in_admin_take_a_query_in_any_form(new_page, admin, keys):
    page = new_page("/herning/byraadets-arbejdsgrundlag/")
    page.locator(".filter input").fill("BÆRE\xaddygtighed")
    page.locator("section.el[hidden]").first.wait_for(state="attached")
    expect(page.locator("section.el:not([hidden])", has_text="Bæredygtighed").first).to_be_visible()
    tree = admin(f"/admin/strategies/element/?plan={keys[0]}")
    tree.locator("input[type=search]").first.fill("FOLKE\u200bskoler")
    tree.get_by_role("link", name="Folkeskoler").wait_for()
    assert tree.get_by_role("link", name="Udvikling").count() == 0
