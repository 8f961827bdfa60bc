"""A checksum over an edition's content, by which a change behind the portal's back is found.

An edition keeps the format its digest was made in. References to committees and topics are left out: their slugs are in, which
stand for the same and can be checked by somebody who has the edition but not the database.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter

from apps.publishing.comparison import facts
from apps.publishing.content import Content
from apps.publishing.models import Edition, EditionPartner, EditionTopic

#: Editions made before committees had slugs and topics names in them are sealed in format 1, those made before plans said how
#: far they have come and which plans they follow in format 2, those made before elements had partners and times in format 3.
FORMAT = 4
_PLAN_IN_SECOND = attrgetter(
    "title",
    "level",
    "start_year",
    "end_year",
    "adopted_on",
    "case_reference",
    "committee_slug",
    "committee_name",
)
_ELEMENT_IN_THIRD = attrgetter(
    "identity_id", "position", "last_position", "depth", "kind", "title", "body", "text",
    "responsible_slug", "responsible_name", "parts_stated", "parts_kind", "is_derived", "deviates", "passages", "slug",
)  # fmt: skip
_PLAN_IN_THIRD = attrgetter(
    "title", "level", "start_year", "end_year", "adopted_on", "case_reference", "committee_slug", "committee_name",
    "stage", "hearing_until", "carries_out_slug", "succeeds_slug",
)  # fmt: skip


def digest_of(edition: Edition, content: Content) -> str:
    """SHA-256 (hexadecimal) of all that ``content`` says, and of what the edition itself says the plan is."""
    sha = hashlib.sha256()
    for part in _FORMATS[edition.digest_format](edition, content):
        sha.update(part.encode())
        sha.update(b"\0")
    return sha.hexdigest()


def is_intact(edition: Edition) -> bool:
    """Whether the stored content is still what was published (or what retractions left of it)."""
    return digest_of(edition, Content.of(edition)) == edition.digest


def _parts(edition: Edition, content: Content) -> Iterator[str]:
    """Every field of the table of facts, so that what is sealed is also told where two editions are compared."""
    yield _json(facts.of_plan(edition))
    topics, partners = _named(content.topics), _named(content.partners)
    # In one go, because setting out to write JSON takes longer than writing an element.
    yield _json(
        [
            [facts.of_element(row), topics.get(row.identity_id, ()), partners.get(row.identity_id, ())]
            for row in content.elements
        ]
    )
    yield from _parts_beside(content)


def _third_parts(edition: Edition, content: Content) -> Iterator[str]:
    yield _json(_PLAN_IN_THIRD(edition))
    yield from _third_content(content)


def _second_parts(edition: Edition, content: Content) -> Iterator[str]:
    yield _json(_PLAN_IN_SECOND(edition))
    yield from _third_content(content)


def _third_content(content: Content) -> Iterator[str]:
    topics = _named(content.topics)
    yield _json([[_ELEMENT_IN_THIRD(row), topics.get(row.identity_id, ())] for row in content.elements])
    yield from _parts_beside(content)


def _parts_beside(content: Content) -> Iterator[str]:
    for relation in content.relations:
        yield _json(facts.of_relation(relation))
    for source in content.sources:
        yield _json(facts.of_source(source))


def _named(rows: Mapping[int, Sequence[EditionTopic | EditionPartner]]) -> dict[int, list[tuple[str, str]]]:
    """What is said by address and name, by identity."""
    return {identity: [(row.slug, row.name) for row in found] for identity, found in rows.items()}


_json = json.JSONEncoder(sort_keys=True, default=str, ensure_ascii=False).encode


def _first_parts(edition: Edition, content: Content) -> Iterator[str]:
    yield f"{edition.title}|{edition.level}|{edition.start_year}|{edition.end_year}"
    yield f"{edition.adopted_on}|{edition.case_reference}|{edition.committee_name}"
    for row in content.elements:
        yield f"{row.identity_id}|{row.position}|{row.last_position}|{row.depth}|{row.kind}|{row.slug}|{row.is_derived}"
        yield f"{row.parts_stated}|{row.parts_kind}|{row.deviates}|{row.responsible_name}"
        yield row.title
        yield row.body
        yield row.text
        topics = [topic.slug for topic in content.topics.get(row.identity_id, [])]
        if topics or row.passages:
            yield json.dumps([topics, row.passages], sort_keys=True)
    for relation in content.relations:
        yield f"{relation.source_id}|{relation.target_id}|{relation.kind}|{relation.note}"
    for source in content.sources:
        yield json.dumps(
            [source.number, source.title, source.file_name, source.text, source.passages], sort_keys=True
        )


_FORMATS: dict[int, Callable[[Edition, Content], Iterator[str]]] = {
    1: _first_parts,
    2: _second_parts,
    3: _third_parts,
    FORMAT: _parts,
}
