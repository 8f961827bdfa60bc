"""The source documents of a plan, line by line, as each edition of it was made with them."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response

from apps.core.conditional import CACHE_CONTROL, public
from apps.municipalities.freshness import state_of
from apps.overview.source_lines import annotated, left_out_places, repaired_places
from apps.portal.answers import public_page
from apps.portal.templatetags.portal import sources_address
from apps.publishing import reading
from apps.publishing.models import Edition
from apps.publishing.originals import TYPES, ending_of, originals, path_of


@public_page
def sources(request: HttpRequest, municipality: str, plan: str, edition: int | None = None) -> HttpResponse:
    """The list of source documents; a single one is shown at once."""
    found = _edition(municipality, plan, edition)
    if edition and found.is_current:
        return redirect(sources_address(found))
    documents = list(reading.sources(found).defer("text"))
    if len(documents) == 1:
        return redirect(sources_address(found, documents[0].number))
    context = {"municipality": found.plan.municipality, "edition": found, "documents": documents}
    return public(
        request, render(request, "portal/sources/sources.html", context), state_of(found.plan.municipality)
    )


@public_page
def source(
    request: HttpRequest, municipality: str, plan: str, number: int, edition: int | None = None
) -> HttpResponse:
    """One source document: what each of its lines became."""
    found = _edition(municipality, plan, edition)
    if edition and found.is_current:
        return redirect(sources_address(found, number))
    document = get_object_or_404(reading.sources(found), number=number)
    lines = annotated(document, reading.outline(found))
    context = {
        "municipality": found.plan.municipality,
        "edition": found,
        "document": document,
        "lines": lines,
        "repaired": repaired_places(lines),
        "left_out": left_out_places(document),
    }
    return public(
        request, render(request, "portal/sources/source.html", context), state_of(found.plan.municipality)
    )


@public_page
def original(
    request: HttpRequest, municipality: str, plan: str, number: int, edition: int | None = None
) -> HttpResponseBase:
    """The original file beside a source text, as a download and as nothing else."""
    found = _edition(municipality, plan, edition)
    document = get_object_or_404(reading.sources(found).exclude(original_sha256=""), number=number)
    known = get_conditional_response(request, f'"{document.original_sha256}"')
    if known is not None:
        return known
    kind = TYPES.get(ending_of(document))
    if kind is None or not originals().exists(path_of(document)):
        raise Http404
    response = FileResponse(
        originals().open(path_of(document)),
        as_attachment=True,
        filename=document.original_name,
        content_type=kind,
    )
    response["ETag"] = f'"{document.original_sha256}"'
    response["Cache-Control"] = CACHE_CONTROL
    return response


def _edition(municipality: str, plan: str, number: int | None) -> Edition:
    """The edition asked for, or the one that citizens read."""
    if number is None:
        return reading.published_plan(municipality, plan)
    return reading.published_edition(municipality, plan, number)
