"""Committees as citizens know them: those that current editions name, under the name and address that were published last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from apps.core.collation import danish_key
from apps.municipalities.models import Committee, Municipality
from apps.publishing.models import Edition, EditionElement, EditionPartner
from apps.publishing.reading import current_editions


@dataclass(frozen=True, slots=True)
class PublicCommittee:
    """``pk`` is the committee's own; slug and name are what the newest edition that names it calls it."""

    pk: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Responsibility:
    """How many elements of a kind one edition lays with one committee, or says that it takes part in."""

    committee: int
    slug: str
    name: str
    edition: int
    kind: str
    number: int


@dataclass(frozen=True)
class Committees:
    """All public committees of a municipality in Danish order, its current editions, who is responsible for and takes part in how much."""

    municipality: Municipality
    all: list[PublicCommittee]
    editions: list[Edition]
    responsibilities: list[Responsibility]
    partnerships: list[Responsibility]

    def at(self, slug: str) -> PublicCommittee:
        """The committee at an address it has or had. Three queries at most; raises ``Committee.DoesNotExist``."""
        for committee in self.all:
            if committee.slug == slug:
                return committee
        once = EditionElement.objects.filter(
            edition__plan__municipality=self.municipality, responsible_slug=slug
        ).order_by("-edition__published_at")
        also = Edition.objects.filter(plan__municipality=self.municipality, committee_slug=slug).order_by(
            "-published_at"
        )
        beside = EditionPartner.objects.filter(
            element__edition__plan__municipality=self.municipality, slug=slug
        ).order_by("-element__edition__published_at")
        known = {committee.pk: committee for committee in self.all}
        for pk in (
            *once.values_list("responsible", flat=True)[:1],
            *also.values_list("committee", flat=True)[:1],
            *beside.values_list("committee", flat=True)[:1],
        ):
            if pk in known:
                return known[pk]
        raise Committee.DoesNotExist(slug)

    def plans_of(self, committee: PublicCommittee) -> list[Edition]:
        """The current editions of the plans that belong to the committee."""
        return [edition for edition in self.editions if edition.committee_id == committee.pk]


def public_committees(municipality: Municipality) -> Committees:
    """Three queries at any number of plans, elements and committees."""
    editions = list(current_editions().filter(plan__municipality=municipality))
    columns = ("responsible", "responsible_slug", "responsible_name", "edition", "kind")
    rows = EditionElement.objects.filter(edition__in=editions, responsible__isnull=False).order_by()
    counted = rows.values_list(*columns).annotate(number=Count("pk"))
    responsibilities = [Responsibility(*row) for row in counted]
    beside = EditionPartner.objects.filter(element__edition__in=editions).order_by()
    own = ("committee", "slug", "name", "element__edition", "element__kind")
    partnerships = [Responsibility(*row) for row in beside.values_list(*own).annotate(number=Count("pk"))]
    names = _newest_names(editions, [*responsibilities, *partnerships])
    return Committees(municipality, names, editions, responsibilities, partnerships)


def _newest_names(
    editions: Iterable[Edition], responsibilities: Iterable[Responsibility]
) -> list[PublicCommittee]:
    at = {edition.pk: edition.published_at for edition in editions}
    told: list[tuple[datetime, int, str, str]] = [
        (edition.published_at, edition.committee_id, edition.committee_slug, edition.committee_name)
        for edition in editions
        if edition.committee_id
    ]
    told += [(at[row.edition], row.committee, row.slug, row.name) for row in responsibilities]
    newest = {pk: PublicCommittee(pk, slug, name) for _at, pk, slug, name in sorted(told)}
    return sorted(newest.values(), key=lambda committee: (danish_key(committee.name), committee.pk))


def elements_of_each(committees: Committees) -> dict[int, list[UUID]]:
    """The elements that each committee is responsible for, by committee, in reading order. One query."""
    rows = EditionElement.objects.filter(edition__in=committees.editions, responsible__isnull=False)
    columns = rows.order_by("position").values_list("edition", "responsible", "identity__uid")
    return _in_order(committees, columns)


def elements_taken_part_in(committees: Committees) -> dict[int, list[UUID]]:
    """The elements that each committee takes part in without being responsible, in the same order. One query."""
    rows = EditionPartner.objects.filter(element__edition__in=committees.editions)
    columns = ("element__edition", "committee", "element__identity__uid")
    return _in_order(committees, rows.order_by("element__position").values_list(*columns))


def _in_order(committees: Committees, rows: Iterable[tuple[int, int | None, UUID]]) -> dict[int, list[UUID]]:
    found: dict[int, list[UUID]] = {committee.pk: [] for committee in committees.all}
    order = {edition.pk: place for place, edition in enumerate(committees.editions)}
    for _edition, committee, uid in sorted(rows, key=lambda row: order[row[0]]):
        if committee is not None:
            found[committee].append(uid)
    return found
