"""Plans, elements and municipalities for machines: JSON and Markdown beside each page."""

import pytest

from apps.core import page_cache
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from apps.strategies.operations.relate import relate
from tests.factories import element, make_plan
from tests.overview.pdf.reading import words_of
from tests.portal.test_dates import PLAN, at, history, revise  # noqa: F401

NOW = "vores-vaekst/"


@pytest.fixture
def second(plan, published, editor):
    revise(plan, "Vores børn", editor, title="Vores unge", body="<p>Unge * først.</p>")
    return publish(plan=plan, by=editor, nature="adopted")


def test_a_plan_as_json_is_the_plan_of_the_api(client, published):
    of_the_api = client.get("/api/v1/plans/herning/vores-plan/").json()
    assert client.get(PLAN + "index.json").json() == {**of_the_api, "is_current": True}
    assert client.get("/en" + PLAN + "index.json").json() == client.get(PLAN + "index.json").json()


def test_an_element_as_json_is_the_one_of_its_plan(client, published):
    whole = client.get(PLAN + "index.json").json()
    found = client.get(PLAN + NOW + "index.json").json()
    place = {
        "municipality": "herning",
        "is_example": False,
        "plan": "vores-plan",
        "edition": 1,
        "is_current": True,
    }
    assert found == {**place, **whole["elements"][1]}
    assert [child["title"] for child in found["children"]] == ["Flere job", "Bedre veje"]
    below = client.get(PLAN + "flere-job/index.json").json()
    assert below["paragraphs"] == ["Der skal være flere job. Også for unge."]


def test_a_municipality_as_json_is_the_one_of_the_api(client, published):
    assert client.get("/herning/index.json").json() == client.get("/api/v1/municipalities/herning/").json()


def test_a_plan_as_markdown_reads_like_the_page(client, published):
    response = client.get(PLAN + "index.md")
    assert response["Content-Type"] == "text/markdown; charset=utf-8; variant=CommonMark"
    text = response.content.decode()
    assert text.startswith("# Vores plan 2022 - 2026\n\n- Strategi\n- Herning Kommune\n- 2022–2026\n")
    assert (
        "- <http://testserver/herning/vores-plan/>\n\nByrådets strategi.\n\n## Et godt sted at leve\n" in text
    )
    assert (
        "## Vores vækst\n\n- Kilde: linje 7–9\n\nVi vil *vokse* & trives. Det kræver mod.\n\nAndet afsnit.\n\n### Flere job\n"
        in text
    )


def test_an_element_as_markdown_has_what_is_under_it(client, published):
    text = client.get(PLAN + NOW + "index.md").content.decode()
    assert text.startswith("# Vores vækst\n\n- Fokusområde\n- Vores plan 2022 - 2026\n- Herning Kommune\n")
    assert "## Bedre veje\n" in text
    assert "Vores børn" not in text


def test_a_municipality_as_markdown_names_its_plans(client, published):
    text = client.get("/herning/index.md").content.decode()
    assert "- [Vores plan 2022 - 2026](<http://testserver/herning/vores-plan/>)" in text


def test_editions_have_theirs(client, second):
    old = client.get(PLAN + "udgaver/1/index.json").json()
    assert (old["edition"], old["url"]) == (1, PLAN + "udgaver/1/")
    assert "status" not in old["elements"][0]
    assert old["is_current"] is False
    said = "- En ældre udgave: planen er siden udgivet igen.\n"
    assert said in client.get(PLAN + "udgaver/1/index.md").content.decode()
    assert said not in client.get(PLAN + "index.md").content.decode()
    assert "Børn først." in client.get(PLAN + "udgaver/1/index.md").content.decode()
    assert client.get(PLAN + "udgaver/2/index.json")["Location"] == PLAN + "index.json"
    assert "Unge \\* først." in client.get(PLAN + "index.md").content.decode()


def test_days_have_theirs(client, history):  # noqa: F811
    plan = client.get(PLAN + "pr/2026-05-09/index.json").json()
    assert (plan["edition"], plan["url"]) == (1, PLAN + "pr/2026-05-09/")
    element = client.get(PLAN + "vores-unge/pr/2026-05-09/index.json").json()
    assert (element["title"], element["url"]) == ("Vores børn", PLAN + "vores-boern/pr/2026-05-09/")
    assert "# Vores børn" in client.get(PLAN + "vores-boern/pr/2026-05-09/index.md").content.decode()
    for address in ("pr/2026-05-25/", "vores-boern/pr/2026-05-01/", "pr/9999-01-01/", "pr/x/"):
        for name in ("index.json", "index.md"):
            assert client.get(PLAN + address + name).status_code == 404


