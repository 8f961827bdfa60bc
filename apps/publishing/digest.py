"""A checksum over an edition's content, by which a change behind the portal's back is found."""

import hashlib
import json
from collections.abc import Iterator

from apps.publishing.models import Edition
from apps.publishing.working import Content


def digest_of(edition: Edition, content: Content) -> str:
    """SHA-256 (hexadecimal) of all that ``content`` says, and of what the edition itself says the plan is."""
    sha = hashlib.sha256()
    for part in _parts(edition, content):
        sha.update(part.encode())
        sha.update(b"\0")
    return sha.hexdigest()


def is_intact(edition: Edition) -> bool:
    """Whether the stored content is still what was published (or what retractions left of it)."""
    stored = Content(
        list(edition.elements.order_by("position")),
        list(edition.relations.order_by("pk")),
        list(edition.sources.order_by("number")),
    )
    return digest_of(edition, stored) == edition.digest


def _parts(edition: Edition, content: Content) -> Iterator[str]:
    yield f"{edition.title}|{edition.level}|{edition.start_year}|{edition.end_year}"
    yield f"{edition.adopted_on}|{edition.case_reference}|{edition.committee_name}"
    for row in content.elements:
        yield f"{row.identity_id}|{row.position}|{row.last_position}|{row.depth}|{row.kind}|{row.slug}|{row.is_derived}"
        yield f"{row.parts_stated}|{row.parts_kind}|{row.deviates}|{row.responsible_name}"
        yield row.title
        yield row.body
        yield row.text
        if row.topics or row.passages:
            yield json.dumps([row.topics, row.passages], sort_keys=True)
    for relation in content.relations:
        yield f"{relation.source_id}|{relation.target_id}|{relation.kind}|{relation.note}"
    for source in content.sources:
        yield json.dumps(
            [source.number, source.title, source.file_name, source.text, source.passages], sort_keys=True
        )
