"""What is recorded of the example is loaded whole, whatever day it is where it is loaded."""

from datetime import UTC, date, datetime

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.decisions.models import Decision
from apps.followup.models import FollowUpRound, Review, RoundElement, StatusUpdate
from apps.followup.operations.report import Report, report
from apps.indicators.models import Measurement
from apps.municipalities.demo import make_demo_people

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
    assert [model.objects.count() for model in RECORDED] == [5, 223, 185, 6, 128, 40]


def test_people_still_report_nothing_of_a_day_to_come_on_that_clock(early: None) -> None:
    call_command("load_strategies", verbosity=0)
    someone = User.objects.get()
    told = Report(StatusUpdate.objects.earliest("pk").identity_id, "on_track")
    before = StatusUpdate.objects.count()
    with pytest.raises(ValidationError, match="Dagen ligger i fremtiden"):
        report(reports=[told], by=someone, on=date(2026, 6, 2))
    assert StatusUpdate.objects.count() == before


def test_the_example_has_something_overdue_in_an_open_round_for_its_council_member_and_contributor(
    settings: LazySettings, client: Client
) -> None:
    settings.DEMO = True
    call_command("load_strategies", verbosity=0)
    make_demo_people()
    (open_round,) = FollowUpRound.objects.open()
    assert FollowUpRound.objects.count() == 5
    assert open_round.deadline == date(2026, 11, 13)
    client.force_login(User.objects.get(email="byraad.eksempelby@demo.example"))
    desk = client.get("/arbejdsrum/eksempelby/").context["desk"]
    overdue = [row.title for row in desk.overdue if row.missed == open_round.deadline and not row.is_partner]
    assert overdue == ["Flere børn går til noget", "Foreninger, der er nemme at drive"]
    client.force_login(User.objects.get(email="bidragyder.eksempelby@demo.example"))
    asked = client.get("/arbejdsrum/eksempelby/opfoelgning/").content.decode()
    assert "Find lokaler i Havnebyen" in asked
    assert "Foreninger, der er nemme at drive" not in asked


def test_figures_are_loaded_on_a_day_before_they_were_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that is wrong, or a test of another day, must not leave the demo without its figures."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_kwargs: date(2001, 1, 1))
    call_command("load_strategies", verbosity=0)
    assert [model.objects.count() for model in RECORDED] == [5, 223, 185, 6, 128, 40]
