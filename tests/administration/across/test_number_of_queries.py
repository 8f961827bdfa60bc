"""Pages of follow-up, indicators and decisions in admin ask the database at most ten times, as often with much as with little."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.decisions.models import Decision, DecisionElement
from apps.followup.models import FollowUpRound, Review
from apps.followup.operations.report import Report, report
from apps.indicators.models import Indicator, IndicatorElement
from apps.publishing.operations.publish import publish
from apps.strategies.models import Plan
from tests.factories import CommitteeFactory, element, make_plan
from tests.workspace.rooms import make_decision, make_indicator, make_round

#: Each page, and the row it is about, where it is about one.
PAGES = {
    "decisions_decision_changelist": None,
    "decisions_decision_add": None,
    "decisions_decision_change": Decision,
    "decisions_decision_history": Decision,
    "decisions_weighingbasis_add": None,
    "indicators_indicator_changelist": None,
    "indicators_indicator_add": None,
    "indicators_indicator_change": Indicator,
    "indicators_indicator_history": Indicator,
    "followup_followupround_changelist": None,
    "followup_followupround_add": None,
    "followup_followupround_change": FollowUpRound,
    "followup_review_changelist": None,
    "followup_review_add": None,
    "followup_review_change": Review,
    "strategies_plan_quality": Plan,
    "strategies_plan_report": Plan,
    "strategies_plan_carry_over": Plan,
}


def grow(municipality, unit, editor, number):
    """A plan with so many goals, and of each goal a status, a review, an indicator and a decision; the newest row of each model."""
    goals = [element("goal", f"Mål {number}.{n}", responsible_id=unit.pk) for n in range(number)]
    plan = make_plan(*goals, municipality=municipality, title=f"Plan {number}")
    publish(plan=plan, by=editor, nature="adopted")
    opened = make_round(plan, editor)
    rows = {Plan: plan, FollowUpRound: opened}
    for n in range(number):
        identity = plan.elements.get(title=f"Mål {number}.{n}").identity
        report(reports=[Report(identity.pk, "on_track")], by=editor, round=opened)
        today = timezone.localdate()
        said = {"committee": unit, "conclusion": "Set på", "written_by": editor}
        rows[Review] = Review.objects.create(identity=identity, on=today, **said)
        rows[Indicator] = make_indicator(municipality, f"Indikator {number}.{n}", owner=unit)
        rows[Decision] = make_decision(unit, f"Sag {number}.{n}")
        IndicatorElement.objects.create(indicator=rows[Indicator], identity=identity)
        DecisionElement.objects.create(decision=rows[Decision], identity=identity)
    return rows


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_at_most_ten_at_any_size(client, herning, editor, page):
    unit = CommitteeFactory(municipality=herning, name="Vand", slug="vand")
    client.force_login(editor)
    counts = []
    for number in (1, 3):
        rows = grow(herning, unit, editor, number)
        address = reverse(f"admin:{page}", args=[rows[PAGES[page]].pk] if PAGES[page] else [])
        client.get(address)  # what a process remembers of itself is known then
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 10
