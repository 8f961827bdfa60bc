"""Indicators in admin: what each measures and of what, with its targets and measurements on the same page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.administration.element_choice import ElementChoiceField, OfElementForm, elements_to_pick
from apps.administration.indicators import spreadsheets
from apps.administration.municipalities.committees import OwnMunicipalityFilter
from apps.administration.scoping import ScopedAdmin, ScopedInline
from apps.core.conflicts import SavedMeanwhile
from apps.core.sizes import LARGEST_KEY
from apps.indicators.models import Indicator, IndicatorElement, Measurement, Target
from apps.municipalities.freshness import bump_public_version
from apps.municipalities.models import Municipality
from apps.municipalities.roles import Capability


class IndicatorForm(forms.ModelForm):
    """``based_on`` is the version that the edit began with: figures saved meanwhile are not written over."""

    based_on = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST_KEY
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["based_on"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        standing = (
            Indicator.objects.select_for_update(no_key=True)
            .filter(pk=self.instance.pk)
            .values_list("version", flat=True)
            .first()
        )
        if standing is not None and cleaned.get("based_on") != standing:
            raise ValidationError(str(SavedMeanwhile(self.instance.title)), code="stale")
        return cleaned


class ElementInlineForm(OfElementForm):
    element = ElementChoiceField(
        label=gettext_lazy("element"), help_text=gettext_lazy("Which element it is about.")
    )

    class Meta:
        model = IndicatorElement
        fields = ["role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            rows = self.fields["element"].queryset
            self.fields["element"].initial = rows.filter(identity=self.instance.identity_id).first()


class OwnElementsFormSet(BaseInlineFormSet):
    """Offers the elements of the municipality whose indicator it is."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return super().get_form_kwargs(index)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "element" in form.fields:
            form.fields["element"].queryset = self._rows()

    def _rows(self) -> Any:
        if not hasattr(self, "_found"):
            owner = self.instance.municipality_id
            self._found = elements_to_pick(owner) if owner else elements_to_pick(0)
        return self._found


class ElementInline(ScopedInline):
    model = IndicatorElement
    form = ElementInlineForm
    formset = OwnElementsFormSet
    fields = ["element", "role"]
    field_help = {"role": gettext_lazy("Whether the effect is there, or what is done.")}
    extra = 1


class TargetInline(ScopedInline):
    model = Target
    fields = ["on", "value"]
    field_help = {
        "on": gettext_lazy("The day on which it should be so."),
        "value": gettext_lazy("Zero and less are targets too."),
    }


class MeasurementInline(ScopedInline):
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


def publishes(request: HttpRequest, row: Any) -> bool:
    """Whether the user may publish where the row belongs; of a new one, wherever the user could add it."""
    owners = Municipality.objects.where(request.user, Capability.PUBLISH)
    if row:
        return owners.filter(pk=row.municipality_id).exists()
    others = Municipality.objects.where(request.user, Capability.EDIT).exclude(pk__in=owners.values("pk"))
    return not others.exists()


class KeptByPublishers:
    """For an admin of rows that can be public: what citizens read is changed and deleted by whoever may publish it."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_change_permission(request, obj)
        return bool(may and self._may_touch(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return bool(may and self._may_touch(request, obj))

    @staticmethod
    def _may_touch(request: HttpRequest, obj: Any) -> bool:
        if obj is None or obj.pk is None:
            return True
        known = request.__dict__.setdefault("_may_touch", {})
        key = (obj._meta.label, obj.pk)
        if key not in known:
            is_public = type(obj).objects.filter(pk=obj.pk, is_public=True).exists()
            known[key] = not is_public or publishes(request, obj)
        return bool(known[key])


@admin.register(Indicator)
class IndicatorAdmin(KeptByPublishers, ScopedAdmin):
    form = IndicatorForm
    inlines = [ElementInline, TargetInline, MeasurementInline]
    list_display = ["title", "unit", "owner", "is_public", "municipality"]
    list_filter = ["is_public", ("municipality", OwnMunicipalityFilter)]
    list_select_related = ["municipality", "owner"]
    search_fields = ["title__folded"]
    actions = None
    change_form_template = "administration/indicators/indicator_form.html"
    change_list_template = "administration/indicators/indicator_list.html"
    nothing_yet = gettext_lazy(
        "No indicator has been chosen. Add one where a goal can be measured, and say what it does not show."
    )
    field_help = {
        "municipality": gettext_lazy("Whose indicator it is. It cannot change afterwards."),
        "title": gettext_lazy("What is measured, so that a citizen understands it."),
        "decimals": gettext_lazy("How many decimals are shown. All that are written are kept."),
        "direction": gettext_lazy("Which way is better."),
        "baseline_on": gettext_lazy("Where things stood before."),
        "baseline": gettext_lazy("What was measured then."),
        "least": gettext_lazy("Lower figures are refused. Empty: any."),
        "most": gettext_lazy("Higher figures are refused. Empty: any."),
        "frequency": gettext_lazy("How often there is a new figure."),
        "source": gettext_lazy("Where the figures come from."),
        "method": gettext_lazy("How it is measured, so that others could do it too."),
        "is_public": gettext_lazy("Whether citizens read it. It takes the right to publish."),
    }
    fieldsets = [
        (None, {"fields": ["municipality", "title", "unit", "decimals", "direction", "based_on"]}),
        (gettext_lazy("Where it began"), {"fields": ["baseline_on", "baseline", "least", "most"]}),
        (
            gettext_lazy("How it is measured"),
            {"fields": ["frequency", "owner", "source", "method", "limits", "is_public"]},
        ),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = ["municipality"] if obj else []
        return fixed if publishes(request, obj) else [*fixed, "is_public"]

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """What hangs on a new indicator is added once it is known whose it is."""
        return self.inlines if obj else []

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Count the change; what a citizen may read is fresh with the commit."""
        super().save_related(request, form, formsets, change)
        indicator = form.instance
        indicator.version += 1
        indicator.save_without_historical_record(update_fields=["version"])
        bump_public_version(municipality_id=indicator.municipality_id)

    def delete_model(self, request: HttpRequest, obj: Indicator) -> None:
        super().delete_model(request, obj)
        bump_public_version(municipality_id=obj.municipality_id)

    def response_add(self, request: HttpRequest, obj: Indicator, post_url_continue: str | None = None) -> Any:
        """From a new indicator on to its figures."""
        request.POST = request.POST.copy()  # type: ignore[assignment]
        request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)

    def get_urls(self) -> list[URLPattern]:
        pages = {"export": spreadsheets.export, "import": spreadsheets.take_in}
        own = [
            path(
                f"{name}/<path:key>/",
                self.admin_site.admin_view(lambda request, key, view=view: view(self, request, key)),
                name=f"indicators_{name}",
            )
            for name, view in pages.items()
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        own = Municipality.objects.where(request.user, Capability.EDIT)
        return super().changelist_view(
            request, {"owners": own, "all": _("All figures"), **(extra_context or {})}
        )
