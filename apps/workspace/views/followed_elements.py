"""A person's own list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.workspace.access import SignedInRequest, in_workspace, workspace_page
from apps.workspace.followed_elements import followed_in
from apps.workspace.models import NewsByMail
from apps.workspace.news_mail import set_news_by_mail
from apps.workspace.workspaces import Workspace


@workspace_page
def followed_elements(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """The elements the person follows in the workspace, and their notes."""
    context = {
        "workspace": workspace,
        "municipality": workspace.municipality,
        "mine": followed_in(workspace),
        "has_mail": NewsByMail.objects.filter(user=workspace.user).exists(),
    }
    return render(request, "workspace/followed_elements/list.html", context)


@in_workspace
@require_http_methods(["GET", "HEAD", "POST"])
def news_by_mail(request: SignedInRequest, workspace: Workspace) -> HttpResponse:
    """Have a mail when something that is followed changes, or no longer."""
    if request.method == "POST":
        wanted = request.POST.get("mail") == "1"
        set_news_by_mail(workspace.user, wanted=wanted)
        told = (
            _("You get a mail when what you follow changes.")
            if wanted
            else _("You get no more mails about it.")
        )
        messages.success(request, told)
    return redirect("workspace:mine", workspace.municipality.slug)
