"""How django-allauth behaves in this portal."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts import lockout, pending_sign_in
from apps.accounts.backends import PortalBackend
from apps.accounts.models import User
from apps.core.durations import duration_in_words

logger = logging.getLogger(__name__)


def _too_many_attempts() -> str:
    time = duration_in_words(settings.LOCKOUT_TIME)
    return _("Too many wrong attempts. Wait %(time)s and try again.") % {"time": time}


#: allauth's Danish, said more plainly.
PLAINLY = {
    "email_password_mismatch": gettext_lazy("The e-mail address or the password is not right."),
    "incorrect_password": gettext_lazy("The password is not right."),
    "too_many_login_attempts": lazy(_too_many_attempts, str)(),
    "rate_limited": gettext_lazy("Too many attempts. Wait some minutes and try again."),
}
WAYS_TO_CONFIRM = {
    "reauthenticate": gettext_lazy("Use your password"),
    "mfa_reauthenticate": gettext_lazy("Use a code from the app, or a recovery code"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Use a passkey"),
}


class PortalAccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **PLAINLY}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitation, never by whoever asks."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Whoever is locked out uses up nothing of what the same account allows from elsewhere."""
        if lockout.is_locked_out(request, lockout.tried_address(request, credentials)):
            lockout.tell_failure(request, lockout.tried_address(request, credentials), "locked out")
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        lockout.tell_failure(request, lockout.tried_address(request, credentials), "password")
        super().authentication_failed(request, **credentials)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Stops whom the backend would sign out again at the next request."""
        if not PortalBackend().user_can_authenticate(user):
            return self.respond_user_inactive(request, user)
        pending_sign_in.begin(request, user)
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: User) -> None:
        """Signs in; where something about the account has changed since the password was given, asks for it again."""
        if not pending_sign_in.is_still_theirs(request, user):
            messages.error(request, _("Something about your account has changed. Sign in again."))
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        super().login(request, user)

    def set_password(self, user: User, password: str) -> None:
        """Whoever could set a new password has shown who they are."""
        super().set_password(user, password)
        lockout.forget_failures(user)

    def is_safe_url(self, url: str) -> bool:
        """Whether one may be sent on to ``url``; one that cannot even be read is not safe."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": WAYS_TO_CONFIRM[method["id"]]} for method in methods]

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """What was done stays done where the mail about it cannot go out. The mail says where to choose a new password."""
        new_password = self.request.build_absolute_uri(reverse("account_reset_password"))
        try:
            super().send_notification_mail(
                template_prefix, user, {**(context or {}), "new_password": new_password}, email
            )
        except (OSError, SMTPException):
            logger.exception("A notice about an account could not be mailed")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Says what no page says itself. Other messages would wait, in a cookie, for a page that shows any."""
        template = message_template or ""
        if template == "account/messages/password_changed.txt" and request.user.is_authenticated:
            messages.success(request, _("Your password has been changed"))
        elif message or template.startswith("mfa/"):
            super().add_message(request, level, message_template, message_context, extra_tags, message)
