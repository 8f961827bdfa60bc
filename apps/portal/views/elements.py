"""One element, and its permanent address."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from apps.core.conditional import public
from apps.municipalities.freshness import state_of
from apps.overview.chain import ChainPicture, draw_chain
from apps.overview.element import ElementSheet
from apps.portal.answers import public_page
from apps.publishing import reading
from apps.publishing.chain import chain_of


@public_page
def element(request: HttpRequest, municipality: str, plan: str, element: str) -> HttpResponse:
    """One element with its surroundings; an address it had once leads to the one it has."""
    page = reading.published_element(municipality, plan, element)
    if page.element.slug != element:
        return redirect("portal:element", municipality, plan, page.element.slug, permanent=True)
    permanent = request.build_absolute_uri(reverse("portal:uid", args=[page.element.identity.uid]))
    context = {
        "municipality": page.current.plan.municipality,
        "page": page,
        "sheet": ElementSheet(page),
        "chain": _chain(page),
        "permanent": permanent,
    }
    return public(
        request,
        render(request, "portal/elements/element.html", context),
        state_of(page.current.plan.municipality),
    )


def _chain(page: reading.ElementPage) -> ChainPicture | None:
    """The picture of the chain that the element stands in; None where it stands in none."""
    if page.is_dropped or not (page.element.takes_up or page.element.is_taken_up):
        return None
    chain = chain_of(page.element.identity_id, page.current.plan.municipality_id)
    return draw_chain(chain) if chain.contributions else None


@public_page
def by_uid(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The permanent address of an element leads to the one it has now."""
    row = reading.by_uid(uid)
    plan = row.edition.plan
    if not row.slug:
        return redirect("portal:plan", plan.municipality.slug, plan.slug)
    return redirect("portal:element", plan.municipality.slug, plan.slug, row.slug)
