"""Which committees work on which focus areas: counted in the database, with the cells where nobody does."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.text import capfirst

from apps.core.collation import danish_key
from apps.municipalities.models import Committee, Municipality
from apps.publishing.models import Edition
from apps.strategies.kinds import ANSWERED_FOR, Kind
from apps.strategies.models import ElementIdentity


@dataclass(frozen=True, slots=True)
class Area:
    """A focus area of a council strategy in force."""

    uid: UUID
    title: str
    plan_title: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A committee or unit, and how many elements it has in each of the areas."""

    slug: str
    name: str
    cells: list[int]
    areas: list[Area]

    @property
    def in_areas(self) -> list[tuple[Area, int]]:
        return list(zip(self.areas, self.cells, strict=True))

    @property
    def total(self) -> int:
        return sum(self.cells)


@dataclass(frozen=True, slots=True)
class Coverage:
    areas: list[Area]
    rows: list[CoverageRow]

    @property
    def uncovered(self) -> list[Area]:
        """The areas in which nobody has anything."""
        return [area for at, area in enumerate(self.areas) if not any(row.cells[at] for row in self.rows)]


# An element counts where it stands under the area, where it contributes to or supports something that counts, and where it stands
# under what does; all of that in plans in force, as ``Edition.objects.in_force`` has them.
_WORK = """
    WITH RECURSIVE in_force (id, title, level) AS (
        {in_force}
    ), area AS (
        SELECT i.uid, e.title, e.edition_id, e.position, e.last_position, n.title AS plan_title
        FROM publishing_editionelement e
        JOIN in_force n ON n.id = e.edition_id
        JOIN strategies_elementidentity i ON i.id = e.identity_id
        WHERE n.level = 'council_strategy' AND e.kind IN ('focus_area', 'theme')
          AND NOT EXISTS (
              SELECT 1 FROM publishing_editionelement o
              WHERE o.edition_id = e.edition_id AND o.kind IN ('focus_area', 'theme')
                AND o.position < e.position AND o.last_position >= e.position
          )
    ), work AS (
        SELECT a.uid, e.id, e.identity_id, e.edition_id, e.position, e.last_position, e.responsible_id FROM area a
        JOIN publishing_editionelement e ON e.edition_id = a.edition_id AND e.position BETWEEN a.position AND a.last_position
        UNION
        SELECT w.uid, c.id, c.identity_id, c.edition_id, c.position, c.last_position, c.responsible_id FROM work w
        JOIN publishing_editionrelation r ON r.target_id = w.identity_id AND r.kind IN ('contributes_to', 'supports')
        JOIN in_force t ON t.id = r.edition_id
        JOIN publishing_editionelement s ON s.edition_id = t.id AND s.identity_id = r.source_id
        JOIN publishing_editionelement c ON c.edition_id = t.id AND c.position BETWEEN s.position AND s.last_position
    )
"""
_MATRIX = """
    SELECT a.uid, a.title, a.plan_title, a.edition_id, a.position, w.responsible_id, COUNT(w.id)
    FROM area a LEFT JOIN work w ON w.uid = a.uid AND w.responsible_id IS NOT NULL
    GROUP BY a.uid, a.title, a.plan_title, a.edition_id, a.position, w.responsible_id
    ORDER BY a.edition_id, a.position
"""
_AREA = """
    SELECT i.uid, e.kind, e.title, n.title, w.responsible_id
    FROM work w
    JOIN publishing_editionelement e ON e.id = w.id
    JOIN in_force n ON n.id = e.edition_id
    JOIN strategies_elementidentity i ON i.id = e.identity_id
    WHERE w.uid = (SELECT uid FROM strategies_elementidentity WHERE id = %s)
    ORDER BY CASE n.level WHEN 'council_strategy' THEN 0 WHEN 'development_plan' THEN 1 ELSE 2 END, e.edition_id, e.position
"""


def _ask(question: str, municipality: Municipality, *values: int | None) -> list[tuple[Any, ...]]:
    """What ``question`` finds in the work of a municipality. One query."""
    editions = Edition.objects.in_force().filter(plan__municipality=municipality).order_by()
    in_force, own = editions.values_list("pk", "title", "level").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_WORK.format(in_force=in_force) + question, (*own, *values))
        return cursor.fetchall()


def coverage_of(municipality: Municipality) -> Coverage:
    """The matrix of all committees and units of a municipality by the focus areas of its strategies. Two queries."""
    found = _ask(_MATRIX, municipality)
    areas: dict[UUID, Area] = {}
    numbers: dict[int, dict[UUID, int]] = defaultdict(dict)
    for uid, title, plan_title, _edition, _position, committee, number in found:
        key = UUID(str(uid))
        areas[key] = Area(key, title, plan_title)
        if committee is not None:
            numbers[committee][key] = number
    committees = sorted(municipality.committees.all(), key=lambda row: danish_key(row.name))
    order = list(areas.values())
    rows = [
        CoverageRow(row.slug, row.name, [numbers[row.pk].get(key, 0) for key in areas], order)
        for row in committees
    ]
    return Coverage(order, rows)


@dataclass(frozen=True, slots=True)
class CoveredElement:
    """An element that counts under an area."""

    uid: UUID
    kind: str
    title: str
    plan_title: str

    @property
    def label(self) -> str:
        return capfirst(str(Kind(self.kind).label))


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """What a committee has in an area: as many elements as the matrix counts; and what is ``free``, for nobody answers for it."""

    area: Area
    committee: Committee
    elements: list[CoveredElement]
    free: list[CoveredElement]


def cell_of(municipality: Municipality, area: UUID, committee: str) -> CoverageCell | None:
    """One cell of the matrix by its area and the committee's slug; None where there is no such cell. Four queries."""
    found = next((each for each in coverage_of(municipality).areas if each.uid == area), None)
    whose = municipality.committees.filter(slug=committee).first()
    key = ElementIdentity.objects.filter(uid=area).values_list("pk", flat=True).first()
    if found is None or whose is None:
        return None
    asked = _ask(_AREA, municipality, key)
    rows = [(CoveredElement(UUID(str(uid)), *told), by) for uid, *told, by in asked]
    own = [element for element, by in rows if by == whose.pk]
    return CoverageCell(
        found, whose, own, [row for row, by in rows if by is None and row.kind in ANSWERED_FOR]
    )
