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
from apps.workspace.folder_note import NoteForm
from apps.workspace.workspaces import Workspace, identity_in


@workspace_page
def folder(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """What is in the folder, as it is printed."""
    return _page(request, workspace)


def _page(
    request: HttpRequest, workspace: Workspace, refused: NoteForm | None = None, *, status: int = 200
) -> HttpResponse:
    sheet = folders.folder_sheet(workspace)
    context = {
        "workspace": workspace,
        "municipality": workspace.municipality,
        "sheet": sheet,
        "form": refused or NoteForm(initial={"title": sheet.title, "note": sheet.note}),
    }
    return render(request, "workspace/folder/folder.html", context, status=status)


@in_workspace
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, workspace: Workspace) -> HttpResponse:
    """Put something in, take something out, write the note, or empty the folder; then back to it. A note that cannot be saved
    is given back as it was written.
    """
    if request.method == "POST" and not _DEEDS & request.POST.keys():
        form = NoteForm(request.POST)
        if not form.is_saved(workspace):
            return _page(request, workspace, form, status=422)
        messages.success(request, _("The note is saved."))
    elif request.method == "POST":
        try:
            _change(request, workspace)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
    return redirect("workspace:folder", workspace.municipality.slug)


_DEEDS = {"element", "decision", "out", "empty"}


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
    else:
        folders.empty(workspace)


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
