"""A person's meeting folder, to be filled, printed and emptied."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.core.sizes import LARGEST_KEY
from apps.decisions.models import Decision
from apps.workspace import folder as folders
from apps.workspace.access import SignedInRequest, in_workspace, workspace_page
from apps.workspace.workspaces import Workspace, identity_in


@workspace_page
def folder(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """What is in the folder, as it is printed."""
    context = {
        "workspace": workspace,
        "municipality": workspace.municipality,
        "sheet": folders.folder_sheet(workspace),
    }
    return render(request, "workspace/folder/folder.html", context)


@in_workspace
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, workspace: Workspace) -> HttpResponse:
    """Put something in, take something out, write the note, or empty the folder; then back to it."""
    if request.method == "POST":
        try:
            _change(request, workspace)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
    return redirect("workspace:folder", workspace.municipality.slug)


def _change(request: SignedInRequest, workspace: Workspace) -> None:
    sent = request.POST
    if "element" in sent:
        folders.put_in(workspace, identity=identity_in(workspace, _uid(sent["element"])))
        messages.success(request, _("It is in your meeting folder."))
    elif "decision" in sent:
        rows = Decision.objects.visible_to(workspace.user).filter(municipality=workspace.municipality)
        decision = rows.filter(uid=_uid(sent["decision"])).first()
        if decision is None:
            raise Http404
        folders.put_in(workspace, decision=decision)
        messages.success(request, _("It is in your meeting folder."))
    elif "out" in sent:
        key = sent["out"]
        if key.isascii() and key.isdigit() and len(key) < 20 and int(key) <= LARGEST_KEY:
            folders.take_out(workspace, int(key))
    elif "empty" in sent:
        folders.empty(workspace)
    else:
        folders.write_note(workspace, title=sent.get("title", ""), note=sent.get("note", ""))
        messages.success(request, _("The note is saved."))


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
