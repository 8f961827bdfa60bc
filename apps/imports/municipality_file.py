"""Parses ``municipality.yaml``: a municipality and, for the example, its committees."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from apps.core.text import MAX_SLUG_LENGTH
from apps.imports.entries import Entry, FixtureError, read_yaml
from apps.imports.plan_file import SLUG
from apps.municipalities.models import Committee

FILE_NAME = "municipality.yaml"


@dataclass(frozen=True, slots=True)
class CommitteeEntry:
    """A committee of the municipality."""

    name: str
    slug: str
    kind: str


@dataclass(frozen=True, slots=True)
class MunicipalityFile:
    """A municipality as it stands in its file; contact details only where a document states them."""

    path: Path
    name: str
    slug: str
    code: str
    accent_colour: str
    is_example: bool
    address: tuple[str, ...]
    phone: str
    email: str
    website: str
    committees: tuple[CommitteeEntry, ...]


def read_municipality_file(path: Path) -> MunicipalityFile:
    """Parse the file at ``path``; ``FixtureError`` says what is wrong with it and where."""
    entry = read_yaml(path)
    contact = entry.optional_entry("contact")
    municipality = MunicipalityFile(
        path=path,
        name=entry.text("name", at_most=100),
        slug=_slug(entry),
        code=entry.matching("code", "[0-9]{3}", _("three digits in quotes")),
        accent_colour=entry.matching(
            "accent_colour", "#[0-9a-f]{6}", _("a colour such as “#1f5c4d” in quotes")
        ),
        is_example=entry.flag("is_example"),
        address=contact.lines_of_text("address") if contact else (),
        phone=contact.optional_text("phone", at_most=30) if contact else "",
        email=contact.optional_text("email", at_most=254) if contact else "",
        website=contact.optional_text("website", at_most=200) if contact else "",
        committees=tuple(_committee(item) for item in entry.entries("committees")),
    )
    if contact:
        contact.close()
    entry.close()
    slugs = [committee.slug for committee in municipality.committees]
    if len(set(slugs)) != len(slugs):
        raise FixtureError(path, None, _("Two committees have the same slug."))
    return municipality


def _slug(entry: Entry) -> str:
    return entry.matching("slug", SLUG, _("small letters, digits and hyphens"), at_most=MAX_SLUG_LENGTH)


def _committee(entry: Entry) -> CommitteeEntry:
    committee = CommitteeEntry(
        entry.text("name", at_most=150), _slug(entry), entry.choice("kind", Committee.Kind.values)
    )
    entry.close()
    return committee
