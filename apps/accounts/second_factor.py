"""The second factor: whether somebody has one, must have one, and how its secrets are kept."""

import base64
import hashlib
import secrets
from collections.abc import Callable

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=KINDS).exists()


def must_have_second_factor(user: User) -> bool:
    """What the policy named in the settings says; roles are known to a layer above this one."""
    policy: Callable[[User], bool] = import_string(settings.SECOND_FACTOR_POLICY)
    return policy(user)


def lacks_second_factor(user: User) -> bool:
    """Whether ``user`` can do nothing until a second factor is set up. One query for whoever has one."""
    is_asked_of_some = settings.SECOND_FACTOR_FOR_STAFF or settings.SECOND_FACTOR_ROLES
    return bool(is_asked_of_some) and not has_second_factor(user) and must_have_second_factor(user)


def remove_second_factor(user: User) -> bool:
    """Take every second factor and recovery code from ``user``; returns whether there was any."""
    removed, _rows = Authenticator.objects.filter(user=user).delete()
    return bool(removed)


def _fernet() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(b"second factor" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class PortalMFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "The code is not right, or it has been used. Wait for the next one and try again."
        ),
        "cannot_generate_recovery_codes": _("Set an app or a passkey up first; recovery codes come with it."),
    }

    def encrypt(self, text: str) -> str:
        """A copy of the database alone gives nobody a second factor."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Where the secret key was changed without keeping the old one, no code is right any more."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}
