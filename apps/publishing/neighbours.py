"""What stands around an element in an edition: above it, directly under it and beside it."""

from typing import NamedTuple

from django.db import connection


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
    SELECT position, last_position, parent_position, kind, title, slug, text
    FROM publishing_editionelement
    WHERE edition_id = %(edition)s AND position IN (SELECT position FROM near) ORDER BY position
"""


class Neighbours(NamedTuple):
    """In reading order; ``previous`` and ``next`` have the same parent as the element."""

    ancestors: list[Heading]
    children: list[Heading]
    previous: Heading | None
    next: Heading | None


def neighbours_of(edition_id: int, *, position: int, last_position: int, parent: int | None) -> Neighbours:
    """What stands around the element at ``position``. One query, as fast in a large plan as in a small one."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"edition": edition_id, "at": position, "last": last_position})
        rows = [Heading._make(row) for row in cursor.fetchall()]
    beside = [row for row in rows if row.parent_position == parent and row.position != position]
    return Neighbours(
        ancestors=[row for row in rows if row.position < position and row.last_position >= last_position],
        children=[row for row in rows if row.parent_position == position],
        previous=next((row for row in beside if row.position < position), None),
        next=next((row for row in beside if row.position > position), None),
    )
