"""What hangs on an indicator in admin: the elements it is about, its targets and its measurements."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy

from apps.administration.element_choice import ElementChoiceField, OfElementForm, Offer, elements_to_pick
from apps.administration.number_field import NumberField
from apps.administration.scoping import ScopedInline
from apps.administration.stale_form import tell_what_stands_now
from apps.indicators.days import refuse_day
from apps.indicators.models import IndicatorElement, Measurement, Target
from apps.strategies.models import Element


class ElementInlineForm(OfElementForm):
    element = ElementChoiceField(
        label=gettext_lazy("element"), help_text=gettext_lazy("Which element it is about.")
    )

    class Meta:
        model = IndicatorElement
        fields = ["role"]


class OnceFormSet(BaseInlineFormSet):
    """Rows that each have something of their own: that two have the same is said in words, beside the second of them.

    Django leaves constraints out that hold the row whose page it is (``BaseModelForm._post_clean``).
    """

    #: The field whose value no two rows share, and the column that keeps it.
    once: str
    column: str

    #: What is said of a value that two rows have, and of one that a row has which stands already; ``%(what)s`` is the value.
    twice: Promise
    stands: Promise

    def in_words(self, value: Any) -> str:
        return str(value)

    def kept(self, value: Any) -> Any:
        """The value as its column has it."""
        return value

    def clean(self) -> None:
        super().clean()
        tell_what_stands_now(self)

    def validate_unique(self) -> None:
        self._refuse_twice()
        self._refuse_standing()
        super().validate_unique()

    def _refuse_standing(self) -> None:
        """Rows that stand are saved first, in their order, then the new ones: none may take what another has at that time."""
        if self.instance.pk is None:
            return
        rows = self.model._default_manager.filter(**{self.fk.name: self.instance})
        held = dict(rows.values_list(self.column, "pk"))
        for form in self.forms:
            own = form.instance.pk
            value = getattr(form, "cleaned_data", {}).get(self.once)
            is_deleted = form in self.deleted_forms
            if not is_deleted and (value is None or not form.has_changed()):
                continue
            if not is_deleted and held.get(self.kept(value), own) != own:
                form.add_error(self.once, self.stands % {"what": self.in_words(value)})
                continue
            held = {each: pk for each, pk in held.items() if pk != own}
            if not is_deleted:
                held[self.kept(value)] = own

    def _refuse_twice(self) -> None:
        found: set[Any] = set()
        for form in self.forms:
            value = getattr(form, "cleaned_data", {}).get(self.once)
            if value is None or form in self.deleted_forms:
                continue
            if value in found:
                form.add_error(self.once, self.twice % {"what": self.in_words(value)})
            found.add(value)


class OwnElementsFormSet(OnceFormSet):
    """Offers the elements of the municipality whose indicator it is, asked for once however many rows there are."""

    once, column = "element", "identity_id"
    twice = gettext_lazy("“%(what)s” stands here twice. Keep one of the rows.")
    stands = gettext_lazy(
        "“%(what)s” stands here already. Change that row, or delete it and save before you go on."
    )

    def kept(self, value: Any) -> Any:
        return value.identity_id

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "element" not in form.fields:
            return
        field = form.fields["element"]
        self.offer.make_in(field)
        if form.instance.pk:
            field.initial = self.offer.of_identity(form.instance.identity_id)
            field.required = field.initial is not None  # one that was deleted since stays what it is

    @cached_property
    def offer(self) -> Offer:
        owner = self.instance.municipality_id
        return Offer(elements_to_pick(owner) if owner else Element.objects.none())


class ElementInline(ScopedInline):
    model = IndicatorElement
    form = ElementInlineForm
    formset = OwnElementsFormSet
    fields = ["element", "role"]
    field_help = {"role": gettext_lazy("Whether the effect is there, or what is done.")}
    extra = 1

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = super().get_queryset(request).select_related("identity__element")
        return rows.defer("identity__element__body")


class FigureForm(forms.ModelForm):
    """A target or a measurement, refused on a day on which there can be none; what stands there may stay."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (on := cleaned.get("on")) and self.has_changed():
            is_measured = isinstance(self.instance, Measurement)
            try:
                refuse_day(on, today=timezone.localdate() if is_measured else None)
            except ValidationError as refused:
                self.add_error("on", refused)
        return cleaned


class ByDayFormSet(OnceFormSet):
    once = column = "on"
    twice = gettext_lazy("There are two rows for %(what)s. Keep one of them.")
    stands = gettext_lazy(
        "There is a row for %(what)s already. Change that one, or delete it and save before you go on."
    )

    def in_words(self, value: Any) -> str:
        return date_format(value)


class FigureInline(ScopedInline):
    form = FigureForm
    formset = ByDayFormSet
    formfield_overrides = {models.DecimalField: {"form_class": NumberField}}


class TargetInline(FigureInline):
    model = Target
    fields = ["on", "value"]
    field_help = {
        "on": gettext_lazy("The day on which it should be so."),
        "value": gettext_lazy("Zero and less are targets too."),
    }


class MeasurementInline(FigureInline):
    model = Measurement
    fields = ["on", "value", "source", "missing_reason"]
    max_num = 500
    field_help = {
        "on": gettext_lazy("The day it was measured, or the last day of the period."),
        "value": gettext_lazy("Empty where there is no figure; say why below."),
        "missing_reason": gettext_lazy("Only where the figure is missing."),
    }

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **{"absolute_max": self.max_num, **kwargs})
