"""A sign-in between password and second factor: it ends when password, rights or account change in the meantime."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string

from apps.accounts.models import User

_KEY = "pending_sign_in"


def begin(request: HttpRequest, user: User) -> None:
    """Remember who ``user`` was when the password was right."""
    request.session[_KEY] = _state(user)


def is_still_theirs(request: HttpRequest, user: User) -> bool:
    """Whether nothing about ``user`` has changed since ``begin``; says so once."""
    begun = request.session.pop(_KEY, None)
    if begun is None:
        return True  # by a passkey alone, or by an invitation: there was nothing between
    return constant_time_compare(begun, _state(user))


def _state(user: User) -> str:
    """Password, account and rights in one word. Rights are known to a layer above this one."""
    rights_of: Callable[[User], str] = import_string(settings.RIGHTS_OF)
    state = [user.get_session_auth_hash(), user.email, str(user.is_active), rights_of(user)]
    return hashlib.sha256("|".join(state).encode()).hexdigest()
