"""Public addresses of elements: allotted when a plan is published, never given to another element."""

from collections.abc import Iterator

from apps.core import bulk
from apps.core.addresses import RESERVED_FOR_ELEMENTS, public_path
from apps.core.text import danish_slug
from apps.publishing.models import Edition, EditionElement, PublishedAddress
from apps.publishing.retraction.scrubber import GAP
from apps.strategies.models import Element, Plan


def slug_is_frozen(plan: Plan) -> bool:
    """Whether the slug of the plan, and so of its municipality, stands in public addresses and cannot change."""
    return Edition.objects.filter(plan=plan).exists()


def municipality_slug_is_frozen(municipality_id: int) -> bool:
    """Whether anything of the municipality was ever published."""
    return Edition.objects.filter(plan__municipality_id=municipality_id).exists()


def path_of_plan(plan: Plan) -> str:
    """Where citizens read the plan, in Danish; empty while they cannot."""
    is_published = Edition.objects.current().filter(plan=plan).exists()
    return public_path(plan.municipality.slug, plan.slug, language="da") if is_published else ""


def path_of_element(element: Element) -> str:
    """Where citizens read the element, in Danish; empty while they cannot."""
    address = PublishedAddress.objects.filter(
        identity_id=element.identity_id, is_primary=True, plan__editions__is_current=True
    ).first()
    plan = element.plan
    return public_path(plan.municipality.slug, plan.slug, address.slug, language="da") if address else ""


def candidates(title: str) -> Iterator[str]:
    """The slugs an element of this title may have, best first: ``maal``, ``maal-2``, ``maal-3``…"""
    slug = danish_slug(title)
    if slug not in RESERVED_FOR_ELEMENTS:
        yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1


def assign(plan: Plan, elements: list[EditionElement]) -> tuple[dict[int, str], list[PublishedAddress]]:
    """Set ``slug`` of every element but the root to the address it would be published at; nothing is written.

    An element takes the first candidate that is free or already its own. Because no slug is ever freed, the same title
    gives the same address in every edition. What a retraction left a gap in keeps its address. Returns the slugs by identity, and the addresses allotted before.
    """
    rows = list(PublishedAddress.objects.filter(plan=plan))
    owner = {row.slug: row.identity_id for row in rows}
    kept = {row.identity_id: row.slug for row in rows if row.is_primary}
    wanted: dict[int, str] = {}
    for element in elements[1:]:
        if GAP in element.title and element.identity_id in kept:
            element.slug = wanted[element.identity_id] = kept[element.identity_id]
            continue
        for slug in candidates(element.title):
            if owner.setdefault(slug, element.identity_id) == element.identity_id:
                element.slug = wanted[element.identity_id] = slug
                break
    return wanted, rows


def allot(plan: Plan, elements: list[EditionElement]) -> None:
    """Give every element but the root its address for good; hold the plan's lock.

    An element with another title gets a new address, to which its old one redirects.
    """
    wanted, rows = assign(plan, elements)
    former = [row.pk for row in rows if row.is_primary and wanted.get(row.identity_id, row.slug) != row.slug]
    again = [row.pk for row in rows if not row.is_primary and wanted.get(row.identity_id) == row.slug]
    if former:
        PublishedAddress.objects.filter(pk__in=former).update(is_primary=False)
    if again:
        PublishedAddress.objects.filter(pk__in=again).update(is_primary=True)
    known = {row.slug for row in rows}
    new = [(plan.pk, slug, identity, True) for identity, slug in wanted.items() if slug not in known]
    bulk.insert(PublishedAddress, ["plan_id", "slug", "identity_id", "is_primary"], new)
