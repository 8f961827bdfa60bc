"""The workspaces, and the trees of one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from apps.workspace.access import SignedInRequest, workspace_page
from apps.workspace.filters import select
from apps.workspace.tree_markup import holds_much, sheets
from apps.workspace.working_tree import responsibilities, working_trees
from apps.workspace.workspaces import Workspace, workspaces_of


@require_safe
@login_required
def workspaces(request: SignedInRequest) -> HttpResponse:
    """The municipalities whose workspaces one may enter; straight in, where there is only one."""
    municipalities = workspaces_of(request.user)
    if len(municipalities) == 1:
        return redirect("workspace:desk", municipalities[0].slug)
    return render(request, "workspace/account/workspaces.html", {"municipalities": municipalities})


@gzip_page
@workspace_page
def tree(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """All plans of the municipality as they are being worked on, narrowed down by the query string."""
    trees = working_trees(workspace)
    selection = select(request.GET, workspace=workspace, trees=trees)
    context = {
        "workspace": workspace,
        "municipality": workspace.municipality,
        "sheets": sheets(workspace, trees, selection, folds=request.GET.get("vis", "")),
        "selection": selection,
        "form": selection.filters.form,
        "responsibilities": responsibilities(workspace, trees),
        "total": sum(tree.size for tree in trees),
        "is_whole": not holds_much(trees),
    }
    return render(request, "workspace/tree/tree.html", context)


@gzip_page
@workspace_page
def words(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """The text of every element by its uid, for the filter in the browser."""
    nodes = [node for tree in working_trees(workspace) for node in tree.nodes[1:]]
    return JsonResponse({str(node.uid): node.words.partition("\n")[2] for node in nodes})
