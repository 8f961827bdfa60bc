"""The API's three documents. They say the same in every language: what was adopted, in its own words."""

from django.http import HttpRequest, HttpResponse

from apps.municipalities.freshness import portal_version
from apps.municipalities.models import Municipality
from apps.opendata import documents
from apps.opendata.answers import as_json, open_data, unless_known
from apps.publishing import reading


@open_data
def municipalities(request: HttpRequest) -> HttpResponse:
    """All municipalities by name."""

    def document() -> documents.Document:
        return {"results": [documents.municipality(place) for place in Municipality.objects.all()]}

    return unless_known(request, portal_version(), document)


@open_data
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    """One municipality with its published plans."""
    place = reading.municipality(municipality)

    def document() -> documents.Document:
        editions = reading.current_editions().filter(plan__municipality=place)
        plans = [documents.plan_in_list(edition, place) for edition in editions]
        return {**documents.municipality(place), "plans": plans}

    return unless_known(request, place.public_version, document)


@open_data
def plan(request: HttpRequest, municipality: str, plan: str) -> HttpResponse:
    """One published plan with everything in it."""
    edition = reading.published_plan(municipality, plan)
    version = edition.plan.municipality.public_version
    return unless_known(request, version, lambda: documents.plan(edition, reading.elements(edition)))


@open_data
def nothing_here(request: HttpRequest, anything: str = "") -> HttpResponse:
    """An address the API does not have is answered as JSON too."""
    return as_json({"detail": "Not found."}, status=404)
