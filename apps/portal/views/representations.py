"""The pages' twins for machines: JSON in the form of the API, and Markdown, at addresses of their own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from apps.core.conditional import public, unkept
from apps.municipalities.freshness import state_of
from apps.municipalities.models import Municipality
from apps.overview import documents, representations
from apps.overview.representations import When
from apps.portal.answers import json_answer, markdown_answer, public_page
from apps.portal.days import read_day
from apps.portal.views.dates import dated_page
from apps.publishing import dated, reading
from apps.publishing.models import Edition
from apps.publishing.reading import ElementText


@public_page
def municipality(request: HttpRequest, municipality: str, form: str) -> HttpResponse:
    """A municipality with its published plans."""
    found = reading.municipality(municipality)
    editions = list(reading.current_editions().filter(plan__municipality=found))
    if form == "json":
        plans = [documents.plan_in_list(edition, found) for edition in editions]
        return _sent(request, json_answer({**documents.municipality(found), "plans": plans}), found)
    page = reverse("portal:municipality", args=[municipality])
    where = [_whole(request, reverse("portal:plan", args=[municipality, e.plan.slug])) for e in editions]
    text = representations.municipality_as_markdown(found, editions, where, _whole(request, page))
    return _sent(request, markdown_answer(text), found)


@public_page
def plan(request: HttpRequest, municipality: str, plan: str, form: str) -> HttpResponse:
    """The plan as citizens read it now."""
    edition = reading.published_plan(municipality, plan)
    return _plan(request, edition, form, reverse("portal:plan", args=[municipality, plan]), When(today=True))


@public_page
def edition(request: HttpRequest, municipality: str, plan: str, number: int, form: str) -> HttpResponse:
    """An older edition; the current one is had at the plan's own address."""
    found = reading.published_edition(municipality, plan, number)
    if found.is_current:
        return redirect(f"portal:plan_{form}", municipality, plan)
    return _plan(request, found, form, reverse("portal:edition", args=[municipality, plan, number]), When())


@public_page
def element(request: HttpRequest, municipality: str, plan: str, element: str, form: str) -> HttpResponse:
    """An element with what is under it, as citizens read it now, or as it last stood in its plan."""
    page = reading.published_element(municipality, plan, element)
    slug = page.element.slug
    if slug != element:
        return redirect(f"portal:element_{form}", municipality, plan, slug, permanent=True)
    rows = list(reading.texts(page.edition, within=page.element))
    address = reverse("portal:element", args=[municipality, plan, slug])
    when = When(today=not page.is_dropped, is_dropped=page.is_dropped)
    return _element(request, page.edition, rows, form, address, when)


@dated_page
def plan_on(request: HttpRequest, municipality: str, plan: str, day: str, form: str) -> HttpResponse:
    """The plan as it was read when the day ended."""
    asked = read_day(day, timezone.localdate())
    edition = dated.edition_on(municipality, plan, asked)
    address = reverse("portal:plan_on", args=[municipality, plan, day])
    return unkept(_plan(request, edition, form, address, When(day=asked)))


@dated_page
def element_on(
    request: HttpRequest, municipality: str, plan: str, element: str, day: str, form: str
) -> HttpResponse:
    """An element with what was under it when the day ended."""
    asked = read_day(day, timezone.localdate())
    row = dated.row_on(municipality, plan, element, asked)
    rows = list(reading.texts(row.edition, within=row))
    address = reverse("portal:element_on", args=[municipality, plan, row.slug, day])
    return unkept(_element(request, row.edition, rows, form, address, When(day=asked)))


def _plan(request: HttpRequest, edition: Edition, form: str, address: str, when: When) -> HttpResponse:
    rows = reading.texts(edition)
    if form == "json":
        document = representations.plan_as_document(edition, rows, when)
        response = json_answer({**document, "url": _in_danish(address)})
    else:
        text = representations.plan_as_markdown(edition, rows, _whole(request, address))
        response = markdown_answer(text)
    return _sent(request, response, edition.plan.municipality)


def _element(
    request: HttpRequest,
    edition: Edition,
    rows: list[ElementText],
    form: str,
    address: str,
    when: When,
) -> HttpResponse:
    if form == "json":
        document = representations.element_as_document(edition, rows, when)
        response = json_answer({**document, "url": _in_danish(address)})
    else:
        text = representations.element_as_markdown(
            edition, rows, _whole(request, address), is_dropped=when.is_dropped
        )
        response = markdown_answer(text)
    return _sent(request, response, edition.plan.municipality)


def _whole(request: HttpRequest, path: str) -> str:
    return request.build_absolute_uri(path)


def _in_danish(path: str) -> str:
    """What the documents say is the same in every language, as in the API."""
    return path.removeprefix("/en")


def _sent(request: HttpRequest, response: HttpResponse, municipality: Municipality) -> HttpResponse:
    return public(request, response, state_of(municipality))
