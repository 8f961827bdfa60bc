"""Every link of every page of the real municipalities leads somewhere, and every paragraph stands where it should."""

import re
from html import unescape

import pytest
from django.core.management import call_command

from apps.publishing.models import EditionElement
from tests.bystander import own

HREF = re.compile(r'(?:href|src)="([^"]+)"')


@pytest.fixture
def loaded(db):
    call_command("load_strategies", verbosity=0)


def crawl(client, start):
    """The words of every page that can be reached from ``start``, by path, and the links with an anchor."""
    pages, anchored, waiting = {}, set(), [start]
    while waiting:
        path = waiting.pop()
        if path in pages:
            continue
        response = client.get(path, follow=True)
        assert response.status_code == 200, path
        html = pages[path] = response.content.decode() if not response.streaming else ""
        if "html" not in response["Content-Type"]:
            continue
        for link in map(unescape, HREF.findall(html)):
            target, _, anchor = link.partition("#")
            if anchor:
                anchored.add((target or path, anchor))
            if target.startswith("/") and not target.startswith("/static/"):
                waiting.append(target)
    return pages, anchored


def test_every_link_leads_somewhere_and_every_anchor_is_there(client, loaded):
    pages, anchored = crawl(client, "/")
    assert len(pages) > 200
    missing = [(path, anchor) for path, anchor in anchored if f'id="{anchor}"' not in pages[path]]
    assert missing == []


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
