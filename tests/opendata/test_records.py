"""Decisions and rounds as the API tells them, word for word."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.decisions.models import DecisionElement
from apps.decisions.operations.weigh import Weight, weigh
from apps.followup.operations.report import Report, report
from apps.followup.operations.rounds import close_round, open_round
from apps.followup.status import Status
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from tests.factories import CommitteeFactory, element, make_plan
from tests.factories.decisions import decide, final

DECISIONS = "/api/v1/municipalities/herning/decisions/"
ROUNDS = "/api/v1/municipalities/herning/rounds/"


@pytest.fixture
def plan(herning, editor):
    plan = make_plan(
        element("foundation", "Fundament", element("value", "Mod"), element("value", "Tillid")),
        element("focus_area", "Skolen", element("goal", "Bedre skole")),
        municipality=herning,
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.fixture
def named(plan):
    return lambda title: plan.elements.select_related("identity").get(title=title).identity


@pytest.fixture
def council(herning):
    return CommitteeFactory(municipality=herning, name="Byrådet")


def test_a_decision_is_told_with_what_it_is_about_and_how_it_pulls(client, council, named, editor):
    decision = decide(council, "Ny skole", case_number="24/17", outcome="adopted_changed", text="Internt nej")
    DecisionElement.objects.create(decision=decision, identity=named("Bedre skole"), relation="amends")
    final(decision, (named("Mod"), -2), (named("Tillid"), None))
    weigh(decision=decision, weights=[Weight(named("Mod").pk, 2, "Kladde")], by=editor, is_final=False)
    plain = decide(council, "Lukket gård", outcome="noted", on=date(2026, 1, 5))
    decide(council, "Hemmelig", is_public=False)
    assert client.get(DECISIONS).json() == {
        "results": [
            {
                "id": str(decision.uid),
                "title": "Ny skole",
                "is_example": False,
                "decided_on": "2026-03-02",
                "committee": "Byrådet",
                "case_number": "24/17",
                "outcome": "adopted_changed",
                "elements": [{"id": str(named("Bedre skole").uid), "relation": "amends"}],
                "values": [
                    {"id": str(named("Mod").uid), "effect": -2, "reason": "Derfor -2"},
                    {"id": str(named("Tillid").uid), "effect": None, "reason": "Derfor None"},
                ],
                "url": f"/herning/beslutninger/{decision.uid}/",
            },
            {
                "id": str(plain.uid),
                "title": "Lukket gård",
                "is_example": False,
                "decided_on": "2026-01-05",
                "committee": "Byrådet",
                "case_number": None,
                "outcome": "noted",
                "elements": [],
                "values": [],
                "url": f"/herning/beslutninger/{plain.uid}/",
            },
        ],
        "next": None,
    }


def test_a_long_list_is_read_page_by_page_and_every_decision_once(client, plan, council, settings):
    settings.API_PAGE_SIZE = 2
    for number in range(5):
        decide(council, f"Nr. {number}", on=date(2026, 3, 20 - number))
        decide(council, f"Intern {number}", is_public=False)
    address, pages = DECISIONS, []
    while address:
        answer = client.get(address).json()
        pages.append([row["title"] for row in answer["results"]])
        address = answer["next"]
    assert pages == [["Nr. 0", "Nr. 1"], ["Nr. 2", "Nr. 3"], ["Nr. 4"]]


@pytest.mark.parametrize("cursor", ["x", "-1", "²", "1.5", "", "9" * 19, "9" * 40, "1 "])
def test_what_is_no_cursor_is_not_found(cursor, client, plan):
    answer = client.get(DECISIONS, {"cursor": cursor})
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not found."})


def test_a_cursor_past_the_end_finds_nothing(client, plan, council):
    decide(council)
    assert client.get(DECISIONS, {"cursor": "9223372036854775807"}).json() == {"results": [], "next": None}


@pytest.mark.parametrize("path", ["decisions/", "rounds/", "rounds/1/"])
def test_a_municipality_that_is_not_public_has_nothing(path, client, randers):
    decide(CommitteeFactory(municipality=randers))
    assert client.get(f"/api/v1/municipalities/randers/{path}").status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_decisions_take_the_same_queries_at_any_size(size, client, council, named, django_assert_num_queries):
    for number in range(size):
        final(decide(council, f"Nr. {number}", named("Bedre skole")), (named("Mod"), 1))
    with django_assert_num_queries(4):
        assert len(client.get(DECISIONS).json()["results"]) == size


def counts(**numbers):
    return {
        **{status.value: numbers.pop(status.value, 0) for status in Status},
        "not_followed_up": 0,
        "overdue": 0,
        **numbers,
    }


@pytest.fixture
def opened(herning, plan, editor):
    return open_round(
        municipality=herning,
        title="Forår",
        plans=[plan],
        by=editor,
        opened_on=date(2024, 1, 2),
        deadline=date(2024, 2, 1),
    )


def head(**fields):
    return {
        "number": 1,
        "title": "Forår",
        "is_example": False,
        "opened_on": "2024-01-02",
        "deadline": "2024-02-01",
        "closed_on": None,
        "url": "/herning/opfoelgning/1/",
        **fields,
    }


def test_an_open_round_tells_what_is_reported_and_what_is_missing(client, opened, named, editor):
    on = date(2024, 1, 15)
    said = [
        Report(named("Bedre skole").pk, "on_track", "Godt i gang"),
        Report(named("Skolen").pk, "completed", "Hemmeligt", is_public=False),
    ]
    report(reports=said, by=editor, round=opened, on=on)
    told = counts(on_track=1, not_followed_up=1, overdue=1)
    assert client.get(ROUNDS).json() == {"results": [head(counts=told)], "next": None}
    assert client.get(f"{ROUNDS}1/").json() == {
        **head(counts=told),
        "statuses": [
            {
                "id": str(named("Bedre skole").uid),
                "status": "on_track",
                "text": "Godt i gang",
                "on": "2024-01-15",
                "unchanged": False,
            }
        ],
        "missing": [str(named("Skolen").uid)],
    }


def test_a_closed_round_stays_as_it_was_closed(client, opened, named, editor):
    report(
        reports=[Report(named("Bedre skole").pk, "on_track")], by=editor, round=opened, on=date(2024, 1, 15)
    )
    close_round(round=opened, by=editor, on=date(2024, 1, 20))
    report(reports=[Report(named("Bedre skole").pk, "completed")], by=editor, on=date(2024, 1, 21))
    answer = client.get(f"{ROUNDS}1/").json()
    assert (answer["closed_on"], answer["counts"]) == ("2024-01-20", counts(on_track=1, not_followed_up=1))
    assert [row["status"] for row in answer["statuses"]] == ["on_track"]


def test_nothing_is_overdue_before_the_deadline_and_the_newest_round_comes_first(
    client, herning, plan, opened, editor
):
    close_round(round=opened, by=editor, on=date(2024, 1, 20))
    tomorrow = timezone.localdate() + timedelta(days=1)
    open_round(municipality=herning, title="Nu", plans=[plan], by=editor, deadline=tomorrow)
    found = client.get(ROUNDS).json()["results"]
    assert [(row["number"], row["counts"]) for row in found] == [
        (2, counts(not_followed_up=2)),
        (1, counts(not_followed_up=2)),
    ]


def test_a_round_says_nothing_of_a_plan_that_was_withdrawn(client, opened, named, plan, editor):
    report(
        reports=[Report(named("Bedre skole").pk, "completed", "Ord")],
        by=editor,
        round=opened,
        on=date(2024, 1, 15),
    )
    withdraw(plan=plan, by=editor)
    assert client.get(f"{ROUNDS}1/").json() == {**head(counts=counts()), "statuses": [], "missing": []}


@pytest.mark.parametrize("number", ["2", "0", "99999999999999999999999999", "x"])
def test_a_round_that_is_not_there_is_not_found(number, client, opened):
    answer = client.get(f"{ROUNDS}{number}/")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not found."})
