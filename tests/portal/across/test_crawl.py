"""Every link of every page that comes with the portal leads somewhere, none is heavy, and every paragraph stands where it should."""

import re
from collections import Counter
from html import unescape

import pytest
from django.core.management import call_command

from apps.publishing.models import EditionElement
from tests.bystander import own
from tests.portal.weight import MOST_BYTES, fetched_by, weigh

HREF = re.compile(r'(?:href|src)="([^"]+)"')
#: What an element is also had as. They are fetched for a few elements of each plan: all of them are most of the portal.
ALSO_AS = re.compile(
    r"^(/.+/.+)/[^/]+/(nyt\.atom|index\.(?:json|md|pdf)|citat\.(?:bib|ris)|historik/|pr/)(?:[\d-]+/(?:index\.\w+)?)?$"
)
A_FEW = 2


@pytest.fixture
def loaded(db):
    call_command("load_strategies", verbosity=0)


def crawl(client, start):
    """The words of every page that can be reached from ``start``, by path, and the links with an anchor."""
    pages, anchored, waiting, fetched = {}, set(), [start], Counter()
    while waiting:
        path = waiting.pop()
        if path in pages:
            continue
        if also := ALSO_AS.match(path):
            fetched[also.groups()] += 1
            if fetched[also.groups()] > A_FEW:
                continue
        response = client.get(path, follow=True)
        assert response.status_code == 200, path
        html = pages[path] = (
            response.content.decode() if response["Content-Type"].startswith("text/html") else ""
        )
        if "html" not in response["Content-Type"]:
            continue
        for link in map(unescape, HREF.findall(html)):
            target, _, anchor = link.partition("#")
            if anchor:
                anchored.add((target or path, anchor))
            if target.startswith("/") and not target.startswith("/static/"):
                waiting.append(target)
    return pages, anchored


@pytest.mark.long
def test_every_link_leads_somewhere_every_anchor_is_there_and_no_page_weighs_more_than_80_kilobytes(
    client, loaded
):
    pages, anchored = crawl(client, "/")
    assert len(pages) > 200
    fetched = [(path, anchor) for path, anchor in anchored if path in pages]
    missing = [(path, anchor) for path, anchor in fetched if f'id="{anchor}"' not in pages[path]]
    assert missing == []
    known = {}
    weights = {path: weigh(client, html, known) for path, html in pages.items() if html}
    assert {path: weight for path, weight in weights.items() if weight > MOST_BYTES} == {}
    assert min(weights.values()) > 10_000  # the style sheet alone: it was found


def test_what_a_browser_fetches_by_itself_is_found():
    html = (
        '<link rel="stylesheet" href="/a.css" integrity="x"><link href="/b.svg" rel="icon"><link rel="canonical" href="/c/">'
        '<script type="application/ld+json">{}</script><script src="/d.js" defer></script><img alt="" src="/e.png?v=1&amp;w=2">'
        '<a href="/f/">f</a>'
    )
    assert fetched_by(html) == {"/a.css", "/b.svg", "/d.js", "/e.png?v=1&w=2"}


def test_every_paragraph_of_every_plan_stands_on_its_page_in_reading_order(client, loaded):
    for row in own(EditionElement).filter(depth=0).select_related("edition__plan__municipality"):
        plan = row.edition.plan
        html = client.get(f"/{plan.municipality.slug}/{plan.slug}/").content.decode()
        words = unescape(re.sub(r"<[^>]+>", "", html.partition('<div class="text">')[2]))
        at = 0
        for element in row.edition.elements.order_by("position"):
            for paragraph in element.paragraphs:
                at = words.find(paragraph, at)
                assert at >= 0, paragraph


def test_the_page_of_a_vision_with_missing_parts_says_so(client, loaded):
    html = client.get("/herning/kernefortaelling-og-vision/").content.decode()
    assert html.count("1 af 4 dele er indlæst") == 2