def test_an_older_address_leads_to_the_new_one(client, second):
    response = client.get(PLAN + "vores-boern/index.md")
    assert (response.status_code, response["Location"]) == (301, PLAN + "vores-unge/index.md")


def test_a_dropped_element_is_what_it_last_was(client, plan, published, editor):
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Vores børn").pk, by=editor)
    publish(plan=plan, by=editor, nature="adopted")
    found = client.get(PLAN + "vores-boern/index.json").json()
    assert (found["edition"], found["paragraphs"], found["is_current"]) == (1, ["Børn først."], False)
    assert "status" not in found
    told = client.get(PLAN + "vores-boern/index.md").content.decode()
    assert "- Udgået: stod senest i udgave 1.\n" in told


def test_a_day_is_told_by_danish_clocks(client, history):  # noqa: F811
    assert "1. juni 2026" in client.get(PLAN + "index.md").content.decode()
    assert "1. juni 2026" in words_of(client.get(PLAN + "index.pdf").content)


def test_a_day_tells_the_relations_of_that_day(client, plan, editor):
    other = make_plan(element("goal", "Stier"), municipality=plan.municipality, slug="naturplan", by=editor)
    ends = plan.elements.get(title="Vores vækst").identity, other.elements.get(title="Stier").identity
    relate(source=ends[0], target=ends[1], kind="supports", by=editor)
    publish(plan=plan, by=editor, nature="adopted", at=at("2026-05-03 12:00"))
    publish(plan=other, by=editor, nature="adopted", at=at("2026-05-05 12:00"))
    tree.delete(plan_id=other.pk, element_id=other.elements.get(title="Stier").pk, by=editor)
    publish(plan=other, by=editor, nature="adopted", at=at("2026-05-07 12:00"))

    def urls(day):
        found = client.get(f"{PLAN}{NOW}pr/{day}/index.json").json()["relations"]
        return [each["url"] for each in found]

    assert urls("2026-05-04") == []
    assert urls("2026-05-06") == ["/herning/naturplan/stier/"]
    assert urls("2026-05-07") == []


def test_what_is_not_there_is_said_in_the_form_that_was_asked_for(client, plan, history, editor):  # noqa: F811
    def answer(address):
        response = client.get(PLAN + address)
        return response.status_code, response.json()["detail"], response["Access-Control-Allow-Origin"]

    assert answer("findes-ikke/index.json") == (404, "Not found.", "*")
    assert answer("pr/2030-01-01/index.json") == (404, "Nothing was public.", "*")
    assert answer("pr/2026-05-25/index.json") == (404, "Nothing was public.", "*")
    withdraw(plan=plan, by=editor)
    assert answer("index.json") == (410, "Withdrawn.", "*")


def test_what_is_not_public_has_none(client, plan, published, editor):
    assert client.get(PLAN + "findes-ikke/index.json").status_code == 404
    assert client.get("/herning/findes-ikke/index.md").status_code == 404
    withdraw(plan=plan, by=editor)
    assert client.get(PLAN + "index.json").status_code == 410


def test_pages_say_where_their_twins_are(client, history):  # noqa: F811
    for address in ("/herning/", PLAN, PLAN + NOW, PLAN + "udgaver/1/", PLAN + "pr/2026-05-09/", PLAN + NOW + "pr/2026-05-09/"):  # fmt: skip
        html = client.get(address).content.decode()
        for kind, name in (("application/json", "index.json"), ("text/markdown", "index.md")):
            assert f'<link rel="alternate" type="{kind}" href="{address}{name}">' in html
            assert client.get(address + name).status_code == 200


def test_any_page_may_fetch_them(client, published):
    for name in ("index.json", "index.md"):
        response = client.get(PLAN + name)
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Vary"] == "Accept-Encoding"


def test_days_are_answered_in_four_queries_and_not_kept(client, history, django_assert_max_num_queries):  # noqa: F811
    before = page_cache.store.bytes
    for name in ("index.json", "index.md"):
        for about in ("", "vores-boern/"):
            with django_assert_max_num_queries(4):
                assert client.get(f"{PLAN}{about}pr/2026-05-09/{name}").status_code == 200
    assert page_cache.store.bytes == before
