"""A plan's year on one page: what was promised, how it goes, what was measured and decided."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from apps.decisions.models import DecisionElement
from apps.followup.models import StatusUpdate
from apps.followup.overdue import missed_deadline
from apps.followup.progress import count_told
from apps.followup.reading import PublicStatus
from apps.indicators.models import Indicator, IndicatorElement
from apps.indicators.reading import with_their_figures
from apps.overview.followup import Counted, counted, status_label
from apps.overview.indicators import IndicatorPage
from apps.publishing.models import Edition, EditionElement
from apps.strategies.kinds import ANSWERED_FOR, Kind
from apps.strategies.models import Plan

#: What is long and not told.
_UNUSED = ("passages", "body", "text", "edition__remarks", "edition__public_note")


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
    """The report of a published plan as of the end of ``year`` (today, in the present one). Five queries at any size."""
    until = min(date(year, 12, 31), timezone.localdate())
    current = EditionElement.objects.filter(edition__is_current=True, edition__plan=plan)
    told = current.annotate(missed=missed_deadline(on=until)).defer(*_UNUSED).order_by("position")
    rows = list(told.select_related("edition__plan__municipality"))
    if not rows:
        return None
    edition = rows.pop(0).edition  # the root's: it has no line of its own
    statuses = _statuses(plan, date(year, 12, 31))
    elements = {row.identity_id: _element(row, statuses.get(row.identity_id)) for row in rows}
    _add_indicators(plan, date(year, 12, 31), elements)
    _add_decisions(plan, year, elements)
    reported = [
        (each.status.status if each.status else None, each.missed is not None)
        for each in elements.values()
        if each.is_answered_for
    ]
    return AnnualReport(edition, year, counted(count_told(reported)), list(elements.values()))


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
    tied = IndicatorElement.objects.filter(identity__plan=plan, indicator__is_public=True)
    about: dict[int, list[int]] = defaultdict(list)
    found: dict[int, Indicator] = {}
    for row in tied.select_related("indicator__owner", "indicator__municipality").order_by(
        "indicator__title", "pk"
    ):
        found[row.indicator_id] = row.indicator
        about[row.indicator_id].append(row.identity_id)
    for sheet in with_their_figures(list(found.values())):
        measured = [row for row in sheet.measurements if row.on <= until]
        page = IndicatorPage(replace(sheet, measurements=measured))
        for identity in about[sheet.indicator.pk]:
            if identity in elements:
                elements[identity].indicators.append(page)


def _add_decisions(plan: Plan, year: int, elements: dict[int, ReportElement]) -> None:
    rows = DecisionElement.objects.filter(
        identity__plan=plan, decision__is_public=True, decision__meeting__on__year=year
    ).order_by("decision__meeting__on")
    for identity, on, title in rows.values_list("identity_id", "decision__meeting__on", "decision__title"):
        if identity in elements:
            elements[identity].decisions.append((on, title))
