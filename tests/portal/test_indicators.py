"""The public pages of indicators: what is shown, what is fetched, and what nobody may see."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import page_cache
from apps.indicators.models import Indicator, IndicatorElement
from apps.indicators.operations.record import Figure, record
from apps.indicators.spreadsheets import as_csv
from apps.indicators.spreadsheets import read as read_spreadsheet
from apps.publishing.operations.withdraw import withdraw
from tests.factories import CommitteeFactory
from tests.factories.indicators import IndicatorFactory

LIST = "/herning/indikatorer/"


@pytest.fixture
def indicator(herning, published):
    row = IndicatorFactory(
        municipality=herning,
        title="Ledige <b>",
        direction="down",
        owner=CommitteeFactory(municipality=herning, name="Jobudvalget"),
        source="Jobcentret",
        method="Vi tæller.\nHvert år.",
        limits="Ikke de syge.",
        measured={2023: "6", 2024: "5.6"},
        aimed_at={2029: "4"},
    )
    growth = published.plan.elements.get(title="Flere job").identity
    IndicatorElement.objects.create(indicator=row, identity=growth)
    return row


def internal(herning) -> Indicator:
    return IndicatorFactory(municipality=herning, title="Hemmelig", is_public=False, measured={2024: "1"})


def addresses(indicator) -> list[str]:
    return [LIST, LIST + "alle.csv", LIST + "alle.xlsx", f"{LIST}{indicator.uid}/"]


def test_the_list_tells_each_public_indicator_in_a_sentence(read, client, herning, indicator):
    internal(herning)
    IndicatorFactory(municipality=herning, title="Andet")
    words = read(LIST)
    assert (
        "Andet Intet er målt endnu. Der er ikke sat noget måltal. "
        "Ledige &lt;b&gt; 6 % i 2024, bedre end 6 % i 2023. Måltallet er 4 % i 2029. Flere job"
    ) in words
    assert "Hemmelig" not in words
    assert f'href="{LIST}{indicator.uid}/"' in client.get(LIST).content.decode()


def test_a_municipality_without_indicators_says_so(read, published):
    assert "Herning Kommune" in read(LIST)
    assert "alle.csv" not in read(LIST)


def test_an_indicator_tells_its_figures_and_how_it_is_measured(read, indicator):
    words = read(f"{LIST}{indicator.uid}/")
    assert "2023 6 – 2024 6 – 2029 – 4" in words
    for told in ("Vi tæller.", "Ikke de syge.", "Jobudvalget", "Jobcentret", "Flere job", "Ledige &lt;b&gt;"):
        assert told in words


def test_the_picture_is_written_with_points_for_decimals(client, indicator):
    page = client.get(f"{LIST}{indicator.uid}/").content.decode()
    [points] = [line.split('"')[0] for line in page.split('class="measured" points="')[1:]]
    assert [len(pair.split(",")) for pair in points.split()] == [2, 2]
    assert page.count("<circle") == 2


def test_all_public_figures_are_fetched_and_no_others(client, herning, randers, indicator):
    hidden, other = internal(herning), IndicatorFactory(municipality=randers, measured={2024: "1"})
    answer = client.get(LIST + "alle.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="indikatorer-herning.csv"'
    assert answer.content == as_csv([indicator])
    workbook = client.get(LIST + "alle.xlsx")
    assert workbook["Content-Disposition"] == 'attachment; filename="indikatorer-herning.xlsx"'
    ids = [row.cells[0] for row in read_spreadsheet("alle.xlsx", workbook.content)]
    assert ids == [str(indicator.uid)] * 3
    assert str(hidden.uid) not in answer.content.decode()
    assert str(other.uid) not in answer.content.decode()


def test_an_internal_indicator_has_no_page(read, herning, indicator):
    assert "Hemmelig" not in read(f"{LIST}{internal(herning).uid}/", 404)
    read(f"{LIST}{uuid.uuid4()}/", 404)


def test_an_indicator_has_no_page_under_another_municipality(read, randers, indicator):
    read(f"/laesoe/indikatorer/{indicator.uid}/", 404)
    read(f"/randers/indikatorer/{indicator.uid}/", 404)


def test_a_municipality_that_never_published_has_no_indicators(client, herning, plan):
    row = IndicatorFactory(municipality=herning, title="Hemmelig", measured={2024: "1"})
    for address in addresses(row):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert "Hemmelig" not in answer.content.decode()


def test_an_element_of_a_withdrawn_plan_is_no_longer_named(read, herning, published, indicator, editor):
    withdraw(plan=published.plan, by=editor)
    assert "Flere job" not in read(LIST)
    assert "Flere job" not in read(f"{LIST}{indicator.uid}/")


def test_a_figure_that_was_written_down_is_read_at_once(client, read, indicator, editor):
    etags = [client.get(address)["ETag"] for address in addresses(indicator)]
    last = indicator.measurements.get(on__year=2024)
    record(indicator=indicator, figures=[Figure(last.on, last.value + 3)], by=editor)
    assert "9 % i 2024, dårligere end 6 % i 2023" in read(LIST)
    for address, etag in zip(addresses(indicator), etags, strict=True):
        assert client.get(address, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("ending", ["", "alle.csv", "alle.xlsx"])
def test_a_list_costs_the_same_with_one_and_with_three(client, herning, indicator, ending):
    def cost() -> int:
        page_cache.store.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST + ending).status_code == 200
        return len(queries)

    cost()
    before = cost()
    growth = indicator.elements.get().identity
    for _ in range(2):
        another = IndicatorFactory(municipality=herning, measured={2024: "1"}, aimed_at={2030: "2"})
        IndicatorElement.objects.create(indicator=another, identity=growth)
    assert cost() == before
