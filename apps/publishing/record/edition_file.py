"""An edition as the archive has it: a file of JSON whose SHA-256 stands in the record. Pure functions on rows.

Each edition keeps the number of the format it was sealed in, and its rows never change, so the same bytes can be made at any
time. A format that was used once must never change (the migration that began the record seals in the first): what editions learn to
hold later goes into the next one. A test asks of every column whether the newest format has it.

Relations lead to what is perhaps not published, and what is not published must not be told from what does not exist. So the file has
the digest of each, and ``open_relations`` gives those that may be read.
"""

import hmac
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any
from uuid import UUID

from apps.publishing.record.lines import canonical, moment, sha256

FIRST_FORMAT, FORMAT = 1, 2
_PLAIN = (
    "kind",
    "title",
    "slug",
    "body",
    "text",
    "depth",
    "position",
    "is_derived",
    "deviates",
    "parts_stated",
)
_IN_SECOND = ("contact", "is_continuous", "parts_kind", "passages")
_ORIGINAL = ("original_name", "original_size", "original_sha256")
Uids = Mapping[int, UUID]
Relation = dict[str, str]


def edition_file(edition: Any, content: Any, *, uids: Uids, secret: str, format: int = FORMAT) -> bytes:
    """The public file of ``edition`` with ``content`` (``publishing.content.Content`` or rows like it).

    ``uids`` names the identities of its elements and of what they are related to; ``secret`` is its seal's.
    """
    return _FORMATS[format](edition, content, uids, secret).encode()


def relations_of(edition: Any, content: Any, *, uids: Uids, secret: str) -> dict[str, Relation]:
    """The relations of the edition by the digest that its file has of them, in the order of the file.

    Where it carries out or succeeds another plan, these are relations too, of plans by their addresses.
    """
    found = [
        {
            "kind": row.kind,
            "note": row.note,
            "source": str(uids[row.source_id]),
            "target": str(uids[row.target_id]),
        }
        for row in content.relations
    ]
    above = {"carries_out": edition.carries_out_slug, "succeeds": edition.succeeds_slug}
    found += [
        {"kind": kind, "note": "", "source": edition.plan.slug, "target": slug}
        for kind, slug in above.items()
        if slug
    ]
    sealed = [{**each, "salt": _derived(secret, canonical(each))} for each in found]
    return {sha256(canonical(each)): each for each in sealed}


def open_relations(relations: Mapping[str, Relation], readable: Container[str]) -> dict[str, Relation]:
    """Those that lead to what is ``readable``: uids of elements, addresses of plans."""
    return {digest: each for digest, each in relations.items() if each["target"] in readable}


def _first_format(edition: Any, content: Any, uids: Uids, secret: str) -> str:
    """Without what an element says of its contact and times, and of where in the source it stands."""
    return _file(
        _particulars(edition, secret),
        _elements(content, uids),
        relations_of(edition, content, uids=uids, secret=secret),
        _sources(content),
    )


def _second_format(edition: Any, content: Any, uids: Uids, secret: str) -> str:
    """With these, what readers are told of single elements, and which original files stand beside the sources."""
    return _file(
        {**_particulars(edition, secret), "format": 2, "remarks": edition.remarks},
        _elements(content, uids, _IN_SECOND),
        relations_of(edition, content, uids=uids, secret=secret),
        _sources(content, _ORIGINAL),
    )


def _file(edition: dict[str, Any], elements: Any, relations: Any, sources: Any) -> str:
    parts = (
        ("edition", canonical(edition)),
        ("elements", _lines(elements)),
        ("relations", _lines(relations)),
        ("sources", _lines(sources)),
    )
    # A line for each element, so that two files can be compared with any tool.
    return "{" + ",\n".join(f'"{name}":{text}' for name, text in parts) + "}\n"


def _lines(values: Any) -> str:
    return "[" + ",".join(f"\n{canonical(value)}" for value in values) + "]"


def _particulars(edition: Any, secret: str) -> dict[str, Any]:
    return {
        "format": 1,
        "salt": _derived(secret, "file"),
        "municipality": edition.plan.municipality.slug,
        "plan": edition.plan.slug,
        "number": edition.number,
        "nature": edition.nature,
        "published_at": moment(edition.published_at),
        "public_note": edition.public_note,
        "title": edition.title,
        "level": edition.level,
        "stage": edition.stage,
        "hearing_until": _day(edition.hearing_until),
        "start_year": edition.start_year,
        "end_year": edition.end_year,
        "adopted_on": _day(edition.adopted_on),
        "case_reference": edition.case_reference,
        "committee": {"slug": edition.committee_slug, "name": edition.committee_name},
    }


def _elements(content: Any, uids: Uids, more: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    names = (*_PLAIN, *more)
    values = attrgetter(*names)
    for row in content.elements:
        yield {
            **dict(zip(names, values(row), strict=True)),
            "id": str(uids[row.identity_id]),
            "parent": row.parent_position,
            "starts_on": _day(row.starts_on),
            "ends_on": _day(row.ends_on),
            "responsible": {"slug": row.responsible_slug, "name": row.responsible_name},
            "partners": _named(content.partners.get(row.identity_id, ())),
            "topics": _named(content.topics.get(row.identity_id, ())),
        }


def _named(rows: Any) -> list[dict[str, str]]:
    return [{"slug": row.slug, "name": row.name} for row in rows]


def _sources(content: Any, more: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    for row in content.sources:
        yield {
            **{name: getattr(row, name) for name in more},
            **({"original_removed_on": _day(row.original_removed_on)} if more else {}),
            "number": row.number,
            "title": row.title,
            "file_name": row.file_name,
            "text": row.text,
            "passages": row.passages,
        }


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def _derived(secret: str, of: str) -> str:
    return hmac.new(secret.encode(), of.encode(), "sha256").hexdigest()


_FORMATS: dict[int, Callable[[Any, Any, Uids, str], str]] = {1: _first_format, 2: _second_format}
