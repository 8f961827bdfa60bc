"""The one form of a decision: its meeting, its words, and how it pulls on each of the municipality's values."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.administration.stale_form import refuse_as_stale
from apps.core.fields import DayField, LinesFormField
from apps.core.sizes import LARGEST_KEY
from apps.decisions.models import Decision, ValueAssessment
from apps.decisions.operations.weigh import Weight
from apps.decisions.operations.write_down import refuse_to_come
from apps.decisions.weighing import EFFECTS
from apps.municipalities.models import Committee, Municipality
from apps.overview.decisions import effect_in_words, effect_sign
from apps.publishing.models import EditionElement

_NOBODY = ""


def effect_name(identity: int) -> str:
    return f"effect_{identity}"


def reason_name(identity: int) -> str:
    return f"reason_{identity}"


def weight_fields(values: Iterable[EditionElement]) -> dict[str, forms.Field]:
    """Two fields for each value: the effect and why."""
    choices = [(_NOBODY, capfirst(effect_in_words(None)))]
    choices += [(str(effect), f"{effect_sign(effect)}  {effect_in_words(effect)}") for effect in EFFECTS]
    found: dict[str, forms.Field] = {}
    for value in values:
        is_dropped = getattr(value, "is_dropped", False)  # only of what is no longer among the values
        found[effect_name(value.identity_id)] = forms.ChoiceField(
            label=_("%(title)s (dropped)") % {"title": value.title} if is_dropped else value.title,
            choices=choices,
            required=False,
            help_text=_("How the decision pulls on “%(title)s”.") % {"title": value.title},
        )
        found[reason_name(value.identity_id)] = LinesFormField(
            label=_("why"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("In a sentence. Citizens read it once the assessment is final."),
        )
    return found


class DecisionForm(forms.ModelForm):
    """``values`` are what the decision is weighed against, ``assessed`` what is recorded; subclasses name them and declare fields."""

    values: tuple[EditionElement, ...] = ()
    assessed: Sequence[ValueAssessment] = ()

    based_on = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST_KEY
    )
    committee = forms.ModelChoiceField(
        Committee.objects.none(),
        label=gettext_lazy("decided by"),
        help_text=gettext_lazy("The council or a committee."),
    )
    decided_on = DayField(
        label=gettext_lazy("date"), widget=AdminDateWidget, help_text=gettext_lazy("The day of the meeting.")
    )
    make_final = forms.BooleanField(
        label=gettext_lazy("the assessment is final"),
        required=False,
        help_text=gettext_lazy(
            "Citizens read it with the decision. A later change makes a new version, and this one is kept."
        ),
    )

    class Meta:
        model = Decision
        fields = ["municipality", "case_number", "title", "outcome", "text", "minutes_url", "is_public"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision = self.instance
        self.fields["based_on"].initial = decision.version
        if not decision.pk:
            return
        self.fields["committee"].initial = decision.meeting.committee_id
        self.fields["decided_on"].initial = decision.meeting.on
        is_final = False
        for row in self.assessed:
            is_final |= row.is_current
            if effect_name(row.identity_id) in self.fields:
                effect = _NOBODY if row.effect is None else str(row.effect)
                self.fields[effect_name(row.identity_id)].initial = effect
                self.fields[reason_name(row.identity_id)].initial = row.reason
        if "make_final" in self.fields:
            self.fields["make_final"].initial = is_final

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._refuse_stale(cleaned)
        owner = cleaned.get("municipality") or (self.instance.municipality if self.instance.pk else None)
        self._refuse_what_is_no_value(owner)
        committee = cleaned.get("committee")
        if owner and committee and committee.municipality_id != owner.pk:
            self.add_error("committee", _("The committee belongs to another municipality."))
        if on := cleaned.get("decided_on"):
            try:
                refuse_to_come(on, cleaned.get("outcome", ""))
            except ValidationError as refused:
                self.add_error("decided_on", refused)
        if cleaned.get("make_final"):
            for value in self.values:
                effect, reason = (
                    cleaned.get(name(value.identity_id), "") for name in (effect_name, reason_name)
                )
                if effect != _NOBODY and not reason:
                    told = _("Say why the effect on “%(title)s” is what it is.") % {"title": value.title}
                    self.add_error(reason_name(value.identity_id), told)
        return cleaned

    def _refuse_stale(self, cleaned: dict[str, Any]) -> None:
        rows = Decision.objects.select_for_update(no_key=True).filter(pk=self.instance.pk)
        standing = rows.values_list("version", flat=True).first()
        if standing is not None and cleaned.get("based_on") != standing:
            reasons = {
                reason_name(
                    value.identity_id
                ): f"{value.title}, {self.fields[reason_name(value.identity_id)].label}"
                for value in self.values
            }
            raise refuse_as_stale(self, standing=standing, labels=reasons)

    def _refuse_what_is_no_value(self, owner: Municipality | None) -> None:
        """What was said of something that is no value, or was dropped since the form was opened, is not lost without a word."""
        said: dict[str, list[str]] = {}
        for field, text in self.data.items():
            kind, _between, key = field.partition("_")
            if kind in ("effect", "reason") and field not in self.fields and str(text).strip():
                said.setdefault(key, []).append(str(text).strip())
        keys = [int(key) for key in said if key.isascii() and key.isdigit() and int(key) <= LARGEST_KEY]
        rows = EditionElement.objects.filter(identity__in=keys, edition__plan__municipality=owner)
        titles = dict(rows.order_by("edition_id").values_list("identity_id", "title")) if said else {}
        told = _(
            "“%(title)s” is not among what the decision is weighed against. This is not saved: “%(said)s”."
        )
        for key, texts in said.items():
            title = titles.get(int(key), key) if key.isascii() and key.isdigit() else key
            self.add_error(None, told % {"title": title, "said": " · ".join(texts)})

    def weights(self) -> list[Weight]:
        """What was said of each value."""
        found = []
        for value in self.values:
            effect = self.cleaned_data.get(effect_name(value.identity_id), _NOBODY)
            reason = self.cleaned_data.get(reason_name(value.identity_id), "")
            found.append(Weight(value.identity_id, None if effect == _NOBODY else int(effect), reason))
        return found
