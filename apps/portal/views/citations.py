"""How a plan, an edition or an element is cited, as files for programs that keep references."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.core.conditional import public
from apps.municipalities.freshness import state_of
from apps.municipalities.models import Municipality
from apps.overview.citation import Citation, citation_of
from apps.portal.answers import public_page
from apps.publishing import reading
from apps.publishing.models import Edition

_TYPES = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}


@public_page
def plan(request: HttpRequest, municipality: str, plan: str, form: str) -> HttpResponse:
    """The plan as citizens read it now; what is cited is its edition."""
    edition = reading.published_plan(municipality, plan)
    return _file(request, of_edition(request, edition), form, edition.plan.municipality)


@public_page
def edition(request: HttpRequest, municipality: str, plan: str, number: int, form: str) -> HttpResponse:
    """One edition, whether it is the current one or not."""
    edition = reading.published_edition(municipality, plan, number)
    return _file(request, of_edition(request, edition), form, edition.plan.municipality)


@public_page
def element(request: HttpRequest, municipality: str, plan: str, element: str, form: str) -> HttpResponse:
    """An element, in the edition that citizens read, or the last that had it."""
    page = reading.published_element(municipality, plan, element)
    if page.element.slug != element:
        return redirect(
            f"portal:element_citation_{form}", municipality, plan, page.element.slug, permanent=True
        )
    return _file(request, of_element(request, page), form, page.current.plan.municipality)


def of_edition(request: HttpRequest, edition: Edition) -> Citation:
    """The citation of an edition, by its own address, which stays when the next one comes."""
    owner, slug = edition.plan.municipality, edition.plan.slug
    address = reverse("portal:edition", args=[owner.slug, slug, edition.number])
    return citation_of(edition, owner.name, slug, request.build_absolute_uri(address))


def of_element(request: HttpRequest, page: reading.ElementPage) -> Citation:
    """The citation of an element, by its permanent address."""
    plan, row = page.current.plan, page.element
    address = request.build_absolute_uri(reverse("portal:uid", args=[row.identity.uid]))
    owner = plan.municipality.name
    return citation_of(page.edition, owner, plan.slug, address, element=row.title, slug=row.slug)


def _file(request: HttpRequest, citation: Citation, form: str, municipality: Municipality) -> HttpResponse:
    text = citation.bibtex if form == "bib" else citation.ris
    response = HttpResponse(text, content_type=f"{_TYPES[form]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{citation.key}.{form}"'
    return public(request, response, state_of(municipality))
