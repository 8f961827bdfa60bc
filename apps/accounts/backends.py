"""Who may be signed in, asked at sign-in and again at every request of a session."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from apps.accounts.models import User


class PortalBackend(AuthenticationBackend):
    """E-mail address and password; never an inactive user, and a demo user only in demo mode."""

    def user_can_authenticate(self, user: User | None) -> bool:
        return super().user_can_authenticate(user) and (settings.DEMO or not getattr(user, "is_demo", False))
