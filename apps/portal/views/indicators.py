"""The indicators of a municipality, and one of them."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from apps.core.conditional import public
from apps.indicators.models import Indicator
from apps.indicators.reading import public_indicators, sheets
from apps.indicators.spreadsheets import as_csv, as_xlsx
from apps.municipalities.freshness import state_of
from apps.overview.indicators import IndicatorPage
from apps.portal.answers import public_page
from apps.publishing import reading


@public_page
def indicators(request: HttpRequest, municipality: str) -> HttpResponse:
    """Every public indicator with what it shows in a sentence."""
    found = reading.municipality(municipality)
    pages = [IndicatorPage(sheet) for sheet in sheets(public_indicators(found).order_by("title"))]
    context = {"municipality": found, "pages": pages}
    return public(request, render(request, "portal/indicators/indicators.html", context), state_of(found))


@public_page
def figures_csv(request: HttpRequest, municipality: str) -> HttpResponse:
    """All public figures as CSV."""
    return _file(request, municipality, "csv", "text/csv; charset=utf-8", as_csv)


@public_page
def figures_xlsx(request: HttpRequest, municipality: str) -> HttpResponse:
    """All public figures as a workbook."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(request, municipality, "xlsx", kind, as_xlsx)


def _file(
    request: HttpRequest,
    municipality: str,
    ending: str,
    kind: str,
    written: Callable[[Iterable[Indicator]], bytes],
) -> HttpResponse:
    found = reading.municipality(municipality)
    content = written(public_indicators(found).order_by("title"))
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="indikatorer-{found.slug}.{ending}"'
    return public(request, response, state_of(found))


@public_page
def indicator(request: HttpRequest, municipality: str, uid: UUID) -> HttpResponse:
    """One indicator: what it shows, as a picture and as a table, and how it is measured."""
    found = reading.municipality(municipality)
    [sheet] = sheets([get_object_or_404(public_indicators(found), uid=uid)])
    context = {"municipality": found, "page": IndicatorPage(sheet), "indicator": sheet.indicator}
    return public(request, render(request, "portal/indicators/indicator.html", context), state_of(found))
