"""How a page of the workspace answers: to signed-in people, about a municipality they belong to."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from apps.accounts.models import User
from apps.municipalities.models import Municipality
from apps.strategies.models import ElementIdentity
from apps.workspace.workspaces import enter

View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """What the views behind ``login_required`` get."""

    user: User
    htmx: HtmxDetails


def in_workspace(view: View) -> View:
    """Gives the view the ``Workspace`` at the address; 404 for one the person may not enter, as for one that is not there."""

    @wraps(view)
    def answer(request: HttpRequest, municipality: str, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        try:
            return view(request, enter(cast(User, request.user), municipality), *args, **kwargs)
        except (Municipality.DoesNotExist, ElementIdentity.DoesNotExist):
            return _nowhere(request)

    return answer


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To sign-in and back; but what was being sent is given back first, for sign-in would lose it."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    return render(
        request,
        "workspace/account/signed_out.html",
        {"text": request.POST.get("text", ""), "here": request.path},
        status=403,
    )


def _nowhere(request: HttpRequest) -> HttpResponse:
    """404 in the same words for what is another's, was never there, or can no longer be entered."""
    return render(request, "workspace/account/nowhere.html", status=404)


def workspace_page(view: View) -> View:
    """A page of a workspace to read."""
    return require_safe(in_workspace(view))
