"""When a person was in a workspace last, and since when things are new to them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.workspace.models import LastVisit
from apps.workspace.visits import visited
from apps.workspace.workspaces import enter
from tests.factories import MembershipFactory


@pytest.fixture
def room(herning):
    return enter(MembershipFactory(municipality=herning).user, "herning")


def test_the_first_visit_has_no_news_and_the_next_is_counted_from_it(room, settings):
    def visit():
        return visited(enter(room.user, "herning"))

    assert [visit(), visit()] == [None, None]
    then = timezone.now() - settings.VISIT_TIME - timedelta(minutes=1)
    LastVisit.objects.filter(user=room.user).update(at=then)
    assert [visit(), visit()] == [then, then]


def test_of_two_who_came_at_once_one_begins_the_visit_and_both_count_from_the_same(room, settings):
    visited(room)
    then = timezone.now() - settings.VISIT_TIME - timedelta(minutes=1)
    LastVisit.objects.filter(user=room.user).update(at=then)
    both = [enter(room.user, "herning") for _ in range(2)]
    assert [visited(each) for each in both] == [then, then]
    assert LastVisit.objects.get(user=room.user).before == then


def test_visits_are_counted_for_each_person_and_municipality(herning, randers, room):
    visited(room)
    MembershipFactory(user=room.user, municipality=randers)
    visited(enter(room.user, "randers"))
    visited(enter(MembershipFactory(municipality=herning).user, "herning"))
    assert LastVisit.objects.filter(municipality__in=[herning, randers]).count() == 3
