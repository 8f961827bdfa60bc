"""Synthetic municipalities can have follow-up too: whole, public, and answered for."""

from apps.decisions.models import Decision, DecisionElement
from apps.followup.models import FollowUpRound, RoundElement, StatusUpdate
from apps.imports.synthetic_follow_up import Size, follow_up
from apps.indicators.models import Indicator, Measurement
from apps.municipalities.models import Committee
from apps.publishing import reading
from apps.publishing.operations.publish import publish
from tests.bystander import own
from tests.factories import CommitteeFactory, element, make_plan
from tests.imports.test_synthetic import generate


def test_a_municipality_has_rounds_indicators_and_decisions(db):
    generate(count=1, elements=30, follow_up=True)
    assert own(Committee).count() == 6
    rows = reading.published_plan("proeveby-1", "strategi").elements.filter(depth__gt=0)
    assert not rows.filter(responsible=None).exists()
    assert [each.number for each in own(FollowUpRound).order_by("number")] == [1, 2, 3, 4]
    assert not own(FollowUpRound).open().exists()
    asked = own(RoundElement)
    assert asked.count() == 4 * 30
    assert asked.filter(update=None).count() == 4 * 3
    assert own(StatusUpdate).count() == 4 * 27
    assert own(StatusUpdate).current().count() == 27
    assert own(Indicator).filter(is_public=True).count() == 21
    assert own(Measurement).count() == 21 * 60
    assert own(Decision).filter(is_public=True).count() == own(DecisionElement).count() == 103


def test_nothing_is_recorded_unless_told(db):
    generate(count=1, elements=5, publish=True)
    assert not own(Committee).exists()
    assert not own(FollowUpRound).exists()


def test_as_much_is_recorded_as_is_asked_for(herning, editor):
    plan = make_plan(element("goal", "Mål"), municipality=herning, by=editor)
    publish(plan=plan, by=editor, nature="adopted")
    size = Size(rounds=1, indicators=2, measurements=3, decisions=11)
    follow_up(plan, answerable=[CommitteeFactory(municipality=herning)], by=editor, size=size)
    assert own(FollowUpRound).count() == 1
    assert own(Measurement).count() == 6
    assert own(Decision).count() == 11
