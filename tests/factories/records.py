"""What is recorded of a published plan: a round with a report, a review, an indicator with figures, a decision that was weighed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from apps.decisions.models import Decision, DecisionElement, Meeting, WeighingBasis
from apps.decisions.operations.weigh import Weight, weigh
from apps.followup.models import FollowUpRound, Review
from apps.followup.operations.report import Report, report
from apps.followup.operations.rounds import open_round
from apps.indicators.models import Indicator, IndicatorElement
from apps.indicators.operations.record import Figure, record
from apps.municipalities.models import Committee
from apps.strategies.models import ElementIdentity, Plan


def make_records(
    plan: Plan,
    identity: ElementIdentity,
    committee: Committee,
    *,
    by: Any,
    words: str = "Ord",
    on: date | None = None,
) -> dict[type, Any]:
    """One row of each sort about ``identity``, an element of the published ``plan`` that somebody answers for; by model."""
    day = on or timezone.localdate()
    opened = open_round(
        municipality=plan.municipality,
        title=f"{words} runde",
        deadline=day,
        plans=[plan],
        by=by,
        opened_on=day,
    )
    report(reports=[Report(identity.pk, "on_track", f"{words} status")], by=by, round=opened, on=day)
    review = Review.objects.create(
        identity=identity, on=day, committee=committee, conclusion=f"{words} genbesøg", written_by=by
    )
    return {
        FollowUpRound: opened,
        Review: review,
        Indicator: make_indicator(plan, identity, by=by, title=f"{words} indikator", owner=committee),
        Decision: make_decision(plan, identity, committee, by=by, title=f"{words} beslutning", on=day),
        WeighingBasis: WeighingBasis.objects.create(municipality=plan.municipality, kind="goal"),
    }


def make_indicator(
    plan: Plan, identity: ElementIdentity, *, by: Any, title: str = "Indikator", **fields: Any
) -> Indicator:
    """A public indicator of an element, with a target and a measurement."""
    indicator = Indicator.objects.create(
        municipality=plan.municipality, title=title, unit="%", direction="up", **{"is_public": True, **fields}
    )
    IndicatorElement.objects.create(indicator=indicator, identity=identity)
    figures = [
        Figure(date(2018, 12, 31), Decimal(10)),
        Figure(date(2030, 12, 31), Decimal(20), is_target=True),
    ]
    record(indicator=indicator, figures=figures, by=by)
    return indicator


def make_decision(
    plan: Plan,
    identity: ElementIdentity,
    committee: Committee,
    *,
    by: Any,
    title: str = "Beslutning",
    on: date,
    **fields: Any,
) -> Decision:
    """A public decision about an element; weighed against it where the municipality weighs against elements of its kind."""
    meeting, _made = Meeting.objects.get_or_create(municipality=plan.municipality, committee=committee, on=on)
    values = {"outcome": "adopted", "is_public": True, **fields}
    decision = Decision.objects.create(municipality=plan.municipality, meeting=meeting, title=title, **values)
    DecisionElement.objects.create(decision=decision, identity=identity)
    return decision


def weighed(
    decision: Decision, identity: ElementIdentity, effect: int | None, *, by: Any, reason: str = "Derfor"
) -> None:
    """A final assessment of how the decision pulls on one value."""
    weigh(decision=decision, weights=[Weight(identity.pk, effect, reason)], by=by, is_final=True)
