"""The API of indicators: exact documents, pages by cursor, and nothing that is not public."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import page_cache
from apps.indicators.models import IndicatorElement
from apps.publishing.operations.publish import publish
from tests.factories import element, make_plan, once_public
from tests.factories.indicators import IndicatorFactory

LIST = "/api/v1/municipalities/herning/indicators/"
NOT_FOUND = {"detail": "Not found."}


@pytest.fixture
def plan(herning, editor):
    plan = make_plan(element("goal", "Rent vand"), municipality=herning, by=editor)
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.fixture
def indicator(herning, plan):
    row = IndicatorFactory(
        municipality=herning,
        title="Søer med klart vand",
        unit="søer",
        baseline=Decimal("10.50"),
        baseline_on=date(2020, 1, 1),
        source="Miljøportalen",
        method="Intern metode",
        measured={2023: "1234.500000"},
        aimed_at={2030: "0", 2026: "-2.5"},
    )
    row.measurements.create(on=date(2024, 12, 31), missing_reason="Is", source="Kommunen")
    IndicatorElement.objects.create(indicator=row, identity=plan.elements.get(title="Rent vand").identity)
    return row


def test_an_indicator_is_told_with_its_figures_as_decimal_strings(client, plan, indicator):
    answer = client.get(f"/api/v1/indicators/{indicator.uid}/")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json() == {
        "id": str(indicator.uid),
        "title": "Søer med klart vand",
        "is_example": False,
        "unit": "søer",
        "direction": "up",
        "frequency": "yearly",
        "baseline": "10.5",
        "baseline_on": "2020-01-01",
        "targets": [{"on": "2026-12-31", "value": "-2.5"}, {"on": "2030-12-31", "value": "0"}],
        "measurements": [
            {"on": "2023-12-31", "value": "1234.5", "source": "Miljøportalen", "missing": None},
            {"on": "2024-12-31", "value": None, "source": "Kommunen", "missing": "Is"},
        ],
        "elements": [str(plan.elements.get(title="Rent vand").identity.uid)],
        "url": f"/herning/indikatorer/{indicator.uid}/",
    }


def test_what_is_not_known_of_an_indicator_is_null(client, herning, plan):
    row = IndicatorFactory(municipality=herning, title="Ny", measured={2024: "1"})
    assert client.get(LIST).json() == {
        "results": [
            {
                "id": str(row.uid),
                "title": "Ny",
                "is_example": False,
                "unit": "%",
                "direction": "up",
                "frequency": "yearly",
                "baseline": None,
                "baseline_on": None,
                "targets": [],
                "measurements": [{"on": "2024-12-31", "value": "1", "source": None, "missing": None}],
                "elements": [],
                "url": f"/herning/indikatorer/{row.uid}/",
            }
        ],
        "next": None,
    }


def test_a_cursor_leads_through_all_pages_without_losing_any(client, settings, herning, randers, plan):
    settings.API_PAGE_SIZE = 2
    rows = []
    for title in "edcba":
        rows.append(IndicatorFactory(municipality=herning, title=title))
        IndicatorFactory(municipality=herning, title=f"Intern {title}", is_public=False)
        IndicatorFactory(municipality=randers)
    pages, address = [], LIST
    while address:
        answer = client.get(address).json()
        pages.append([each["title"] for each in answer["results"]])
        address = answer["next"]
    assert pages == [["e", "d"], ["c", "b"], ["a"]]
    assert client.get(LIST).json()["next"] == f"{LIST}?cursor={rows[1].pk}"


def test_a_full_last_page_leads_nowhere(client, settings, herning, plan):
    settings.API_PAGE_SIZE = 2
    for _ in range(2):
        IndicatorFactory(municipality=herning)
    answer = client.get(LIST).json()
    assert (len(answer["results"]), answer["next"]) == (2, None)


def test_what_stands_at_the_cursor_may_be_deleted_meanwhile(client, settings, herning, plan):
    settings.API_PAGE_SIZE = 1
    first, second = IndicatorFactory(municipality=herning), IndicatorFactory(municipality=herning)
    address = client.get(LIST).json()["next"]
    first.delete()
    assert [each["id"] for each in client.get(address).json()["results"]] == [str(second.uid)]


@pytest.mark.parametrize("cursor", ["", "-1", "x", "1.5", "١", "9" * 19, "9" * 40, "0x1", "+1", "%20"])
def test_what_is_no_cursor_is_not_found(client, indicator, cursor):
    answer = client.get(f"{LIST}?cursor={cursor}")
    assert (answer.status_code, answer.json()) == (404, NOT_FOUND)


def test_a_cursor_past_the_end_finds_nothing(client, indicator):
    assert client.get(f"{LIST}?cursor={indicator.pk}").json() == {"results": [], "next": None}


def test_an_internal_indicator_is_not_found(client, herning, plan):
    row = IndicatorFactory(municipality=herning, is_public=False)
    answer = client.get(f"/api/v1/indicators/{row.uid}/")
    assert (answer.status_code, answer.json()) == (404, NOT_FOUND)
    assert client.get(LIST).json() == {"results": [], "next": None}
    assert client.get(f"/api/v1/indicators/{uuid.uuid4()}/").status_code == 404


def test_a_municipality_that_never_published_tells_none_of_its_indicators(client, herning):
    row = IndicatorFactory(municipality=herning)
    make_plan(municipality=herning)
    for address in (LIST, f"/api/v1/indicators/{row.uid}/"):
        answer = client.get(address)
        assert (answer.status_code, answer.json()) == (404, NOT_FOUND)


def test_an_element_of_a_withdrawn_plan_is_not_told(client, randers):
    row = IndicatorFactory(municipality=randers)
    once_public(randers)
    identity = randers.plans.get().elements.get(title="Forbi", kind="goal").identity
    IndicatorElement.objects.create(indicator=row, identity=identity)
    assert client.get(f"/api/v1/indicators/{row.uid}/").json()["elements"] == []


def test_the_list_costs_the_same_with_one_and_with_three(client, herning, plan, indicator):
    def cost() -> int:
        page_cache.store.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    before = cost()
    identity = indicator.elements.get().identity
    for _ in range(2):
        another = IndicatorFactory(municipality=herning, measured={2024: "1"}, aimed_at={2030: "2"})
        IndicatorElement.objects.create(indicator=another, identity=identity)
    assert cost() == before
