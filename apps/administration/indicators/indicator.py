"""Indicators in admin: what each measures and of what, with its targets and measurements on the same page."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.administration.indicators import spreadsheets
from apps.administration.indicators.inlines import ElementInline, MeasurementInline, TargetInline
from apps.administration.municipalities.committees import OwnMunicipalityFilter
from apps.administration.number_field import NumberField
from apps.administration.rights import held_in, roles_today
from apps.administration.scoping import ScopedAdmin
from apps.administration.stale_form import refuse_as_stale
from apps.core.sizes import LARGEST_KEY
from apps.indicators.days import refuse_day
from apps.indicators.models import Indicator
from apps.municipalities.freshness import bump_public_version
from apps.municipalities.models import Municipality
from apps.municipalities.permissions import granted
from apps.municipalities.roles import Capability


class IndicatorForm(forms.ModelForm):
    """``based_on`` is the version that the edit began with: figures saved meanwhile are not written over."""

    based_on = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST_KEY
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["based_on"].initial = self.instance.version

    def clean_baseline_on(self) -> date | None:
        """Where things stood lies behind us."""
        on: date | None = self.cleaned_data["baseline_on"]
        if on and "baseline_on" in self.changed_data:
            refuse_day(on, today=timezone.localdate())
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        standing = (
            Indicator.objects.select_for_update(no_key=True)
            .filter(pk=self.instance.pk)
            .values_list("version", flat=True)
            .first()
        )
        if standing is not None and cleaned.get("based_on") != standing:
            raise refuse_as_stale(self, standing=standing)
        return cleaned


def publishes(request: HttpRequest, row: Any) -> bool:
    """Whether the user may publish where the row belongs; of a new one, wherever the user could add it."""
    if row:
        return Capability.PUBLISH in held_in(request, row.municipality_id)
    held = [granted(request.user, roles) for roles in roles_today(request).values()]
    return all(Capability.PUBLISH in each for each in held if Capability.EDIT in each)


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
            standing = type(obj).objects.filter(pk=obj.pk, is_public=True)
            known[key] = publishes(request, obj) or not standing.exists()
        return bool(known[key])


@admin.register(Indicator)
class IndicatorAdmin(KeptByPublishers, ScopedAdmin):
    form = IndicatorForm
    formfield_overrides = {models.DecimalField: {"form_class": NumberField}}
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

    def response_post_save_add(self, request: HttpRequest, obj: Indicator) -> HttpResponse:
        """From a new indicator on to its figures."""
        return redirect("admin:indicators_indicator_change", obj.pk)

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
