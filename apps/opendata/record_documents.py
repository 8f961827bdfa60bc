"""What the API says of follow-up, indicators and decisions. Numbers are decimal strings, what is not known is null."""

from collections.abc import Iterable

from apps.decisions.reading import DecisionSheet
from apps.followup.models import FollowUpRound
from apps.followup.progress import Counts
from apps.followup.reading import RoundRow
from apps.indicators.numbers import as_decimal_string
from apps.indicators.reading import IndicatorSheet
from apps.municipalities.models import Municipality
from apps.overview.documents import Document, address


def _counts(counts: Counts) -> Document:
    return {**counts.by_status, "not_followed_up": counts.not_followed_up, "overdue": counts.overdue}


def round_in_list(found: FollowUpRound, counts: Counts, owner: Municipality) -> Document:
    """A round as it stands in the list of all. ``overdue`` are those of ``not_followed_up`` whose deadline has passed."""
    return {
        "number": found.number,
        "title": found.title,
        "is_example": owner.is_example,
        "opened_on": found.opened_on.isoformat(),
        "deadline": found.deadline.isoformat(),
        "closed_on": found.closed_on and found.closed_on.isoformat(),
        "counts": _counts(counts),
        "url": address(owner.slug, "opfoelgning", str(found.number)),
    }


def round(found: FollowUpRound, rows: Iterable[RoundRow], counts: Counts, owner: Municipality) -> Document:
    """A round with every report, and by ``missing`` what nobody reported."""
    asked = list(rows)
    return {
        **round_in_list(found, counts, owner),
        "statuses": [
            {
                "id": str(row.uid),
                "status": row.report.status,
                "text": row.report.text or None,
                "on": row.report.on.isoformat(),
                "unchanged": row.report.is_unchanged,
            }
            for row in asked
            if row.report
        ],
        "missing": [str(row.uid) for row in asked if row.report is None],
    }


def indicator(sheet: IndicatorSheet) -> Document:
    """An indicator with its figures in order of time."""
    found = sheet.indicator
    return {
        "id": str(found.uid),
        "title": found.title,
        "is_example": found.municipality.is_example,
        "unit": found.unit,
        "direction": found.direction,
        "frequency": found.frequency,
        "baseline": as_decimal_string(found.baseline),
        "baseline_on": found.baseline_on and found.baseline_on.isoformat(),
        "targets": [
            {"on": row.on.isoformat(), "value": as_decimal_string(row.value)} for row in sheet.targets
        ],
        "measurements": [
            {
                "on": row.on.isoformat(),
                "value": as_decimal_string(row.value),
                "source": row.source or found.source or None,
                "missing": row.missing_reason or None,
            }
            for row in sheet.measurements
        ],
        "elements": [str(element.uid) for element in sheet.elements],
        "url": address(found.municipality.slug, "indikatorer", str(found.uid)),
    }


def decision(sheet: DecisionSheet, owner: Municipality) -> Document:
    """A decision with what it is about and how it pulls; ``effect`` is null where nobody has said."""
    found = sheet.decision
    return {
        "id": str(found.uid),
        "title": found.title,
        "is_example": owner.is_example,
        "decided_on": found.meeting.on.isoformat(),
        "committee": found.meeting.committee.name,
        "case_number": found.case_number or None,
        "outcome": found.outcome,
        "elements": [{"id": str(each.uid), "relation": each.relation} for each in sheet.elements],
        "values": [
            {"id": str(each.uid), "effect": each.effect, "reason": each.reason or None}
            for each in sheet.values
        ],
        "url": address(owner.slug, "beslutninger", str(found.uid)),
    }
