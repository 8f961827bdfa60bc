"""One element, and its permanent address."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from apps.core.conditional import public
from apps.municipalities.freshness import state_of
from apps.overview.chain import ChainPicture, draw_chain
from apps.overview.element import ElementSheet
from apps.overview.element_life import ElementLife, life_of
from apps.overview.figure.figure import miniature_of
from apps.portal.answers import public_page
from apps.portal.views.citations import of_element
from apps.publishing import reading
from apps.publishing.chain import Chain, chain_of


@public_page
def element(request: HttpRequest, municipality: str, plan: str, element: str) -> HttpResponse:
    """One element with its surroundings; an address it had once leads to the one it has."""
    page = reading.published_element(municipality, plan, element)
    if page.element.slug != element:
        return redirect("portal:element", municipality, plan, page.element.slug, permanent=True)
    citation = of_element(request, page)
    context = {
        "municipality": page.current.plan.municipality,
        "page": page,
        "sheet": ElementSheet(page),
        "miniature": miniature_of(page.edition, page.outline, page.element.position),
        "topics": page.topics,
        **_chain_and_life(page),
        "permanent": citation.address,
        "citation": citation,
    }
    return public(
        request,
        render(request, "portal/elements/element.html", context),
        state_of(page.current.plan.municipality),
    )


def _chain_and_life(page: reading.ElementPage) -> dict[str, ChainPicture | ElementLife | None]:
    """The picture of the chain that the element stands in (None where it stands in none), and what became of it."""
    chain: Chain | None = None
    if not page.is_dropped and (page.element.takes_up or page.element.is_taken_up):
        chain = chain_of(page.element.identity_id, page.current.plan.municipality_id)
    links = chain.links if chain and chain.contributions else []
    life = life_of(page.element, also=[link.identity for link in links])
    return {"chain": draw_chain(chain, life.around) if chain and links else None, "life": life}


@public_page
def by_uid(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The permanent address of an element leads to the one it has now."""
    row = reading.by_uid(uid)
    plan = row.edition.plan
    if not row.slug:
        return redirect("portal:plan", plan.municipality.slug, plan.slug)
    return redirect("portal:element", plan.municipality.slug, plan.slug, row.slug)
