"""allauth's forms for the second factor: plain labels, wrong codes counted, malformed answers refused."""

from typing import Any

from allauth.core import context
from allauth.mfa import app_settings as settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn import forms as webauthn_forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.accounts import lockout, used_codes
from apps.core.fields import LineFormField

LONGEST_NAME = 60
#: What the libraries below raise at an answer that no authenticator gave.
MALFORMED = (AttributeError, KeyError, IndexError, OverflowError, TypeError, ValueError)


class _CodeForm(base_forms.BaseAuthenticateForm):
    """Asks for a code from an app or from the list of recovery codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        code = self.fields["code"]
        code.label = self.code_label
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "16"}

    code_label: Any = _("Code from the app, or a recovery code")

    def clean_code(self) -> str:
        user = self.user
        if lockout.is_locked_out(context.request, user.email):
            raise get_adapter().validation_error("incorrect_code")
        try:
            code = super().clean_code()
        except ValidationError:
            lockout.count_failure(context.request, user)
            raise
        used = self.authenticator
        if used.type == Authenticator.Type.TOTP and not used_codes.take(user, _secret(used), code):
            raise get_adapter().validation_error("incorrect_code")
        return code


def _secret(authenticator: Authenticator) -> str:
    return decrypt(authenticator.data["secret"])


class AuthenticateForm(_CodeForm, base_forms.AuthenticateForm):
    pass


class ReauthenticateForm(_CodeForm, base_forms.ReauthenticateForm):
    pass


class ActivateTOTPForm(totp_forms.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        code = self.fields["code"]
        code.label = format_lazy(_("The {digits} digits that the app shows"), digits=settings.TOTP_DIGITS)
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "16"}

    def clean_code(self) -> str:
        """The code that sets the app up is used up with it."""
        code = super().clean_code()
        if not used_codes.take(self.user, self.secret, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


def _in_words_of_passkeys(error: Exception) -> ValidationError:
    """allauth says “incorrect code” of a passkey, too; and of what no passkey ever said, nothing."""
    if isinstance(error, ValidationError) and getattr(error, "code", "") != "incorrect_code":
        return error
    return ValidationError(_("The passkey did not fit. Try again, or choose another way."), code="passkey")


class _Credential(webauthn_forms.AuthenticateWebAuthnForm):
    """What the browser answered for a passkey. Anybody can send anything here."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except (ValidationError, *MALFORMED) as error:
            raise _in_words_of_passkeys(error) from error


class AuthenticateWebAuthnForm(_Credential, webauthn_forms.AuthenticateWebAuthnForm):
    pass


class ReauthenticateWebAuthnForm(_Credential, webauthn_forms.ReauthenticateWebAuthnForm):
    pass


class LoginWebAuthnForm(_Credential, webauthn_forms.LoginWebAuthnForm):
    pass


def _name_field() -> LineFormField:
    return LineFormField(
        label=_("What you call it"),
        max_length=LONGEST_NAME,
        help_text=_("For example “Phone” or “Key on my key ring”."),
    )


class AddWebAuthnForm(webauthn_forms.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["name"] = _name_field()
        self.fields["name"].required = False
        passwordless = self.fields["passwordless"]
        passwordless.initial = True
        passwordless.label = _("I want to sign in with it alone, without a password")
        passwordless.help_text = _("It then asks for your fingerprint, your face or a PIN each time.")

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except (ValidationError, *MALFORMED) as error:
            raise _in_words_of_passkeys(error) from error


class EditWebAuthnForm(webauthn_forms.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["name"] = _name_field()
