"""The desk of a committee, and which committees work on what."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from apps.overview.coverage import cell_of, coverage_of
from apps.workspace.access import workspace_page
from apps.workspace.desk import desk_of, news_since
from apps.workspace.visits import visited
from apps.workspace.workspaces import Workspace


@workspace_page
def desk(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """What the person's committee answers for, how it goes, and what is new since they were here."""
    before = visited(workspace)
    context = {
        "workspace": workspace,
        "municipality": workspace.municipality,
        "desk": desk_of(workspace, request.GET.get("udvalg", "")),
        "before": before,
        "news": news_since(workspace, before) if before else [],
    }
    return render(request, "workspace/desk/desk.html", context)


@workspace_page
def coverage(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """Committees by focus areas, the empty cells too; or what stands in one cell, ``?omraade=`` and ``?udvalg=``."""
    if "omraade" in request.GET:
        return _cell(request, workspace)
    context = {
        "workspace": workspace,
        "municipality": workspace.municipality,
        "coverage": coverage_of(workspace.municipality),
    }
    return render(request, "workspace/desk/coverage.html", context)


def _cell(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    try:
        area = UUID(request.GET["omraade"])
    except ValueError as error:
        raise Http404 from error
    cell = cell_of(workspace.municipality, area, request.GET.get("udvalg", ""))
    if cell is None:
        raise Http404
    context = {"workspace": workspace, "municipality": workspace.municipality, "cell": cell}
    return render(request, "workspace/desk/coverage_cell.html", context)
