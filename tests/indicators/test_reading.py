"""Indicators as citizens read them: public ones only, tied to what is published now, in few queries."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.indicators.models import IndicatorElement
from apps.indicators.reading import TiedElement, public_indicators, sheets, sheets_of
from apps.indicators.trend import Movement, Point
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from apps.strategies.models import Element
from tests.factories import element, make_plan
from tests.factories.indicators import IndicatorFactory


@pytest.fixture
def plan(herning, editor):
    plan = make_plan(
        element("goal", "Mere skov"), element("goal", "Rent vand"), municipality=herning, title="Planen"
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


def tie(indicator, plan, title, role="outcome"):
    identity = Element.objects.get(plan=plan, title=title).identity
    return IndicatorElement.objects.create(indicator=indicator, identity=identity, role=role)


def tied(indicator) -> list[TiedElement]:
    return sheets([indicator])[0].elements


def as_published(plan, title, slug, role="outcome") -> TiedElement:
    uid = Element.objects.get(plan=plan, title=title).identity.uid
    return TiedElement(uid, role, "goal", title, slug, "Planen", "planen")


def test_only_public_indicators_of_the_municipality_are_read(herning, randers):
    shown = [IndicatorFactory(municipality=herning, title=title) for title in ("B", "A")]
    IndicatorFactory(municipality=herning, title="Intern", is_public=False)
    IndicatorFactory(municipality=randers)
    assert list(public_indicators(herning).order_by("title")) == [shown[1], shown[0]]


def test_figures_come_in_order_of_time_without_the_missing_ones(herning):
    row = IndicatorFactory(
        municipality=herning,
        baseline=Decimal(0),
        baseline_on=date(2020, 1, 1),
        measured={2024: "2", 2022: "1"},
        aimed_at={2030: "9", 2026: "5"},
    )
    row.measurements.create(on=date(2023, 12, 31), missing_reason="Sygdom")
    [sheet] = sheets(public_indicators(herning))
    assert [found.on.year for found in sheet.measurements] == [2022, 2023, 2024]
    assert sheet.measured == [Point(date(2022, 12, 31), Decimal(1)), Point(date(2024, 12, 31), Decimal(2))]
    assert sheet.aimed_at == [Point(date(2026, 12, 31), Decimal(5)), Point(date(2030, 12, 31), Decimal(9))]
    assert sheet.baseline == Point(date(2020, 1, 1), Decimal(0))
    assert (sheet.trend.movement, sheet.trend.since) == (Movement.BETTER, sheet.measured[0])


def test_elements_are_told_as_they_were_published(herning, plan):
    row, other = (IndicatorFactory(municipality=herning) for _ in range(2))
    tie(row, plan, "Rent vand", role="output")
    tie(row, plan, "Mere skov")
    tie(other, plan, "Mere skov", role="output")
    expected = [
        as_published(plan, "Mere skov", "mere-skov"),
        as_published(plan, "Rent vand", "rent-vand", role="output"),
    ]
    assert tied(row) == expected
    assert [sheet.elements for sheet in sheets([row, other])] == [
        expected,
        [as_published(plan, "Mere skov", "mere-skov", role="output")],
    ]


def test_words_of_the_draft_are_not_told(herning, plan):
    row = IndicatorFactory(municipality=herning)
    tie(row, plan, "Rent vand")
    expected = [as_published(plan, "Rent vand", "rent-vand")]
    Element.objects.filter(plan=plan, title="Rent vand").update(title="Hemmelig kladde")
    assert tied(row) == expected


def test_an_element_that_is_not_published_yet_is_not_told(herning, plan, editor):
    row = IndicatorFactory(municipality=herning)
    draft = make_plan(element("goal", "Kladde"), municipality=herning, title="Kladden")
    tie(row, draft, "Kladde")
    assert tied(row) == []


def test_an_element_that_is_gone_from_the_current_edition_comes_last_and_is_marked(herning, plan, editor):
    row = IndicatorFactory(municipality=herning)
    tie(row, plan, "Rent vand")
    gone = Element.objects.get(plan=plan, title="Rent vand")
    tree.delete(element_id=gone.pk, plan_id=plan.pk, by=editor)
    assert [found.title for found in tied(row)] == ["Rent vand"]
    tie(row, plan, "Mere skov")
    publish(plan=plan, by=editor, nature="adopted")
    told = [(found.title, found.slug, found.is_dropped) for found in tied(row)]
    assert told == [("Mere skov", "mere-skov", False), ("Rent vand", "rent-vand", True)]


def test_elements_of_a_withdrawn_plan_are_not_told(herning, plan, editor):
    row = IndicatorFactory(municipality=herning)
    tie(row, plan, "Rent vand")
    withdraw(plan=plan, by=editor)
    assert tied(row) == []


def test_an_element_tells_its_public_indicators_by_name(herning, plan):
    identity = Element.objects.get(plan=plan, title="Rent vand").identity
    for title, is_public in (("B", True), ("A", True), ("Intern", False)):
        tie(IndicatorFactory(municipality=herning, title=title, is_public=is_public), plan, "Rent vand")
    tie(IndicatorFactory(municipality=herning, title="Anden"), plan, "Mere skov")
    assert [sheet.indicator.title for sheet in sheets_of(identity.pk)] == ["A", "B"]


@pytest.mark.parametrize("number", [1, 3])
def test_all_is_read_in_five_queries_however_much_there_is(herning, plan, number):
    for _ in range(number):
        row = IndicatorFactory(municipality=herning, measured={2023: "1", 2024: "2"}, aimed_at={2030: "3"})
        tie(row, plan, "Rent vand")
    with CaptureQueriesContext(connection) as queries:
        found = sheets(public_indicators(herning))
        assert [(len(sheet.measurements), sheet.indicator.owner) for sheet in found] == [(2, None)] * number
        assert [len(sheet.elements) for sheet in found] == [1] * number
    assert len(queries) == 5
