"""A plan, an element or a municipality as a PDF file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from apps.core.conditional import public
from apps.municipalities.freshness import state_of
from apps.municipalities.models import Municipality
from apps.overview.pdf.making import Order, made
from apps.overview.pdf.orders import element_order, municipality_order, plan_order
from apps.portal.answers import public_page
from apps.publishing import reading


@public_page
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    """Every plan of a municipality in one file."""
    found = reading.municipality(municipality)
    return _file(request, municipality_order(found, _root(request, municipality)), found, municipality)


@public_page
def plan(request: HttpRequest, municipality: str, plan: str) -> HttpResponse:
    """The plan as citizens read it now."""
    edition = reading.published_plan(municipality, plan)
    order = plan_order(edition, _root(request, municipality))
    return _file(request, order, edition.plan.municipality, f"{municipality}-{plan}-{edition.number}")


@public_page
def edition(request: HttpRequest, municipality: str, plan: str, number: int) -> HttpResponse:
    """An older edition of a plan; the current one is found at the plan's own address."""
    found = reading.published_edition(municipality, plan, number)
    if found.is_current:
        return redirect("portal:plan_pdf", municipality, plan)
    order = plan_order(found, _root(request, municipality))
    return _file(request, order, found.plan.municipality, f"{municipality}-{plan}-{number}")


@public_page
def element(request: HttpRequest, municipality: str, plan: str, element: str) -> HttpResponse:
    """One element with what stands under it."""
    page = reading.published_element(municipality, plan, element)
    if page.element.slug != element:
        return redirect("portal:element_pdf", municipality, plan, page.element.slug, permanent=True)
    order = element_order(page, _root(request, municipality))
    return _file(request, order, page.current.plan.municipality, f"{municipality}-{element}")


def _root(request: HttpRequest, municipality: str) -> str:
    return request.build_absolute_uri(reverse("portal:municipality", args=[municipality]))


def _file(request: HttpRequest, order: Order, municipality: Municipality, name: str) -> HttpResponse:
    """The file, or a page that asks for patience while it is made."""
    version = state_of(municipality)
    content = made(order)
    if content is None:
        page = render(request, "portal/pdf/patience.html", {"municipality": municipality}, status=202)
        page["Cache-Control"] = "no-store"
        return page
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return public(request, response, version)
