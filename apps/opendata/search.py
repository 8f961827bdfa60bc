"""The API's search: what citizens find, for machines."""

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from apps.core.conditional import public
from apps.municipalities.freshness import state_of_portal
from apps.opendata.answers import as_json, bad_request, open_data
from apps.overview.documents import Document, address
from apps.publishing import reading
from apps.publishing.models import Edition, SearchEntry
from apps.publishing.search.results import Hit, Search
from apps.strategies.kinds import Kind


class Parameters(forms.Form):
    """What may be asked for; ``limit`` is 20 unless given."""

    q = forms.CharField(required=False, strip=False)
    limit = forms.IntegerField(required=False, min_value=1, max_value=settings.SEARCH_API_MOST)
    municipality = forms.SlugField(required=False)
    plan = forms.SlugField(required=False)
    kind = forms.ChoiceField(required=False, choices=Kind)


@open_data
def search(request: HttpRequest) -> HttpResponse:
    """Elements of all published plans, best first. 400 for parameters that cannot be, 404 for municipalities and plans."""
    version = state_of_portal()
    asked = Parameters(request.GET)
    if not asked.is_valid():
        return bad_request()
    found = Search.of(asked.cleaned_data["q"], _among(**asked.cleaned_data))
    hits = found.hits(0, asked.cleaned_data["limit"] or settings.SEARCH_PAGE)
    # What is not found is not answered with something else here: whoever asks by machine may ask again.
    other = found.instead.query.text if found.instead else None
    document = {
        "query": found.query.text,
        "total": found.total,
        "total_is_capped": found.total_is_capped,
        "suggestion": found.suggestion() or other,
        "results": [_result(hit) for hit in hits],
    }
    return public(request, as_json(document), version)


def _among(municipality: str, plan: str, kind: str, **_others: object) -> QuerySet[SearchEntry]:
    """The entries that are asked for. Raises where there is no such municipality or plan for citizens."""
    entries = SearchEntry.objects.all()
    if municipality:
        entries = entries.filter(municipality=reading.municipality(municipality))
    if plan:
        there = Edition.objects.current().filter(plan__slug=plan)
        there = there.filter(plan__municipality__slug=municipality) if municipality else there
        if not there.exists():
            raise Edition.DoesNotExist(plan)
        entries = entries.filter(plan__in=there.values("plan_id"))
    return entries.filter(kind=kind) if kind else entries


def _result(hit: Hit) -> Document:
    return {
        "id": str(hit.uid),
        "title": hit.title,
        "kind": hit.kind,
        "municipality": hit.municipality.slug,
        "is_example": hit.municipality.is_example,
        "plan": hit.plan_slug,
        "url": address(*hit.path),
        "snippet": hit.snippet_text,
    }
