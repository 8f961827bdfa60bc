"""The version of what is public grows with every change and with every day: what is overdue turns so at midnight."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.municipalities import freshness
from apps.municipalities.freshness import (
    PORTAL,
    bump_portal_version,
    bump_public_version,
    public_version,
    state_of,
    state_of_portal,
)
from apps.municipalities.models import PublicState
from apps.publishing.operations.publish import publish
from tests.factories import element, make_plan


@pytest.fixture
def wait(monkeypatch):
    """Let days go by."""
    today = timezone.localdate()

    def wait(days):
        monkeypatch.setattr(timezone, "localdate", lambda *args: today + timedelta(days=days))

    return wait


def states(municipality):
    """The versions of the portal and of the municipality, which are the same whichever way they are read."""
    municipality.refresh_from_db()
    numbers = state_of_portal().number, state_of(municipality).number
    assert numbers == (public_version(PORTAL), public_version(municipality.pk))
    assert (state_of_portal().of, state_of(municipality).of) == (PORTAL, municipality.pk)
    return numbers


def test_a_new_day_is_a_new_version_and_the_same_day_is_not(herning, wait):
    first = states(herning)
    assert states(herning) == first
    wait(1)
    assert states(herning) == tuple(number + 1 for number in first)


def test_a_change_is_newer_than_any_day_and_no_version_comes_twice(herning, wait):
    seen = []
    for _change in range(3):
        for day in (0, 1, 3000):
            wait(day)
            seen.append(states(herning))
        bump_public_version(municipality_id=herning.pk)
    assert seen == sorted(set(seen))


@given(st.tuples(st.integers(1, 10**6), st.dates()), st.tuples(st.integers(1, 10**6), st.dates()))
def test_version_and_day_can_be_told_from_each_other(one, other):
    def number(version, day):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(timezone, "localdate", lambda: day)
            return freshness._today(version)

    assert (number(*one) < number(*other)) == (one < other)


def test_another_municipalitys_change_is_the_portals_and_not_this_ones(herning, randers):
    portal, own = states(herning)
    bump_public_version(municipality_id=randers.pk)
    portal_after, own_after = states(herning)
    assert (portal_after > portal, own_after) == (True, own)


def test_there_is_no_version_of_no_municipality_and_always_one_of_the_portal(herning):
    assert public_version(10**9) is None
    PublicState.objects.all().delete()
    first = states(herning)[0]
    bump_public_version(municipality_id=herning.pk)
    assert states(herning)[0] > first


def test_a_page_that_was_kept_yesterday_is_asked_for_anew(client, herning, editor, wait):
    plan = make_plan(element("goal", "Mål"), municipality=herning, by=editor)
    publish(plan=plan, by=editor, nature="adopted")
    kept = client.get("/herning/").headers["ETag"]
    again = [client.get("/herning/", headers={"If-None-Match": kept}).status_code]
    wait(1)
    again.append(client.get("/herning/", headers={"If-None-Match": kept}).status_code)
    assert again == [304, 200]


@pytest.mark.django_db
def test_what_municipalities_share_moves_the_portals_counter_and_nobody_elses():
    municipality = make_plan(element("goal", "Et mål")).municipality
    portal, own_version = states(municipality)
    bump_portal_version()
    later, same = states(municipality)
    assert later > portal
    assert same == own_version
