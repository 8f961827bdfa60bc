"""The rooms, and the trees of one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from apps.workspace.access import SignedInRequest, room_page
from apps.workspace.filters import select
from apps.workspace.rooms import Room, rooms_of
from apps.workspace.tree_markup import holds_much, sheets
from apps.workspace.working_tree import responsibilities, working_trees


@require_safe
@login_required
def rooms(request: SignedInRequest) -> HttpResponse:
    """The municipalities whose rooms one may enter; straight in, where there is only one."""
    municipalities = rooms_of(request.user)
    if len(municipalities) == 1:
        return redirect("workspace:tree", municipalities[0].slug)
    return render(request, "workspace/account/rooms.html", {"municipalities": municipalities})


@gzip_page
@room_page
def tree(request: HttpRequest, room: Room) -> HttpResponse:
    """All plans of the municipality as they are being worked on, narrowed down by the query string."""
    trees = working_trees(room)
    selection = select(request.GET, room=room, trees=trees)
    context = {
        "room": room,
        "municipality": room.municipality,
        "sheets": sheets(room, trees, selection, folds=request.GET.get("vis", "")),
        "selection": selection,
        "form": selection.filters.form,
        "responsibilities": responsibilities(room, trees),
        "total": sum(tree.size for tree in trees),
        "is_whole": not holds_much(trees),
    }
    return render(request, "workspace/tree/tree.html", context)


@gzip_page
@room_page
def words(request: HttpRequest, room: Room) -> HttpResponse:
    """The text of every element by its uid, for the filter in the browser."""
    nodes = [node for tree in working_trees(room) for node in tree.nodes[1:]]
    return JsonResponse({str(node.uid): node.words.partition("\n")[2] for node in nodes})
