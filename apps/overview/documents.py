"""What the API and the pages' machine-readable twins say, as values that JSON can hold. Their form is a contract: others read it by machine."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from apps.core import richtext
from apps.core.addresses import public_path
from apps.followup.reading import PublicStatus
from apps.municipalities.models import Municipality
from apps.publishing.committees import PublicCommittee
from apps.publishing.models import Edition
from apps.publishing.pages.render import source_lines
from apps.publishing.pages.rows import Partners
from apps.publishing.reading import ElementText
from apps.publishing.related import PlanRelation

Document = dict[str, Any]


address = partial(public_path, language="da")


def municipality(found: Municipality) -> Document:
    """A municipality as it stands in the list of all."""
    return {
        "slug": found.slug,
        "name": found.name,
        "code": found.code,
        "url": address(found.slug),
        "is_example": found.is_example,
    }


def plan_in_list(edition: Edition, municipality: Municipality) -> Document:
    """A published plan as it stands under its municipality."""
    plan = edition.plan
    return {
        "slug": plan.slug,
        "title": edition.title,
        "level": edition.level,
        "url": address(municipality.slug, plan.slug),
    }


def committee(
    found: PublicCommittee,
    plans: Iterable[Edition],
    elements: Iterable[UUID],
    partner_in: Iterable[UUID],
    owner: Municipality,
) -> Document:
    """A committee that the published plans name, its plans, and the elements that it is responsible for or takes part in."""
    return {
        "slug": found.slug,
        "name": found.name,
        "is_example": owner.is_example,
        "url": address(owner.slug, "udvalg", found.slug),
        "plans": [plan_in_list(edition, owner) for edition in plans],
        "elements": [str(uid) for uid in elements],
        "partner_in": [str(uid) for uid in partner_in],
    }


def plan(edition: Edition, rows: Iterable[ElementText], about: "About") -> Document:
    """A whole plan; ``rows`` are its elements in reading order, the root first."""
    root, *elements = rows
    owner = edition.plan.municipality
    return {
        "slug": edition.plan.slug,
        "title": edition.title,
        "municipality": owner.slug,
        "is_example": owner.is_example,
        "level": edition.level,
        "period": {"start": edition.start_year, "end": edition.end_year},
        "adopted_on": edition.adopted_on and edition.adopted_on.isoformat(),
        "edition": edition.number,
        "url": address(owner.slug, edition.plan.slug),
        "paragraphs": root.paragraphs,
        **_tables(root),
        "relations": about.relations(root),
        "elements": _nested(elements, root.position, edition, about),
    }


def element(edition: Edition, rows: Sequence[ElementText], about: "About") -> Document:
    """One element as its plan's document has it, with what is under it (``rows`` in reading order), and where it stands."""
    owner = edition.plan.municipality
    above = rows[0].parent_position or 0
    [found] = _nested(rows, above, edition, about)
    return {
        "municipality": owner.slug,
        "is_example": owner.is_example,
        "plan": edition.plan.slug,
        "edition": edition.number,
        **found,
    }


@dataclass(frozen=True)
class About:
    """What is known of a plan's elements beside their text: statuses and topics by identity, relations, who takes part."""

    municipality: Municipality
    statuses: Mapping[int, PublicStatus] | None  # None where it is not about today
    related: Iterable[PlanRelation]
    partners: Partners
    topics: Mapping[int, list[str]]

    @cached_property
    def _by_identity(self) -> dict[int, list[PlanRelation]]:
        found: dict[int, list[PlanRelation]] = defaultdict(list)
        for relation in self.related:
            found[relation.identity].append(relation)
        return found

    def relations(self, row: ElementText) -> list[Document]:
        """The relations of an element both ways; ``direction`` says from which end it is told."""
        return [
            {
                "kind": each.kind,
                "direction": "outgoing" if each.is_outgoing else "incoming",
                "id": str(each.uid),
                "url": address(*filter(None, (self.municipality.slug, each.plan_slug, each.slug))),
            }
            for each in self._by_identity.get(row.identity, ())
        ]

    def today(self, row: ElementText) -> Document:
        """The topics of an element and its public, current status, None where it has none; nothing where it is not about today."""
        if self.statuses is None:
            return {}
        found = self.statuses.get(row.identity)
        told: Document | None = None
        if found:
            told = {"status": found.status, "text": found.text or None, "on": found.on.isoformat()}
        return {"topics": self.topics.get(row.identity, []), "status": told}

    def responsible(self, row: ElementText) -> Document | None:
        """The committee or unit that is responsible as the edition says it; None where it says nothing."""
        if not row.responsible_name:
            return None
        slug = row.responsible_slug
        url = address(self.municipality.slug, "udvalg", slug) if slug else None
        return {"slug": slug or None, "name": row.responsible_name, "url": url}

    def carried_out(self, row: ElementText) -> Document:
        """Who carries an element out, whom to ask, and when."""
        return {
            "responsible": self.responsible(row),
            "partners": [{"slug": slug, "name": name} for slug, name in self.partners.get(row.identity, ())],
            "contact": row.contact or None,
            "start": row.starts_on and row.starts_on.isoformat(),
            "end": row.ends_on and row.ends_on.isoformat(),
            "is_continuous": row.is_continuous,
        }


def _nested(rows: Iterable[ElementText], top: int, edition: Edition, about: About) -> list[Document]:
    above = (about.municipality.slug, edition.plan.slug)
    sources = address(*above) + edition.sources_path
    children: dict[int | None, list[Document]] = {top: []}
    for row in rows:
        below = children[row.position] = []
        children[row.parent_position].append(
            {
                "id": str(row.uid),
                "kind": row.kind,
                "title": row.title,
                "url": address(*above, row.slug),
                "paragraphs": row.paragraphs,
                **_tables(row),
                **about.carried_out(row),
                **_origin(row, sources),
                **about.today(row),
                "relations": about.relations(row),
                "children": below,
            }
        )
    return children[top]


def _origin(row: ElementText, sources: str) -> Document:
    """Which lines of the edition's source documents an element was made of, and what was repaired in them."""
    return {
        "sources": [
            {"number": number, "first": first, "last": last, "url": f"{sources}{number}/#linje-{first}"}
            for number, spans in source_lines(row.passages).items()
            for first, last in spans
        ],
        "repairs": [repair for passage in row.passages for repair in passage.get("repairs", ())],
    }


def _tables(row: ElementText) -> Document:
    """The rows of the tables in a text, cell by cell; nothing where it has none. As text they stand in ``paragraphs``, too."""
    found = richtext.tables(row.body)
    return {"tables": found} if found else {}
