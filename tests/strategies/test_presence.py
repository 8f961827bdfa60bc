"""Who else has an element open is known for as long as they are there, and forgotten afterwards."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from apps.strategies.models import Presence
from apps.strategies.presence import arrive, leave, others
from tests.bystander import own
from tests.factories import UserFactory, element, make_plan

NOW = timezone.now()


@pytest.fixture
def identities(herning):
    plan = make_plan(element("goal", "a"), element("goal", "b"), municipality=herning)
    return [plan.elements.select_related("identity").get(title=title).identity for title in "ab"]


def test_the_others_are_named_and_oneself_is_not(identities):
    anna, bo, carl = (UserFactory(full_name=name) for name in ("Anna", "Bo", "Carl"))
    for who in (carl, bo, anna):
        arrive(identity=identities[0], by=who, at=NOW)
    arrive(identity=identities[1], by=bo, at=NOW)
    assert others(identity=identities[0], than=anna, at=NOW) == [bo, carl]
    leave(identity=identities[0], by=bo)
    assert others(identity=identities[0], than=anna, at=NOW) == [carl]
    assert others(identity=identities[1], than=anna, at=NOW) == [bo]


def test_who_gives_no_sign_of_life_is_gone_and_forgotten(identities):
    anna, bo = UserFactory(), UserFactory()
    arrive(identity=identities[0], by=bo, at=NOW)
    later = NOW + settings.PRESENCE_TIME + timedelta(seconds=1)
    assert others(identity=identities[0], than=anna, at=NOW + settings.PRESENCE_TIME) == [bo]
    assert others(identity=identities[0], than=anna, at=later) == []
    arrive(identity=identities[1], by=bo, at=later)
    assert own(Presence).count() == 1


def test_a_sign_of_life_is_one_row_however_often(identities):
    anna, bo = UserFactory(), UserFactory()
    for minute in range(3):
        arrive(identity=identities[0], by=bo, at=NOW + timedelta(minutes=minute))
    assert own(Presence).count() == 1
    assert others(identity=identities[0], than=anna, at=NOW + timedelta(minutes=4)) == [bo]
