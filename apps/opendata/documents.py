"""What the API says, as values that JSON can hold. Their form is a contract: others read it by machine."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from apps.core import richtext
from apps.core.addresses import public_path
from apps.municipalities.models import Municipality
from apps.publishing.committees import PublicCommittee
from apps.publishing.models import Edition
from apps.publishing.reading import ElementText

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
    found: PublicCommittee, plans: Iterable[Edition], elements: Iterable[UUID], owner: Municipality
) -> Document:
    """A committee that the published plans name, its plans, and the elements that it is responsible for."""
    return {
        "slug": found.slug,
        "name": found.name,
        "url": address(owner.slug, "udvalg", found.slug),
        "plans": [plan_in_list(edition, owner) for edition in plans],
        "elements": [str(uid) for uid in elements],
    }


def plan(edition: Edition, rows: Iterable[ElementText]) -> Document:
    """A whole plan; ``rows`` are its elements in reading order, the root first."""
    root, *elements = rows
    owner = edition.plan.municipality
    return {
        "slug": edition.plan.slug,
        "title": edition.title,
        "municipality": owner.slug,
        "level": edition.level,
        "period": {"start": edition.start_year, "end": edition.end_year},
        "adopted_on": edition.adopted_on and edition.adopted_on.isoformat(),
        "edition": edition.number,
        "url": address(owner.slug, edition.plan.slug),
        "paragraphs": root.paragraphs,
        **_tables(root),
        "elements": _nested(elements, root.position, (owner.slug, edition.plan.slug)),
    }


def _nested(rows: Iterable[ElementText], top: int, above: tuple[str, str]) -> list[Document]:
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
                "children": below,
            }
        )
    return children[top]


def _tables(row: ElementText) -> Document:
    """The rows of the tables in a text, cell by cell; nothing where it has none. As text they stand in ``paragraphs``, too."""
    found = richtext.tables(row.body)
    return {"tables": found} if found else {}
