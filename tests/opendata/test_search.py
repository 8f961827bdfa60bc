"""The API's search: a contract that others read by machine."""

import pytest

from apps.publishing.models import EditionElement
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from tests.factories import element, make_plan

ADDRESS = "/api/v1/search/"


@pytest.fixture
def plan(herning, editor):
    plan = make_plan(
        element("goal", "Flere zebraer", text="Zebraer <b>&</b> giraffer."),
        municipality=herning,
        title="Zebraplan",
        slug="plan",
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


def ask(client, **parameters):
    response = client.get(ADDRESS, parameters)
    return response.status_code, response.json()


def test_a_compound_that_stands_nowhere_is_not_found_and_its_part_is_suggested(client, plan):
    status, answer = ask(client, q="zebraskole")
    assert (status, answer["total"], answer["results"], answer["suggestion"]) == (200, 0, [], "zebra")
    assert ask(client, q="zebrablørp")[1]["suggestion"] is None


def test_a_search_answers_with_what_was_found_best_first(client, plan):
    root, goal = EditionElement.objects.filter(edition__plan=plan).order_by("position")
    assert ask(client, q="zebra") == (
        200,
        {
            "query": "zebra",
            "total": 2,
            "total_is_capped": False,
            "suggestion": None,
            "results": [
                {
                    "id": str(goal.identity.uid),
                    "title": "Flere zebraer",
                    "kind": "goal",
                    "municipality": "herning",
                    "is_example": False,
                    "plan": "plan",
                    "url": "/herning/plan/flere-zebraer/",
                    "snippet": goal.text,
                },
                {
                    "id": str(root.identity.uid),
                    "title": "Zebraplan",
                    "kind": "document",
                    "municipality": "herning",
                    "is_example": False,
                    "plan": "plan",
                    "url": "/herning/plan/",
                    "snippet": "",
                },
            ],
        },
    )


def test_a_misspelt_word_is_answered_with_what_may_have_been_meant(client, plan):
    assert ask(client, q="zebraplna")[1]["suggestion"] == "zebraplan"
    assert ask(client, q="zebraplan")[1]["suggestion"] is None


def test_what_is_found_can_be_narrowed_down(client, plan):
    for parameters in (
        {"municipality": "herning"},
        {"plan": "plan"},
        {"municipality": "herning", "plan": "plan"},
    ):
        assert ask(client, q="zebra", **parameters)[1]["total"] == 2
    assert [hit["kind"] for hit in ask(client, q="zebra", kind="document")[1]["results"]] == ["document"]
    found = ask(client, q="zebra", limit=1)[1]
    assert (found["total"], len(found["results"])) == (2, 1)


@pytest.mark.parametrize(
    "parameters",
    [{"limit": "0"}, {"limit": "101"}, {"limit": "x"}, {"kind": "nothing"}, {"municipality": "a b"}],
)
def test_parameters_that_cannot_be_are_bad_requests(client, plan, parameters):
    assert ask(client, q="zebra", **parameters) == (400, {"detail": "Bad request."})


@pytest.mark.parametrize(
    "parameters",
    [{"municipality": "nowhere"}, {"plan": "nothing"}, {"municipality": "herning", "plan": "oeplanen"}],
)
def test_municipalities_and_plans_that_citizens_do_not_have_are_not_found(client, plan, parameters):
    assert ask(client, q="zebra", **parameters) == (404, {"detail": "Not found."})


def test_no_query_finds_nothing_and_a_withdrawn_plan_is_not_found(client, plan, editor):
    assert ask(client)[1]["total"] == 0
    withdraw(plan=plan, by=editor)
    assert ask(client, q="zebra")[1]["total"] == 0


@pytest.mark.parametrize("typed", ["a" * 10_000, '"(((', "' OR 1=1 --", "<script>", "…", "\ud800"])
def test_any_text_is_a_query(client, plan, typed):
    status, document = ask(client, q=typed.encode("utf-8", "surrogatepass"))
    assert status in (200, 400)
    assert document.get("total", 0) == 0
