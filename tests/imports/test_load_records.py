"""What is recorded of an example is loaded by the portal's own deeds, whatever day it is."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from apps.decisions.models import Decision
from apps.followup.models import FollowUpRound, StatusUpdate
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


@pytest.mark.without_bystander("what is loaded into an empty database")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "decisions", "newest", "rounds"),
    [
        (date(2022, 1, 1), 0, None, []),
        (date(2025, 9, 15), 11, date(2025, 5, 13), [True, False]),
        (date(2040, 1, 1), 40, date(2026, 11, 24), [True, True, True, True]),
    ],
)
def test_what_was_reported_and_decided_is_loaded_as_far_as_it_has_happened(
    monkeypatch, capsys, today, decisions, newest, rounds
):
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_kwargs: today)
    call_command("load_strategies")
    days = Decision.objects.order_by("-meeting__on").values_list("meeting__on", flat=True)
    assert (len(days), days.first()) == (decisions, newest)
    assert not StatusUpdate.objects.filter(on__gt=today).exists()
    found = FollowUpRound.objects.order_by("number").values_list("closed_at", flat=True)
    assert [closed is not None for closed in found] == rounds
