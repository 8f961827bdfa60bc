"""What was done to indicators, as the feed of who did what tells it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.indicators.feed import entries
from apps.indicators.models import Measurement
from apps.indicators.operations.record import Figure, record
from apps.municipalities.feed import Scope
from tests.factories.indicators import IndicatorFactory


def scope(municipality, *, with_people=True, before=None, limit=20) -> Scope:
    return Scope(municipality, [], with_people, before or timezone.now() + timedelta(days=1), limit)


def told(municipality, **wanted) -> list[tuple]:
    found = sorted(entries(scope(municipality, **wanted)), key=lambda entry: entry.at)
    return [(entry.by, entry.words) for entry in found]


@pytest.fixture
def indicator(herning):
    return IndicatorFactory(municipality=herning, title="Ledige")


def test_an_indicator_and_its_figures_are_told_with_who_did_it(indicator, herning, editor):
    indicator._history_user = editor
    indicator.title = "Arbejdsløse"
    indicator.save()
    record(indicator=indicator, figures=[Figure(timezone.localdate(), Decimal(1))], by=editor)
    assert told(herning) == [
        (None, "oprettede indikatoren ”Ledige”"),
        (editor, "ændrede indikatoren ”Arbejdsløse”"),
        (editor, "skrev et tal for ”Arbejdsløse”"),
    ]


def test_a_deleted_indicator_is_told_and_its_figures_no_longer(indicator, herning, editor):
    Measurement.objects.create(indicator=indicator, on=timezone.localdate(), value=1)
    indicator._history_user = editor
    indicator.delete()
    assert told(herning) == [
        (None, "oprettede indikatoren ”Ledige”"),
        (editor, "slettede indikatoren ”Ledige”"),
    ]


def test_another_municipality_is_told_nothing_of_it(indicator, randers):
    Measurement.objects.create(indicator=indicator, on=timezone.localdate(), value=1)
    assert told(randers) == []


def test_the_feed_of_one_plan_tells_nothing_of_indicators(indicator, herning):
    assert told(herning, with_people=False) == []


def test_only_what_happened_before_the_moment_is_told_and_no_more_than_wanted(indicator, herning):
    for title in ("B", "C"):
        IndicatorFactory(municipality=herning, title=title)
    rows = type(indicator).history.filter(municipality=herning)
    for days, title in enumerate(("C", "B", "Ledige"), start=1):
        rows.filter(title=title).update(history_date=timezone.now() - timedelta(days=days))
    assert told(herning, limit=2) == [
        (None, "oprettede indikatoren ”B”"),
        (None, "oprettede indikatoren ”C”"),
    ]
    moment = timezone.now() - timedelta(days=2, hours=12)
    assert told(herning, before=moment) == [(None, "oprettede indikatoren ”Ledige”")]


@pytest.mark.parametrize("number", [1, 3])
def test_the_feed_costs_two_queries_however_much_there_is(herning, number):
    for _ in range(number):
        IndicatorFactory(municipality=herning, measured={2024: "1"})
    with CaptureQueriesContext(connection) as queries:
        assert len(told(herning)) == 2 * number
    assert len(queries) == 2
