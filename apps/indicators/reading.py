"""Indicators as citizens read them: those that are public, tied to what is published, in few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Prefetch, QuerySet, Value

from apps.indicators.models import Indicator, IndicatorElement, Measurement, Target
from apps.indicators.trend import Point, Trend, trend
from apps.municipalities.models import Municipality
from apps.publishing.last_rows import last_rows


@dataclass(frozen=True, slots=True)
class TiedElement:
    """A published element that an indicator is about, as the last edition had it."""

    uid: UUID
    role: str
    kind: str
    title: str
    slug: str
    plan_title: str
    plan_slug: str
    is_dropped: bool = False


@dataclass(frozen=True)
class IndicatorSheet:
    """An indicator with its figures in order of time."""

    indicator: Indicator
    measurements: list[Measurement]
    targets: list[Target]
    elements: list[TiedElement] = field(default_factory=list)

    @property
    def measured(self) -> list[Point]:
        return [Point(row.on, row.value) for row in self.measurements if row.value is not None]

    @property
    def aimed_at(self) -> list[Point]:
        return [Point(row.on, row.value) for row in self.targets]

    @property
    def baseline(self) -> Point | None:
        found = self.indicator
        if found.baseline is None or found.baseline_on is None:
            return None
        return Point(found.baseline_on, found.baseline)

    @property
    def trend(self) -> Trend:
        return trend(self.indicator.direction, self.measured, baseline=self.baseline, targets=self.aimed_at)


def public_indicators(municipality: Municipality) -> QuerySet[Indicator]:
    """Those of a municipality that citizens may read, by name, with figures. Three queries."""
    return with_figures(Indicator.objects.public().filter(municipality=municipality))


def with_figures(rows: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """The same with measurements and targets in order of time and the owner."""
    measurements = Prefetch("measurements", Measurement.objects.order_by("on"))
    targets = Prefetch("targets", Target.objects.order_by("on"))
    return rows.select_related("owner", "municipality").prefetch_related(measurements, targets)


def sheets(indicators: Iterable[Indicator]) -> list[IndicatorSheet]:
    """Each indicator of ``with_figures`` with the published elements it is about. Two queries more."""
    rows = list(indicators)
    tied = tied_elements(rows)
    return [
        IndicatorSheet(row, list(row.measurements.all()), list(row.targets.all()), tied[row.pk])
        for row in rows
    ]


def tied_elements(indicators: Iterable[Indicator]) -> dict[int, list[TiedElement]]:
    """The published elements that each indicator is about, by its key, what was dropped since last. Two queries, one where there are none."""
    tied: dict[int, list[tuple[int, str]]] = defaultdict(list)
    about = IndicatorElement.objects.filter(indicator__in=list(indicators)).order_by("indicator")
    for identity, indicator, role in about.values_list("identity", "indicator", "role"):
        tied[identity].append((indicator, role))
    # By their keys, for the database else looks through the elements of all municipalities.
    rows = last_rows(list(tied)).order_by("is_dropped", "edition_id", "position")
    columns = (
        "identity_id", "identity__uid", "kind", "title", "slug", "edition__title", "edition__plan__slug", "is_dropped",
    )  # fmt: skip
    found: dict[int, list[TiedElement]] = defaultdict(list)
    for identity, uid, *values in rows.values_list(*columns) if tied else ():
        for indicator, role in tied[identity]:
            found[indicator].append(TiedElement(uid, role, *values))
    return found


def sheets_of(identity: int) -> list[IndicatorSheet]:
    """The public indicators of an element with their figures, by name. Two queries, one where there is none."""
    tied = IndicatorElement.objects.filter(identity=identity).values("indicator")
    found = list(Indicator.objects.public().filter(pk__in=tied).select_related("owner").order_by("title"))
    return with_their_figures(found)


def with_their_figures(found: Sequence[Indicator]) -> list[IndicatorSheet]:
    """Each of the indicators with its figures in order of time. One query, none where there are no indicators."""
    if not found:
        return []
    measured = Measurement.objects.filter(indicator__in=found).order_by()
    aimed_at = Target.objects.filter(indicator__in=found).order_by()
    columns = ("indicator_id", "on", "value")
    rows = measured.values_list(*columns, "source", "missing_reason", Value(0)).union(
        aimed_at.values_list(*columns, Value(""), Value(""), Value(1)), all=True
    )
    measurements: dict[int, list[Measurement]] = defaultdict(list)
    targets: dict[int, list[Target]] = defaultdict(list)
    for indicator, on, value, source, reason, is_target in sorted(rows, key=lambda row: row[1]):
        if is_target:
            targets[indicator].append(Target(on=on, value=value))
        else:
            measurements[indicator].append(
                Measurement(on=on, value=value, source=source, missing_reason=reason)
            )
    return [IndicatorSheet(row, measurements[row.pk], targets[row.pk]) for row in found]
