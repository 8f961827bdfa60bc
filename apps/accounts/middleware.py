"""Whoever must have a second factor and has none is nobody yet, except on the pages where one is set up."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from apps.accounts.models import User
from apps.accounts.second_factor import lacks_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]
OPEN = {"account_logout", "account_reauthenticate", "account_change_password"}


def _is_open(request: HttpRequest) -> bool:
    """Whether the address serves to set a second factor up, or to leave."""
    name = (request.resolver_match.url_name if request.resolver_match else None) or ""
    return name in OPEN or name.startswith("mfa_")


def require_second_factor(get_response: GetResponse) -> GetResponse:
    """Shows every view an anonymous visitor in place of somebody who lacks the second factor, then leads to setting it up.

    No page needs to think of it, so none can forget. Where nobody looks at the user, nothing is asked of the database.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        signed_in = request.user
        missing: list[User] = []

        def seen() -> User | AnonymousUser:
            if signed_in.is_authenticated and not _is_open(request) and lacks_second_factor(signed_in):
                missing.append(signed_in)
                return AnonymousUser()
            return signed_in

        request.user = SimpleLazyObject(seen)  # type: ignore[assignment]
        response = get_response(request)
        return HttpResponseRedirect(reverse("mfa_index")) if missing else response

    return middleware
