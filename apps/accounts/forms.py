"""The forms of sign-in: allauth's without placeholders (a label that goes away while one writes is none), and our own."""

from typing import Any

from allauth.account import forms
from django import forms as django_forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User, one_form
from apps.core.fields import LineFormField


class _LabelsOnly(django_forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(_LabelsOnly, forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")


class ChangePasswordForm(_LabelsOnly, forms.ChangePasswordForm):
    pass


class ResetPasswordForm(_LabelsOnly, forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class ResetPasswordKeyForm(_LabelsOnly, forms.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(_LabelsOnly, forms.ReauthenticateForm):
    pass


class NewAccountForm(django_forms.Form):
    """Name and password of somebody invited, who must know to which ``address`` the invitation went."""

    email = django_forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The one that the invitation was sent to. You will sign in with it."),
        widget=django_forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    full_name = LineFormField(
        label=_("Your name"),
        max_length=200,
        widget=django_forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password1 = django_forms.CharField(
        label=_("Choose a password"),
        strip=False,
        max_length=1000,
        help_text=password_validation.password_validators_help_text_html,
        widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = django_forms.CharField(
        label=_("The password once more"),
        strip=False,
        max_length=1000,
        widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.address = address

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if email != self.address:
            raise ValidationError(
                _("The invitation was sent to another address than this."), code="another_address"
            )
        return email

    @property
    def is_for_another(self) -> bool:
        """Whether somebody tried an address that the invitation did not go to."""
        return self.has_error("email", "another_address")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and one_form(first) != one_form(second):
            self.add_error("password2", ValidationError(_("The two passwords are not the same.")))
        if first:
            self._check(first, User(email=self.address, full_name=cleaned.get("full_name", "")))
        return cleaned

    def _check(self, password: str, user: User) -> None:
        try:
            password_validation.validate_password(password, user)
        except ValidationError as error:
            self.add_error("password1", error)

    def account(self) -> dict[str, str]:
        """What a valid form says of the account to be made."""
        data = self.cleaned_data
        return {"email": data["email"], "full_name": data["full_name"], "password": data["password1"]}
