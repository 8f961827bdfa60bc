"""What synthetic municipalities have recorded of their plans: committees, rounds, indicators and decisions, for trying out at scale."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from apps.accounts.models import User
from apps.decisions.models import Decision, DecisionElement, Meeting
from apps.followup.models import RoundElement
from apps.followup.operations.report import Report, report
from apps.followup.operations.rounds import close_round, open_round
from apps.followup.status import Status
from apps.indicators.models import Indicator, IndicatorElement, Measurement
from apps.municipalities.models import Committee, Municipality
from apps.strategies.models import Plan

_FIRST = date(2020, 1, 31)
_COMMITTEES = ("Økonomi", "Kultur", "Natur", "Skole", "Sundhed", "Teknik")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of each there is in one municipality; the rest is for 98 of them."""

    rounds: int = 4
    indicators: int = 21
    measurements: int = 60
    decisions: int = 103


def committees(municipality: Municipality) -> list[Committee]:
    """Six committees that can answer for the elements of a plan."""
    return [
        Committee.objects.create(
            municipality=municipality,
            name=f"{name}udvalget",
            slug=f"{name.lower()}udvalget".replace("ø", "oe"),
        )
        for name in _COMMITTEES
    ]


def follow_up(plan: Plan, *, answerable: list[Committee], by: User, size: Size | None = None) -> None:
    """Record all of it of a published plan; the same for the same plan, except for what is stamped with the clock."""
    size = size or Size()
    for number in range(size.rounds):
        record_round(plan, number, by)
    identities = list(plan.identities.order_by("pk").values_list("pk", flat=True))[1:]
    _indicators(plan, identities, answerable, size)
    _decisions(plan, identities, answerable, size)


def record_round(plan: Plan, number: int, by: User) -> None:
    """A round half a year after the last, in which nine of ten elements were reported; closed."""
    day = _FIRST + timedelta(days=182 * number)
    opened = open_round(
        municipality=plan.municipality,
        title=f"Opfølgning {number + 1}",
        deadline=day + timedelta(days=30),
        plans=[plan],
        by=by,
        opened_on=day,
    )
    asked = RoundElement.objects.filter(round=opened).order_by("pk").values_list("identity", flat=True)
    statuses = list(Status.values)
    reports = [
        Report(identity, statuses[(place + number) % len(statuses)], f"Status i runde {number + 1}.")
        for place, identity in enumerate(asked)
        if place % 10
    ]
    report(reports=reports, by=by, round=opened, on=day)
    close_round(round=opened, by=by, on=day + timedelta(days=31))


def _indicators(plan: Plan, identities: list[int], owners: list[Committee], size: Size) -> None:
    made = Indicator.objects.bulk_create(
        Indicator(
            municipality=plan.municipality,
            title=f"Indikator {number + 1}",
            unit="%",
            direction="up",
            owner=owners[number % len(owners)],
            is_public=True,
        )
        for number in range(size.indicators)
    )
    IndicatorElement.objects.bulk_create(
        IndicatorElement(indicator=indicator, identity_id=identities[place * 7 % len(identities)])
        for place, indicator in enumerate(made)
    )
    Measurement.objects.bulk_create(
        (
            Measurement(
                indicator=indicator, on=_FIRST + timedelta(days=30 * month), value=Decimal(place + month)
            )
            for place, indicator in enumerate(made)
            for month in range(size.measurements)
        ),
        batch_size=500,
    )


def _decisions(plan: Plan, identities: list[int], deciders: list[Committee], size: Size) -> None:
    """Ten decisions a meeting, each about one element."""
    meetings = Meeting.objects.bulk_create(
        Meeting(
            municipality=plan.municipality,
            committee=deciders[number % len(deciders)],
            on=_FIRST + timedelta(days=30 * number),
        )
        for number in range(-(-size.decisions // 10))
    )
    made = Decision.objects.bulk_create(
        Decision(
            municipality=plan.municipality,
            meeting=meetings[number // 10],
            title=f"Sag {number + 1}",
            outcome=Decision.Outcome.ADOPTED,
            is_public=True,
        )
        for number in range(size.decisions)
    )
    DecisionElement.objects.bulk_create(
        DecisionElement(decision=decision, identity_id=identities[place * 11 % len(identities)])
        for place, decision in enumerate(made)
    )
