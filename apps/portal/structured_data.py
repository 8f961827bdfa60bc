"""What a page says of itself to machines, in the words of schema.org (JSON-LD). Only what stands on the page, too."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from apps.municipalities.models import Municipality
from apps.publishing.models import Edition
from apps.publishing.reading import ElementPage

Data = dict[str, object]
#: Makes an address absolute.
Absolute = Callable[[str], str]

_CONTEXT = "https://schema.org"


def site(name: str, language: str, absolute: Absolute) -> list[Data]:
    """The portal, and how it is searched."""
    search = absolute(reverse("portal:search"))
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    url = absolute(reverse("portal:home"))
    return [_graph("WebSite", name=name, url=url, inLanguage=language, potentialAction=action)]


def municipality(owner: Municipality, absolute: Absolute) -> list[Data]:
    """Who speaks on the page."""
    return [{"@context": _CONTEXT, **_organisation(owner, absolute)}]


def plan(edition: Edition, absolute: Absolute) -> list[Data]:
    """An edition of a plan, and where it stands."""
    owner = edition.plan.municipality
    return [{"@context": _CONTEXT, **_plan(edition, absolute)}, _crumbs(_way_to(edition, owner), absolute)]


def element(page: ElementPage, absolute: Absolute) -> list[Data]:
    """An element as a part of its plan, and where it stands."""
    current, row = page.current, page.element
    owner, slugs = current.plan.municipality, (current.plan.municipality.slug, current.plan.slug)
    address = reverse("portal:element", args=[*slugs, row.slug])
    above = [
        (each.title, reverse("portal:element", args=[*slugs, each.slug]))
        for each in page.ancestors
        if each.slug
    ]
    work = _graph(
        "CreativeWork",
        name=row.title,
        url=absolute(address),
        identifier=f"urn:uuid:{row.identity.uid}",
        inLanguage=settings.LANGUAGE_CODE,
        datePublished=localdate(page.edition.published_at).isoformat(),
        version=page.edition.number,
        isPartOf=_plan(page.edition if page.edition.pk == current.pk else current, absolute),
    )
    return [work, _crumbs([*_way_to(current, owner), *above, (row.title, address)], absolute)]


def _graph(kind: str, **values: object) -> Data:
    """A thing of schema.org without what is not known of it."""
    return {"@context": _CONTEXT, "@type": kind, **{name: value for name, value in values.items() if value}}


def _organisation(owner: Municipality, absolute: Absolute) -> Data:
    told = {
        "name": owner.name,
        "url": owner.website or absolute(reverse("portal:municipality", args=[owner.slug])),
        "identifier": owner.code,
        "email": owner.contact_email,
        "telephone": owner.contact_phone,
        "address": owner.contact_address,
    }
    return {"@type": "GovernmentOrganization", **{name: value for name, value in told.items() if value}}


def _plan(edition: Edition, absolute: Absolute) -> Data:
    owner = edition.plan.municipality
    told = {
        "name": edition.title,
        "url": absolute(reverse("portal:plan", args=[owner.slug, edition.plan.slug])),
        "inLanguage": settings.LANGUAGE_CODE,
        "datePublished": localdate(edition.published_at).isoformat(),
        "dateCreated": edition.adopted_on and edition.adopted_on.isoformat(),
        "version": edition.number,
        "temporalCoverage": _coverage(edition),
        "publisher": _organisation(owner, absolute),
    }
    return {"@type": "CreativeWork", **{name: value for name, value in told.items() if value}}


def _coverage(edition: Edition) -> str:
    """The years as ISO 8601 has them, “2022/2026”."""
    if edition.start_year and edition.end_year:
        return f"{edition.start_year}/{edition.end_year}"
    return str(edition.start_year or edition.end_year or "")


def _way_to(edition: Edition, owner: Municipality) -> list[tuple[str, str]]:
    return [
        (owner.name, reverse("portal:municipality", args=[owner.slug])),
        (edition.title, reverse("portal:plan", args=[owner.slug, edition.plan.slug])),
    ]


def _crumbs(way: Sequence[tuple[str, str]], absolute: Absolute) -> Data:
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": absolute(address)}
        for number, (name, address) in enumerate(way, start=1)
    ]
    return _graph("BreadcrumbList", itemListElement=items)
