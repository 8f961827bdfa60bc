"""The forms in which an editor says what is published and why."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _

from apps.core.fields import DayField, LineFormField, LinesFormField
from apps.core.sizes import LARGEST_INTEGER
from apps.publishing.comparison.publish_preview import Preview
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
    """``expected`` is what the preview showed, so that nobody publishes what nobody has looked at."""

    nature = forms.ChoiceField(
        label=_("what it is"),
        choices=[
            (Edition.Nature.ADOPTED, _("The council or committee has adopted it as it stands")),
            (Edition.Nature.EDITORIAL, _("An editorial correction: nothing was decided anew")),
        ],
        widget=forms.RadioSelect,
        help_text=_("It stands in the list of editions, where citizens can see what became of the words."),
    )
    adopted_on = DayField(
        label=_("adopted on"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("Empty if the document does not say."),
    )
    case_reference = LineFormField(
        label=_("case"), max_length=100, required=False, help_text=_("The number of the council’s case.")
    )
    public_note = _note(required=False)
    expected = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        initial = {"adopted_on": plan.adopted_on, "case_reference": plan.case_reference}
        super().__init__(*args, initial=initial, **kwargs)

    def decides_upon(self, shown: Preview) -> None:
        """Base the next attempt on what the page shows now."""
        self.initial["nature"] = None if shown.current else Edition.Nature.ADOPTED
        self.initial["expected"] = shown.state
        if self.is_bound:
            self.data = self.data.copy()
            self.data["expected"] = shown.state


class NoteForm(forms.Form):
    """Why, in words for citizens; and which edition they read (0 for none) when it was decided upon."""

    public_note = _note(required=False)
    expected = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST_INTEGER
    )

    def __init__(self, *args: Any, current: Edition | None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"expected": current.number if current else 0}, **kwargs)
