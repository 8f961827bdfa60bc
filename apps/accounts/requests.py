"""Who sends a request, for code that has made sure that somebody is signed in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from apps.accounts.models import User


def signed_in_user(request: HttpRequest) -> User:
    """The user; raises ``PermissionDenied`` where nobody is signed in."""
    user = request.user
    if isinstance(user, User):
        return user
    raise PermissionDenied
