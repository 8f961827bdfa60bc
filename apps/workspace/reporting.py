"""The form in which somebody reports how it goes with one element."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LinesFormField
from apps.core.sizes import LARGEST_KEY
from apps.followup.models.status_update import MAX_TEXT
from apps.followup.status import DEFINITIONS, Status


class ReportForm(forms.Form):
    """``based_on`` is the newest report that was seen, so that nobody writes past somebody else."""

    status = forms.ChoiceField(
        label=_("How does it go?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it goes.")},
    )
    text = LinesFormField(
        label=_("What has happened, and what comes next?"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    internal = forms.BooleanField(label=_("Internal: citizens are not to read it"), required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_KEY)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(s.value, f"{capfirst(str(s.label))}: {DEFINITIONS[s]}") for s in Status]
        self.fields["status"].choices = choices  # type: ignore[attr-defined]
