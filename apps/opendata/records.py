"""What is recorded of the plans, for machines: rounds of follow-up, indicators and decisions."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from apps.core.conditional import public
from apps.core.sizes import LARGEST_KEY
from apps.decisions.reading import public_decisions
from apps.decisions.reading import sheets as decision_sheets
from apps.followup.models import FollowUpRound
from apps.followup.reading import counts_of, counts_of_each, public_rounds, round_rows
from apps.indicators.models import Indicator
from apps.indicators.reading import public_indicators, with_figures
from apps.indicators.reading import sheets as indicator_sheets
from apps.municipalities.freshness import state_of
from apps.opendata import record_documents as documents
from apps.opendata.answers import as_json, open_data
from apps.publishing import reading


def _page(request: HttpRequest, rows: QuerySet[Any]) -> tuple[list[Any], str | None]:
    """The rows after the ``cursor`` that was asked for, and the address of the rest; 404 for what is no cursor."""
    cursor = request.GET.get("cursor", "0")
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 20 and int(cursor) <= LARGEST_KEY):
        raise Http404
    size = settings.API_PAGE_SIZE
    found = list(rows.filter(pk__gt=int(cursor)).order_by("pk")[: size + 1])
    if len(found) <= size:
        return found, None
    return found[:size], f"{request.path}?{urlencode({'cursor': found[size - 1].pk})}"


@open_data
def rounds(request: HttpRequest, municipality: str) -> HttpResponse:
    """Every follow-up round of a municipality with its counts, the newest first."""
    owner = reading.municipality(municipality)
    found = list(public_rounds(owner))
    counts = counts_of_each(found)
    results = [documents.round_in_list(each, counts[each.pk], owner) for each in found]
    return public(request, as_json({"results": results, "next": None}), state_of(owner))


@open_data
def round(request: HttpRequest, municipality: str, number: int) -> HttpResponse:
    """One round with everything that was reported in it."""
    owner = reading.municipality(municipality)
    found = public_rounds(owner).filter(number=min(number, LARGEST_KEY)).first()
    if found is None:
        raise FollowUpRound.DoesNotExist
    rows = round_rows(found)
    return public(
        request, as_json(documents.round(found, rows, counts_of(found, rows), owner)), state_of(owner)
    )


@open_data
def indicators(request: HttpRequest, municipality: str) -> HttpResponse:
    """The public indicators of a municipality with their figures."""
    owner = reading.municipality(municipality)
    found, rest = _page(request, public_indicators(owner))
    results = [documents.indicator(sheet) for sheet in indicator_sheets(found)]
    return public(request, as_json({"results": results, "next": rest}), state_of(owner))


@open_data
def indicator(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One public indicator of a municipality that is public."""
    found = with_figures(Indicator.objects.public()).get(uid=uid)
    owner = reading.municipality(found.municipality.slug)
    [sheet] = indicator_sheets([found])
    return public(request, as_json(documents.indicator(sheet)), state_of(owner))


@open_data
def decisions(request: HttpRequest, municipality: str) -> HttpResponse:
    """The public decisions of a municipality with their final assessments."""
    owner = reading.municipality(municipality)
    found, rest = _page(request, public_decisions(owner))
    results = [documents.decision(sheet, owner) for sheet in decision_sheets(found)]
    return public(request, as_json({"results": results, "next": rest}), state_of(owner))
