"""The form in which somebody is given a role: nobody gives more than they have."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.municipalities.permissions import may_grant


class GrantForm(forms.ModelForm):
    """``editor`` is who fills it in."""

    editor: User

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        role = cleaned.get("role")
        municipality = cleaned.get("municipality") or (
            self.instance.municipality if self.instance.pk else None
        )
        is_given = not self.instance.pk or "role" in self.changed_data
        if role and municipality and is_given and not may_grant(self.editor, role, municipality):
            self.add_error(
                "role", ValidationError(_("You cannot give a role that may do more than your own."))
            )
        return cleaned
