"""The API as others read it."""

from datetime import date
from unittest.mock import patch

import pytest
from django.test import Client

from apps.municipalities.models import Municipality
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies.models import ElementIdentity, Topic
from tests.factories import MunicipalityFactory, element, make_plan, once_public


@pytest.fixture
def plan(herning, editor):
    plan = make_plan(
        element(
            "section",
            "Vores fokusområder",
            element("focus_area", "Vores vækst", element("vision", "Vi vil gro"), text="Første.\nAndet æøå."),
            element("focus_area", "Vores natur"),
        ),
        element("section", "Sådan arbejder vi"),
        municipality=herning,
        title="Vores plan",
        lead="Indledende ord.",
        start_year=2022,
        end_year=2026,
        adopted_on=date(2021, 11, 16),
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.mark.without_bystander("all municipalities of the API")
def test_the_list_names_every_municipality_in_order(client, herning, randers):
    once_public(herning)
    once_public(randers)
    MunicipalityFactory(name="Vejle Kommune")
    Municipality.objects.filter(pk=randers.pk).update(is_example=True)
    response = client.get("/api/v1/municipalities/")
    assert response["Content-Type"] == "application/json"
    assert response.json() == {
        "results": [
            {
                "slug": "herning",
                "name": "Herning Kommune",
                "code": "657",
                "url": "/herning/",
                "is_example": False,
            },
            {
                "slug": "randers",
                "name": "Randers Kommune",
                "code": "730",
                "url": "/randers/",
                "is_example": True,
            },
        ]
    }


def test_a_municipality_lists_its_published_plans_only(client, herning, plan):
    make_plan(municipality=herning, title="Kladde")
    assert client.get("/api/v1/municipalities/herning/").json() == {
        "slug": "herning",
        "name": "Herning Kommune",
        "code": "657",
        "url": "/herning/",
        "is_example": False,
        "plans": [
            {
                "slug": "vores-plan",
                "title": "Vores plan",
                "level": "council_strategy",
                "url": "/herning/vores-plan/",
            }
        ],
    }


def node(kind, title, slug, *children, paragraphs=()):
    """An element of which nothing is recorded, as the API tells it."""
    return {
        "id": str(ElementIdentity.objects.get(element__title=title).uid),
        "kind": kind,
        "title": title,
        "url": f"/herning/vores-plan/{slug}/",
        "paragraphs": list(paragraphs),
        "responsible": None,
        "partners": [],
        "contact": None,
        "start": None,
        "end": None,
        "is_continuous": False,
        "sources": [],
        "repairs": [],
        "topics": [],
        "status": None,
        "relations": [],
        "children": list(children),
    }


def test_a_plan_is_a_tree_of_its_elements_without_the_root(client, plan):
    assert client.get("/api/v1/plans/herning/vores-plan/").json() == {
        "slug": "vores-plan",
        "title": "Vores plan",
        "municipality": "herning",
        "is_example": False,
        "level": "council_strategy",
        "period": {"start": 2022, "end": 2026},
        "adopted_on": "2021-11-16",
        "edition": 1,
        "url": "/herning/vores-plan/",
        "paragraphs": ["Indledende ord."],
        "relations": [],
        "elements": [
            node(
                "section",
                "Vores fokusområder",
                "vores-fokusomraader",
                node(
                    "focus_area",
                    "Vores vækst",
                    "vores-vaekst",
                    node("vision", "Vi vil gro", "vi-vil-gro"),
                    paragraphs=["Første.", "Andet æøå."],
                ),
                node("focus_area", "Vores natur", "vores-natur"),
            ),
            node("section", "Sådan arbejder vi", "saadan-arbejder-vi"),
        ],
    }


def test_danish_letters_are_sent_as_themselves(client, plan):
    assert "Andet æøå." in client.get("/api/v1/plans/herning/vores-plan/").content.decode()


def test_what_a_plan_does_not_state_is_null(client, herning, editor):
    publish(plan=make_plan(municipality=herning, slug="tom"), by=editor, nature="adopted")
    document = client.get("/api/v1/plans/herning/tom/").json()
    assert (document["period"], document["adopted_on"]) == ({"start": None, "end": None}, None)
    assert (document["paragraphs"], document["elements"]) == ([], [])


@pytest.mark.parametrize("size", [1, 3])
def test_a_plan_takes_seven_queries_at_any_size(size, client, herning, editor, django_assert_num_queries):
    areas = [element("focus_area", f"Område {n}", element("goal", "Mål")) for n in range(size)]
    publish(plan=make_plan(*areas, municipality=herning, slug="plan"), by=editor, nature="adopted")
    with django_assert_num_queries(7):
        client.get("/api/v1/plans/herning/plan/")


@pytest.mark.parametrize("size", [1, 3])
def test_a_municipality_takes_two_queries_with_any_number_of_plans(
    size, client, herning, editor, django_assert_num_queries
):
    for number in range(size):
        publish(plan=make_plan(municipality=herning, slug=f"plan-{number}"), by=editor, nature="adopted")
    with django_assert_num_queries(2):
        assert len(client.get("/api/v1/municipalities/herning/").json()["plans"]) == size


def test_unpublished_withdrawn_and_absent_plans_cannot_be_told_apart(client, herning, plan, editor):
    make_plan(municipality=herning, slug="kladde")
    withdraw(plan=plan, by=editor, public_note="Fejl.")
    answers = [
        client.get(f"/api/v1/plans/herning/{slug}/") for slug in ("kladde", "vores-plan", "findes-ikke")
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {
        (404, b'{"detail": "Not found."}')
    }


@pytest.mark.parametrize(
    "path",
    ["", "plans/", "plans/herning/", "municipalities/ukendt/", "plans/ukendt/plan/", "nyt/", "plans/a/b/c/"],
)
def test_addresses_that_do_not_exist_are_answered_as_json(path, client, db):
    response = client.get(f"/api/v1/{path}")
    assert (response.status_code, response.json()) == (404, {"detail": "Not found."})


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(method, plan):
    response = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/plans/herning/vores-plan/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert response.json() == {"detail": "Method not allowed."}


def test_head_says_what_get_would(client, plan):
    head = client.head("/api/v1/plans/herning/vores-plan/")
    assert (head.status_code, head.content, head["Content-Type"]) == (200, b"", "application/json")


def test_any_page_may_fetch_it_and_no_cookie_is_set(client, plan):
    response = client.get("/api/v1/plans/herning/vores-plan/")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("path", ["municipalities/", "municipalities/herning/", "plans/herning/vores-plan/"])
def test_it_is_sent_again_only_after_a_publication(path, client, plan, editor):
    first = client.get(f"/api/v1/{path}")
    again = client.get(f"/api/v1/{path}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")
    publish(plan=plan, by=editor, nature="editorial")
    assert client.get(f"/api/v1/{path}", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["municipalities/?a=%00", "municipalities/?a=%ff", "municipalities/%00/"])
def test_what_cannot_be_read_is_refused_as_json(path, client, db):
    response = client.get(f"/api/v1/{path}")
    assert (response.status_code, response.json()) == (400, {"detail": "Bad request."})


def test_an_error_of_ours_is_told_as_json(plan):
    client = Client(raise_request_exception=False)
    with patch("apps.opendata.views.documents.plan", side_effect=RuntimeError("hemmelig")):
        response = client.get("/api/v1/plans/herning/vores-plan/")
    assert (response.status_code, response.json()) == (500, {"detail": "Server error."})


def test_an_element_names_its_topics_as_they_were_published(client, plan, editor):
    topics = [Topic.objects.create(name=name, slug=name.lower()) for name in ("Natur", "Klima")]
    ElementIdentity.objects.get(element__title="Vores natur").topics.set(topics)
    publish(plan=plan, by=editor, nature="editorial")
    ElementIdentity.objects.get(element__title="Vores natur").topics.clear()
    [areas, _how] = client.get("/api/v1/plans/herning/vores-plan/").json()["elements"]
    assert {child["title"]: child["topics"] for child in areas["children"]} == {
        "Vores vækst": [],
        "Vores natur": ["klima", "natur"],
    }
