"""The forms in which an editor says what is published and why."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LineFormField, LinesFormField
from apps.publishing.models import Edition
from apps.strategies.models import Plan

NOTE_HELP = _("Citizens read this. Leave it empty if there is nothing to say.")


def _note(**options: Any) -> LinesFormField:
    return LinesFormField(
        label=_("public note"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NOTE_HELP,
        **options,
    )


class PublishForm(forms.Form):
    """``seen`` is what the preview showed, so that nobody publishes what nobody has looked at."""

    nature = forms.ChoiceField(
        label=_("what it is"),
        choices=[
            (Edition.Nature.ADOPTED, _("The council or committee has adopted it as it stands")),
            (Edition.Nature.EDITORIAL, _("An editorial correction: nothing was decided anew")),
        ],
        widget=forms.RadioSelect,
        help_text=_("It stands in the list of editions, where citizens can see what became of the words."),
    )
    adopted_on = forms.DateField(
        label=_("adopted on"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("Empty if the document does not say."),
    )
    case_reference = LineFormField(
        label=_("case"), max_length=100, required=False, help_text=_("The number of the council’s case.")
    )
    public_note = _note(required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(self, *args: Any, plan: Plan, seen: str, is_first: bool, **kwargs: Any) -> None:
        initial = {
            "nature": Edition.Nature.ADOPTED if is_first else None,
            "adopted_on": plan.adopted_on,
            "case_reference": plan.case_reference,
            "seen": seen,
        }
        super().__init__(*args, initial=initial, **kwargs)

    def show_again(self, seen: str) -> None:
        """Base the next attempt on what the page shows now."""
        self.data = self.data.copy()
        self.data["seen"] = seen


class NoteForm(forms.Form):
    """Why, in words for citizens."""

    public_note = _note(required=False)
