"""A person's own list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.workspace.access import workspace_page
from apps.workspace.followed_elements import followed_in
from apps.workspace.workspaces import Workspace


@workspace_page
def followed_elements(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """The elements the person follows in the workspace, and their notes."""
    context = {"workspace": workspace, "municipality": workspace.municipality, "mine": followed_in(workspace)}
    return render(request, "workspace/followed_elements/list.html", context)
