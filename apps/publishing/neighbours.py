"""What stands around an element in an edition: above it, directly under it and beside it."""

from typing import Any, NamedTuple

from django.db import connection

from apps.publishing.outline import OutlineRow
from apps.strategies.kinds import PICTURED


class Heading(NamedTuple):
    """An element near another one; ``text`` is its plain text."""

    position: int
    last_position: int
    parent_position: int | None
    kind: str
    title: str
    slug: str
    text: str


# Written out, because each step finds its row by edition and position, whatever the size of the plan: upwards from the element
# and from the row before it, which ends the sibling before it if there is one; and from child to child. Asking for intervals
# instead reads the whole edition. CROSS JOIN keeps SQLite from beginning at the other end, and IN from reading the whole table for
# a Bloom filter first.
_SQL = """
    WITH RECURSIVE up(position, parent) AS (
        SELECT position, parent_position FROM publishing_editionelement
        WHERE edition_id = %(edition)s AND position IN (%(at)s, %(at)s - 1)
        UNION
        SELECT e.position, e.parent_position FROM up CROSS JOIN publishing_editionelement e
        WHERE e.edition_id = %(edition)s AND e.position = up.parent
    ),
    down(position, last) AS (
        SELECT position, last_position FROM publishing_editionelement
        WHERE edition_id = %(edition)s AND position = %(at)s + 1 AND %(at)s < %(last)s
        UNION ALL
        SELECT e.position, e.last_position FROM down CROSS JOIN publishing_editionelement e
        WHERE e.edition_id = %(edition)s AND e.position = down.last + 1 AND down.last < %(last)s
    ),
    near(position) AS (SELECT position FROM up UNION SELECT position FROM down UNION SELECT %(last)s + 1)
    SELECT {columns} FROM publishing_editionelement
    WHERE edition_id = %(edition)s AND (position IN (SELECT position FROM near)) {also} ORDER BY position
"""
#: A plan that has more of what a figure can show, or has it deeper down, is not read for it: an element page is as fast in a
#: large plan as in a small one.
_MOST_PICTURED, _DEEPEST = 150, 3
_OR_PICTURED = """
    OR edition_id = %(edition)s AND position IN (
        SELECT position FROM publishing_editionelement
        WHERE edition_id = %(edition)s AND depth <= %(deepest)s AND (parts_stated IS NOT NULL OR kind IN ({kinds}))
        ORDER BY position LIMIT %(most)s
    )
"""
_COLUMNS = "position, last_position, parent_position, kind, title, slug"
_NEAR = _SQL.format(columns=f"{_COLUMNS}, text, 1", also="")
_IS_NEAR = "position IN (SELECT position FROM near)"
# What a figure can show of the plan comes along, without its texts: an element page has no query to spare.
_NEAR_AND_PICTURED = _SQL.format(
    columns=(
        f"{_COLUMNS}, CASE WHEN {_IS_NEAR} THEN text ELSE '' END, {_IS_NEAR}, id, depth, is_derived, parts_stated, "
        "parts_kind"
    ),
    also=_OR_PICTURED.format(kinds=", ".join(f"'{kind.value}'" for kind in PICTURED)),
)


class Neighbours(NamedTuple):
    """In reading order; ``previous`` and ``next`` have the same parent as the element."""

    ancestors: list[Heading]
    children: list[Heading]
    previous: Heading | None
    next: Heading | None
    outline: list[OutlineRow]


def neighbours_of(
    edition_id: int, *, position: int, last_position: int, parent: int | None, pictured: bool = False
) -> Neighbours:
    """What stands around the element at ``position``. One query, as fast in a large plan as in a small one.

    With ``pictured``, ``outline`` holds what a figure can show of the plan, without its texts; nothing where that is too much.
    """
    with connection.cursor() as cursor:
        sql = _NEAR_AND_PICTURED if pictured else _NEAR
        at = {"edition": edition_id, "at": position, "last": last_position}
        cursor.execute(sql, {**at, "deepest": _DEEPEST, "most": _MOST_PICTURED + 1})
        found = cursor.fetchall()
    rows = [Heading._make(row[:7]) for row in found if row[7]]
    beside = [row for row in rows if row.parent_position == parent and row.position != position]
    return Neighbours(
        ancestors=[row for row in rows if row.position < position and row.last_position >= last_position],
        children=[row for row in rows if row.parent_position == position],
        previous=next((row for row in beside if row.position < position), None),
        next=next((row for row in beside if row.position > position), None),
        outline=[_outline_row(row) for row in found] if pictured and len(found) <= _MOST_PICTURED else [],
    )


def _outline_row(row: tuple[Any, ...]) -> OutlineRow:
    position, last, parent, kind, title, slug, _text, _is_near, pk, depth, derived, stated, parts = row
    return OutlineRow(pk, position, last, parent, depth, kind, title, slug, bool(derived), stated, parts)
