"""Relations of a published element, resolved against the current editions of the plans at their other end."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, QuerySet

from apps.publishing.models import Edition, EditionElement, EditionRelation


@dataclass(frozen=True)
class RelatedElement:
    """The element at the other end of a relation."""

    kind: str  # Relation.Kind
    note: str
    is_outgoing: bool  # the page's element is the source
    uid: UUID
    element_kind: str
    title: str
    slug: str
    is_dropped: bool  # the title is the last edition's that had it
    edition_number: int  # of that edition
    plan_title: str
    plan_slug: str
    municipality_slug: str


# Written out, because joining on "the other end" is beyond the ORM. First the few relations are found by index; CROSS JOIN
# keeps SQLite from beginning at the other end, with all municipalities.
_SQL = """
    WITH found AS MATERIALIZED (
        SELECT r.id, r.kind, r.note, 1 AS outgoing, r.target_id AS other FROM publishing_editionrelation r
        WHERE r.source_id = %(identity)s AND r.edition_id = %(edition)s
        UNION ALL
        SELECT r.id, r.kind, r.note, 0, r.source_id FROM publishing_editionrelation r
        JOIN publishing_edition told ON told.id = r.edition_id
        WHERE r.target_id = %(identity)s AND told.is_current
    )
    SELECT f.kind, f.note, f.outgoing, i.uid, e.kind, e.title, e.slug, had.is_current, had.number,
           now.title, p.slug, m.slug
    FROM found f
    CROSS JOIN strategies_elementidentity i
    CROSS JOIN strategies_plan p
    CROSS JOIN municipalities_municipality m
    CROSS JOIN publishing_edition now
    CROSS JOIN publishing_editionelement e
    CROSS JOIN publishing_edition had
    WHERE i.id = f.other AND p.id = i.plan_id AND m.id = p.municipality_id AND now.plan_id = p.id AND now.is_current
      AND e.identity_id = i.id AND had.id = e.edition_id
      AND had.number = (
          SELECT MAX(x.number) FROM publishing_editionelement y
          JOIN publishing_edition x ON x.id = y.edition_id WHERE y.identity_id = i.id
      )
    ORDER BY f.id
"""


@dataclass(frozen=True, slots=True)
class PlanRelation:
    """A relation of an element of a plan, seen from it, for whoever reads the whole plan by machine."""

    identity: int
    kind: str
    is_outgoing: bool
    uid: UUID
    plan_slug: str
    slug: str


def relations_of_plan(
    edition: Edition, *, incoming: bool = True, public: QuerySet[Edition] | None = None
) -> list[PlanRelation]:
    """Every relation from the elements of an edition whose other end is public, and with ``incoming`` to them from what is
    current. A query for each.

    ``public`` are the editions that the other end may stand in: the current ones, unless it is about a day long ago.
    """
    told = []
    public = Edition.objects.current() if public is None else public
    for is_outgoing, own, other in ((True, "source", "target"), (False, "target", "source"))[: 1 + incoming]:
        told_in = {"edition": edition} if is_outgoing else {"edition__is_current": True}
        rows = EditionRelation.objects.filter(**told_in).order_by("pk")
        other_row = EditionElement.objects.filter(identity=OuterRef(other), edition__in=public).order_by()
        found = rows.filter(**{f"{own}__plan": edition.plan_id}).annotate(slug=other_row.values("slug")[:1])
        columns = (f"{own}_id", "kind", f"{other}__uid", f"{other}__plan__slug", "slug")
        told += [
            PlanRelation(identity, kind, is_outgoing, uid, plan, slug)
            for identity, kind, uid, plan, slug in found.values_list(*columns)
            if slug is not None
        ]
    return told


def related_elements(identity_id: int, edition: Edition) -> list[RelatedElement]:
    """Outgoing relations as ``edition`` told them, and incoming ones of all current editions. One query.

    What is not public at the other end is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"identity": identity_id, "edition": edition.pk})
        return [
            RelatedElement(
                kind,
                note,
                bool(outgoing),
                UUID(str(uid)),
                element_kind,
                title,
                slug,
                not current,
                number,
                *where,
            )
            for kind, note, outgoing, uid, element_kind, title, slug, current, number, *where in cursor.fetchall()
        ]
