"""The desk of a committee, and which committees work on what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.overview.coverage import coverage_of
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
    """Committees by focus areas, the empty cells too."""
    context = {
        "workspace": workspace,
        "municipality": workspace.municipality,
        "coverage": coverage_of(workspace.municipality),
    }
    return render(request, "workspace/desk/coverage.html", context)
