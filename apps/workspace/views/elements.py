"""One element as it is being worked on, and what a person keeps about it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.strategies.models import ElementIdentity
from apps.workspace.access import SignedInRequest, in_workspace, workspace_page
from apps.workspace.element_page import sheet_of
from apps.workspace.follow_and_note import Attempt, follow_and_note_of
from apps.workspace.models import FollowedElement
from apps.workspace.notes import StaleNote, is_unsaved, keep_note
from apps.workspace.workspaces import Workspace, identity_in


@workspace_page
def element(request: SignedInRequest, workspace: Workspace, uid: UUID) -> HttpResponse:
    """The element's text beside the published one, its history, and what the person keeps about it."""
    return _page(request, workspace, identity_in(workspace, uid))


@in_workspace
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: SignedInRequest, workspace: Workspace, uid: UUID) -> HttpResponse:
    """Put the element on the person's list, or take it off. A note that stands unsaved in the same form is given back."""
    identity = identity_in(workspace, uid)
    if request.method != "POST":
        return _back(request, workspace, identity)
    if request.POST.get("follow") == "1":
        FollowedElement.objects.follow(user=workspace.user, identity=identity)
        messages.success(request, _("You follow this element. It stands under What I follow."))
    else:
        FollowedElement.objects.unfollow(user=workspace.user, identity=identity)
        messages.success(request, _("You no longer follow the element."))
    if request.htmx:
        return _part(request, workspace, identity, "workspace/parts/follow.html")
    text, based_on = request.POST.get("text"), request.POST.get("based_on", "")
    if text is not None and is_unsaved(text, by=workspace.user, identity=identity):
        problem = _("What you wrote in your note is not saved yet.")
        now = identity_in(workspace, uid)
        return _page(request, workspace, now, Attempt(text, based_on, problem=problem))
    return _back(request, workspace, identity)


@in_workspace
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: SignedInRequest, workspace: Workspace, uid: UUID) -> HttpResponse:
    """Save the person's note on the element."""
    identity = identity_in(workspace, uid)
    if request.method != "POST":
        return _back(request, workspace, identity)
    text, based_on = request.POST.get("text", ""), request.POST.get("based_on", "")
    attempt = None
    try:
        kept = keep_note(by=workspace.user, identity=identity, text=text, based_on=based_on)
        messages.success(request, _("The note is saved.") if kept else _("The note is deleted."))
    except ValidationError as error:
        attempt = Attempt(text, based_on, problem=error.messages[0])
    except StaleNote as stale:
        attempt = Attempt.after(stale, text)
    if request.htmx:
        return _part(request, workspace, identity, "workspace/parts/note_state.html", attempt)
    return _page(request, workspace, identity, attempt) if attempt else _back(request, workspace, identity)


def _back(request: SignedInRequest, workspace: Workspace, identity: ElementIdentity) -> HttpResponse:
    """To the page where it was done."""
    if request.POST.get("back") == "mine":
        return redirect("workspace:mine", workspace.municipality.slug)
    return redirect("workspace:element", workspace.municipality.slug, identity.uid)


def _part(
    request: SignedInRequest,
    workspace: Workspace,
    identity: ElementIdentity,
    part: str,
    attempt: Attempt | None = None,
) -> HttpResponse:
    """What changed, for htmx to put in place; the rest of the page, and what is being typed there, stays."""
    now = identity_in(workspace, identity.uid)
    context = {
        "workspace": workspace,
        "identity": now,
        "own": follow_and_note_of(now, attempt),
        "part": part,
    }
    return render(request, "workspace/parts/answer.html", context)


def _page(
    request: SignedInRequest, workspace: Workspace, identity: ElementIdentity, attempt: Attempt | None = None
) -> HttpResponse:
    context = {
        "workspace": workspace,
        "municipality": workspace.municipality,
        "identity": identity,
        "own": follow_and_note_of(identity, attempt),
        "sheet": sheet_of(identity, whole_history=request.GET.get("historie") == "alt"),
    }
    return render(request, "workspace/elements/element.html", context)
