"""The form in which a plan is made and changed; a save over somebody else's is shown again with both values in words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.administration.slug_form import AddressedForm
from apps.core.sizes import LARGEST_KEY
from apps.strategies.models import Plan
from apps.strategies.operations.edit import StaleEdit
from apps.strategies.operations.edit_plan import plan_version


class PlanForm(AddressedForm):
    """``stale`` is the save that was refused a moment ago because somebody else had saved."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST_KEY)
    named_by = "title"
    stale: StaleEdit | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version"].initial = plan_version(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.stale:
            for line in _in_words(self.stale):
                self.add_error(None, ValidationError(line, code="stale"))
        return cleaned


def _in_words(stale: StaleEdit) -> list[str]:
    """What happened, and each value that stands now where the form has another."""
    now = _("%(label)s now says: “%(value)s”. If you save again, yours replaces it.")
    values = [
        now
        % {"label": str(Plan._meta.get_field(name).verbose_name).capitalize(), "value": stale.theirs[name]}
        for name in stale.ours
        if stale.theirs[name] != stale.ours[name]
    ]
    return [f"{stale.what_happened} {_('Your text is not lost.')}", *values]
