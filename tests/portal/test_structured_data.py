"""What pages say of themselves to machines is valid JSON of schema.org, and says what the page says."""

import json
import re

import pytest
from django.utils.timezone import localdate

from apps.publishing.operations.publish import publish
from tests.factories import element, make_plan

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def data(client):
    def blocks(path: str) -> dict[str, dict]:
        found = [json.loads(text) for text in BLOCK.findall(client.get(path).content.decode())]
        assert {each["@context"] for each in found} <= {"https://schema.org"}
        return {each["@type"]: each for each in found}

    return blocks


def test_the_front_page_says_how_to_search(data, published):
    site = data("/")["WebSite"]
    assert site["name"] == "Strategiportalen"
    assert site["potentialAction"]["target"]["urlTemplate"] == (
        "http://testserver/soeg/?q={search_term_string}"
    )


def test_a_municipality_says_who_it_is(data, published):
    assert data("/herning/")["GovernmentOrganization"] == {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": "Herning Kommune",
        "url": "https://www.example.dk/om/",
        "identifier": "657",
        "email": "post@example.dk",
    }


def test_a_plan_says_its_edition_years_and_publisher(data, published):
    found = data("/herning/vores-plan/")
    plan = found["CreativeWork"]
    assert (plan["name"], plan["version"], plan["temporalCoverage"]) == (
        "Vores plan 2022 - 2026",
        1,
        "2022/2026",
    )
    assert plan["datePublished"] == localdate(published.published_at).isoformat()
    assert plan["publisher"]["name"] == "Herning Kommune"
    assert [each["name"] for each in found["BreadcrumbList"]["itemListElement"]] == [
        "Herning Kommune",
        "Vores plan 2022 - 2026",
    ]


def test_an_element_is_a_part_of_its_plan(data, published):
    found = data("/herning/vores-plan/flere-job/")
    assert found["CreativeWork"]["isPartOf"]["url"] == "http://testserver/herning/vores-plan/"
    assert [(each["position"], each["name"]) for each in found["BreadcrumbList"]["itemListElement"]] == [
        (1, "Herning Kommune"),
        (2, "Vores plan 2022 - 2026"),
        (3, "Vores vækst"),
        (4, "Flere job"),
    ]


def test_nothing_is_said_of_a_municipality_that_does_not_exist(data, town, published):
    town.is_example = True
    town.save()
    for path in ("/herning/", "/herning/vores-plan/", "/herning/vores-plan/flere-job/"):
        assert data(path) == {}


def test_a_title_cannot_end_the_block(data, town, editor):
    title = "</script><script>alert(1)</script> & <!--"
    plan = make_plan(element("goal", title), municipality=town, title=title, slug="ond", by=editor)
    publish(plan=plan, by=editor, nature="adopted")
    assert data("/herning/ond/")["CreativeWork"]["name"] == title
