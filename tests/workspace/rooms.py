"""What the workspace's rooms are about: a published plan of two committees, a round, decisions and indicators."""

from datetime import date, timedelta

from django.utils import timezone

from apps.decisions.models import Decision, Meeting
from apps.followup.operations.report import Report, report
from apps.followup.operations.rounds import open_round
from apps.indicators.models import Indicator
from apps.publishing.operations.publish import publish
from apps.strategies.models import ElementIdentity
from tests.factories import CommitteeFactory, element, make_plan


def day(ago=0):
    """The day ``ago`` days before today."""
    return timezone.localdate() - timedelta(days=ago)


def answered_plan(municipality, by, *, prefix="", **fields):
    """A published strategy in which two committees answer for a goal each, and nobody for the third."""
    water, roads = (CommitteeFactory(municipality=municipality, name=prefix + n) for n in ("Vand", "Veje"))
    plan = make_plan(
        element(
            "focus_area",
            prefix + "Natur",
            element("goal", prefix + "Rent vand", text="Vi renser.", responsible_id=water.pk),
            element("goal", prefix + "Gode veje", responsible_id=roads.pk),
            element("goal", prefix + "Ro"),
        ),
        municipality=municipality,
        title=prefix + "Planen",
        by=by,
        **fields,
    )
    publish(plan=plan, by=by, nature="adopted")
    return plan


def identity(title):
    return ElementIdentity.objects.get(element__title=title)


def make_round(plan, by, *, deadline=None, opened_on=None, title="Runden"):
    return open_round(
        municipality=plan.municipality,
        title=title,
        deadline=deadline or day(-10),
        plans=[plan],
        by=by,
        opened_on=opened_on or day(20),
    )


def make_decision(committee, title, *, on=date(2025, 3, 4), **fields):
    meeting, _ = Meeting.objects.get_or_create(
        committee=committee, on=on, defaults={"municipality": committee.municipality}
    )
    return Decision.objects.create(
        municipality=committee.municipality, meeting=meeting, title=title, outcome="adopted", **fields
    )


def make_indicator(municipality, title, **fields):
    values = {"unit": "%", "direction": "up", "frequency": "yearly", **fields}
    return Indicator.objects.create(municipality=municipality, title=title, **values)


def say(title, status="on_track", *, by, on=None, round=None, **fields):
    """Report how it goes with the element of that title."""
    return report(reports=[Report(identity(title).pk, status, **fields)], by=by, on=on, round=round)[0]
