"""How a page of the workspace answers: to signed-in people, about a municipality they belong to."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from apps.accounts.models import User
from apps.municipalities.models import Municipality
from apps.strategies.models import ElementIdentity
from apps.workspace.rooms import enter

View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """What the views behind ``login_required`` get."""

    user: User  # type: ignore[assignment]
    htmx: HtmxDetails


def in_room(view: View) -> View:
    """Gives the view the ``Room`` at the address; 404 for one the person may not enter, as for one that is not there."""

    @login_required
    @wraps(view)
    def answer(request: HttpRequest, municipality: str, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, enter(cast(User, request.user), municipality), *args, **kwargs)
        except (Municipality.DoesNotExist, ElementIdentity.DoesNotExist):
            raise Http404 from None

    return answer


def room_page(view: View) -> View:
    """A page of a room to read."""
    return require_safe(in_room(view))
