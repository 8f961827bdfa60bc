"""A save over somebody else's, shown again as it was written with both values in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.conflicts import SavedMeanwhile
from apps.core.sizes import LARGEST_KEY
from apps.strategies.operations.edit import StaleEdit

_NOW = gettext_lazy("%(label)s now says: “%(value)s”. If you save again, yours replaces it.")


class StaleForm(forms.ModelForm):
    """``based_on`` is the version that the edit began with, ``stale`` the save that was refused a moment ago."""

    based_on = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST_KEY
    )
    stale: StaleEdit | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.stale:
            for line in self._both(self.stale):
                self.add_error(None, ValidationError(line, code="stale"))
        return cleaned

    def _both(self, stale: StaleEdit) -> list[str]:
        """What happened, and each value that stands now where the form has another."""
        model = self._meta.model
        values = [
            _NOW
            % {
                "label": str(model._meta.get_field(name).verbose_name).capitalize(),
                "value": _words(stale.theirs[name]),
            }
            for name in stale.ours
            if stale.theirs[name] != stale.ours[name]
        ]
        return [f"{stale.what_happened} {_('Your text is not lost.')}", *values]


def refuse_as_stale(form: Any, *, standing: int, labels: Mapping[str, str] | None = None) -> ValidationError:
    """What is said of a save over somebody else's. The form comes again as it was written, based on what stands now.

    Whoever sends it once more has seen what it takes the place of, in the rows below it too (``tell_what_stands_now``).
    """
    form.data = form.data.copy()
    form.data["based_on"] = str(standing)
    form.instance.is_stale = True
    happened = SavedMeanwhile(str(form.instance)).what_happened
    told = [f"{happened} {_('Your text is not lost.')}", *what_stands_now(form, labels)]
    return ValidationError([ValidationError(line, code="stale") for line in told])


def tell_what_stands_now(formset: Any) -> None:
    """Beside each row of a form that was refused as stale, what stands there now where something else was written."""
    if not getattr(formset.instance, "is_stale", False):
        return
    for form in formset.initial_forms:
        if form not in formset.deleted_forms:
            for line in what_stands_now(form):
                form.add_error(None, ValidationError(line, code="stale"))


def what_stands_now(form: forms.BaseForm, labels: Mapping[str, str] | None = None) -> list[str]:
    """In words each value that stands now where the form, bound to what stands now, has another. ``labels`` win over the fields’ own."""
    told = []
    for name in form.changed_data:
        field = form.fields[name]
        if field.widget.is_hidden:
            continue
        value = form.get_initial_for_field(field, name)
        if isinstance(field, forms.ModelChoiceField):
            words = str(field.queryset.filter(pk=value).first() or "") if value else ""
        else:
            words = str(dict(getattr(field, "choices", ())).get(value) or _words(field.prepare_value(value)))
        label = (labels or {}).get(name) or str(field.label)
        told.append(_NOW % {"label": capfirst(label), "value": words})
    return told


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value)
    return "" if value is None else str(value)


class ShowsStale:
    """For an admin whose ``save_model`` may raise ``StaleEdit``: the form comes again, based on what stands now."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.stale = getattr(request, "stale_edit", None)
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except StaleEdit as stale:
            request.stale_edit = stale
            request.POST = request.POST.copy()  # type: ignore[assignment]
            request.POST["based_on"] = str(stale.version)
            return super().changeform_view(request, *args, **kwargs)
