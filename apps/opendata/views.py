"""The API's three documents. They say the same in every language: what was adopted, in its own words."""

from django.http import HttpRequest, HttpResponse

from apps.core.conditional import public
from apps.followup.reading import statuses_of_plan
from apps.municipalities.freshness import state_of, state_of_portal
from apps.opendata.answers import as_json, open_data
from apps.overview import documents
from apps.publishing import reading
from apps.publishing.committees import (
    elements_of_each,
    elements_taken_part_in,
    public_committees,
)
from apps.publishing.pages.rows import partners_of
from apps.publishing.related import relations_of_plan
from apps.publishing.topics import topic_slugs_of


@open_data
def municipalities(request: HttpRequest) -> HttpResponse:
    """All municipalities that are public, by name."""
    version = state_of_portal()
    results = [documents.municipality(each) for each in reading.public_municipalities()]
    return public(request, as_json({"results": results}), version)


@open_data
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    """One municipality with its published plans."""
    found = reading.municipality(municipality)
    editions = reading.current_editions().filter(plan__municipality=found)
    plans = [documents.plan_in_list(edition, found) for edition in editions]
    return public(request, as_json({**documents.municipality(found), "plans": plans}), state_of(found))


@open_data
def committees(request: HttpRequest, municipality: str) -> HttpResponse:
    """The committees and units that a municipality's published plans name, and what each is responsible for."""
    owner = reading.municipality(municipality)
    found = public_committees(owner)
    elements, partner_in = elements_of_each(found), elements_taken_part_in(found)
    results = [
        documents.committee(each, found.plans_of(each), elements[each.pk], partner_in[each.pk], owner)
        for each in found.all
    ]
    return public(request, as_json({"results": results}), state_of(owner))


@open_data
def plan(request: HttpRequest, municipality: str, plan: str) -> HttpResponse:
    """One published plan with everything in it."""
    edition = reading.published_plan(municipality, plan)
    about = documents.About(
        edition.plan.municipality,
        statuses_of_plan(edition.plan_id),
        relations_of_plan(edition),
        partners_of(edition),
        topic_slugs_of(edition),
    )
    document = documents.plan(edition, reading.texts(edition), about)
    return public(request, as_json(document), state_of(edition.plan.municipality))


@open_data
def nothing_here(request: HttpRequest, anything: str = "") -> HttpResponse:
    """An address the API does not have is answered as JSON too."""
    return as_json({"detail": "Not found."}, status=404)
