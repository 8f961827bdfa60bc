"""What is recorded of an example is loaded by the portal's own deeds, whatever day it is."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from apps.imports.fixtures.load_records import load_records
from apps.imports.fixtures.records_values import FigureEntry, IndicatorEntry, Records
from apps.indicators.models import Measurement
from tests.bystander import own


def test_figures_of_an_example_are_loaded_on_a_day_before_they_were_measured(herning, editor, monkeypatch):
    """A clock that is wrong, or a test of another day, must not leave the demo without its figures."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2001, 1, 1))
    fields = {"title": "Træer", "unit": "%", "direction": "up", "frequency": "yearly"}
    measured = FigureEntry(date(2025, 12, 31), Decimal("12.5"))
    entry = IndicatorEntry(uuid4(), fields, owner="", elements=(), targets=(), measurements=(measured,))
    load_records(Records(indicators=(entry,)), herning, by=editor)
    assert list(own(Measurement).values_list("on", "value")) == [(date(2025, 12, 31), Decimal("12.5"))]
