"""Which committees work on which focus areas: counted in the database, with the cells where nobody does."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from apps.core.collation import danish_key
from apps.municipalities.models import Municipality
from apps.publishing.models import Edition


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
_SQL = """
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
    SELECT a.uid, a.title, a.plan_title, a.edition_id, a.position, w.responsible_id, COUNT(w.id)
    FROM area a LEFT JOIN work w ON w.uid = a.uid AND w.responsible_id IS NOT NULL
    GROUP BY a.uid, a.title, a.plan_title, a.edition_id, a.position, w.responsible_id
    ORDER BY a.edition_id, a.position
"""


def coverage_of(municipality: Municipality) -> Coverage:
    """The matrix of all committees and units of a municipality by the focus areas of its strategies. Two queries."""
    editions = Edition.objects.in_force().filter(plan__municipality=municipality).order_by()
    in_force, values = editions.values_list("pk", "title", "level").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(in_force=in_force), values)
        found = cursor.fetchall()
    areas: dict[UUID, Area] = {}
    numbers: dict[int, dict[UUID, int]] = defaultdict(dict)
    for uid, title, plan_title, _edition, _position, committee, number in found:
        key = UUID(str(uid))
        areas[key] = Area(key, title, plan_title)
        if committee is not None:
            numbers[committee][key] = number
    committees = sorted(municipality.committees.all(), key=lambda row: danish_key(row.name))
    rows = [
        CoverageRow(row.slug, row.name, [numbers[row.pk].get(key, 0) for key in areas]) for row in committees
    ]
    return Coverage(list(areas.values()), rows)
