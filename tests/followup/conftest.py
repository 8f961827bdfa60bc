"""A published plan that two committees answer for, a round that asks about it, and short ways to report in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.followup.operations.report import Report, report
from apps.followup.operations.rounds import open_round
from apps.municipalities.roles import Role
from apps.publishing.operations.publish import publish
from apps.strategies.models import ElementIdentity
from tests.factories import CommitteeFactory, MembershipFactory, element, make_plan


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def culture(herning):
    return CommitteeFactory(municipality=herning, name="Kulturudvalget")


@pytest.fixture
def nature(herning):
    return CommitteeFactory(municipality=herning, name="Naturudvalget")


@pytest.fixture
def plan(herning, editor, culture, nature):
    plan = make_plan(
        element(
            "focus_area",
            "Kultur",
            element("goal", "Biblioteker", responsible_id=culture.pk),
            element("goal", "Museer", responsible_id=culture.pk),
        ),
        element("goal", "Skove", responsible_id=nature.pk),
        element("section", "Om planen"),
        municipality=herning,
        title="Planen",
        level="action_plan",
        by=editor,
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.fixture
def opened(herning, plan, editor, today):
    """A round that opened ten days ago and can be reported in for twenty more."""
    return open_round(
        municipality=herning,
        title="Efteråret",
        deadline=today + timedelta(days=20),
        plans=[plan],
        by=editor,
        opened_on=today - timedelta(days=10),
    )


@pytest.fixture
def contributor(herning, culture):
    """Reports for the committee of culture."""
    return MembershipFactory(
        municipality=herning, role=Role.CONTRIBUTOR, committee=culture, user__email="kultur@herning.example"
    ).user


@pytest.fixture
def key(herning, plan):
    """The identity of an element, by its title."""

    def find(title):
        return ElementIdentity.objects.get(municipality=herning, element__title=title).pk

    return find


@pytest.fixture
def say(key, editor):
    """Report one element, in a round or outside of any."""

    def say(title, status, text="", *, round=None, on=None, by=editor, **options):
        told = Report(key(title), status, text, **options)
        return report(reports=[told], by=by, round=round, on=on)[0]

    return say
