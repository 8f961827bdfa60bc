"""A plan's year on one page: what was promised, how it goes, what was measured and decided."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from apps.decisions.models import DecisionElement
from apps.followup.models import StatusUpdate
from apps.followup.overdue import missed_deadline
from apps.followup.progress import count_told
from apps.followup.reading import PublicStatus
from apps.indicators.models import Indicator
from apps.indicators.reading import IndicatorSheet, with_figures
from apps.overview.followup import Counted, counted, status_label
from apps.overview.indicators import IndicatorPage
from apps.publishing.models import Edition, EditionElement
from apps.strategies.kinds import ANSWERED_FOR, Kind
from apps.strategies.models import Plan


@dataclass(slots=True)
class ReportElement:
    kind: str
    depth: int
    title: str
    responsible: str
    is_answered_for: bool
    status: PublicStatus | None
    label: str
    missed: date | None  # the deadline by which it was overdue then
    indicators: list[IndicatorPage] = field(default_factory=list)
    decisions: list[tuple[date, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """What citizens could read of a plan's year; None of its parts is internal."""

    edition: Edition
    year: int
    counted: list[Counted]
    elements: list[ReportElement]


def annual_report(plan: Plan, year: int) -> AnnualReport | None:
    """The report of a published plan as of the end of ``year`` (today, in the present one). Eight queries at any size."""
    edition = Edition.objects.current().filter(plan=plan).select_related("plan__municipality").first()
    if edition is None:
        return None
    until = min(date(year, 12, 31), timezone.localdate())
    rows = list(
        EditionElement.objects.filter(edition=edition, depth__gt=0)
        .annotate(missed=missed_deadline(on=until))
        .order_by("position")
        .defer("passages")
    )
    statuses = _statuses(plan, date(year, 12, 31))
    elements = {row.identity_id: _element(row, statuses.get(row.identity_id)) for row in rows}
    _add_indicators(plan, date(year, 12, 31), elements)
    _add_decisions(plan, year, elements)
    told = [
        (each.status.status if each.status else None, each.missed is not None)
        for each in elements.values()
        if each.is_answered_for
    ]
    return AnnualReport(edition, year, counted(count_told(told)), list(elements.values()))


def _statuses(plan: Plan, until: date) -> dict[int, PublicStatus]:
    updates = StatusUpdate.objects.public().filter(identity__plan=plan, on__lte=until).order_by("on", "pk")
    columns = ("identity_id", "status", "text", "on", "is_unchanged")
    return {pk: PublicStatus(*values) for pk, *values in updates.values_list(*columns)}


def _element(row: Any, status: PublicStatus | None) -> ReportElement:
    """``row`` is an edition's element with the deadline it missed."""
    return ReportElement(
        capfirst(str(Kind(row.kind).label)),
        row.depth,
        row.title,
        row.responsible_name,
        row.kind in ANSWERED_FOR,
        status,
        status_label(status.status) if status else "",
        row.missed,
    )


def _add_indicators(plan: Plan, until: date, elements: dict[int, ReportElement]) -> None:
    rows = Indicator.objects.public().filter(elements__identity__plan=plan).distinct()
    for indicator in with_figures(rows).prefetch_related("elements").order_by("title"):
        measured = [row for row in indicator.measurements.all() if row.on <= until]
        page = IndicatorPage(IndicatorSheet(indicator, measured, list(indicator.targets.all())))
        for tied in indicator.elements.all():
            if tied.identity_id in elements:
                elements[tied.identity_id].indicators.append(page)


def _add_decisions(plan: Plan, year: int, elements: dict[int, ReportElement]) -> None:
    rows = DecisionElement.objects.filter(
        identity__plan=plan, decision__is_public=True, decision__meeting__on__year=year
    ).order_by("decision__meeting__on")
    for identity, on, title in rows.values_list("identity_id", "decision__meeting__on", "decision__title"):
        if identity in elements:
            elements[identity].decisions.append((on, title))
