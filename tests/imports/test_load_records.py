"""What is recorded of the example is loaded whole, whatever day it is where it is loaded."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from apps.accounts.models import User
from apps.decisions.models import Decision
from apps.followup.models import FollowUpRound, Review, RoundElement, StatusUpdate
from apps.followup.operations.report import Report, report
from apps.indicators.models import Measurement

pytestmark = [pytest.mark.django_db, pytest.mark.without_bystander("what is loaded into an empty database")]
RECORDED = [FollowUpRound, RoundElement, StatusUpdate, Review, Measurement, Decision]


@pytest.fixture
def early(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that stands before most of what the example says happened."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 6, 1, 12, tzinfo=UTC))


def test_a_clock_before_the_days_of_the_example_loads_just_as_much(early: None) -> None:
    call_command("load_strategies", verbosity=0)
    assert StatusUpdate.objects.filter(on__gt=date(2026, 6, 1)).exists()
    assert Review.objects.filter(on__gt=date(2026, 6, 1)).exists()
    assert [model.objects.count() for model in RECORDED] == [4, 197, 172, 6, 128, 40]


def test_people_still_report_nothing_of_a_day_to_come_on_that_clock(early: None) -> None:
    call_command("load_strategies", verbosity=0)
    someone = User.objects.get()
    told = Report(StatusUpdate.objects.earliest("pk").identity_id, "on_track")
    before = StatusUpdate.objects.count()
    with pytest.raises(ValidationError, match="Dagen ligger i fremtiden"):
        report(reports=[told], by=someone, on=date(2026, 6, 2))
    assert StatusUpdate.objects.count() == before
