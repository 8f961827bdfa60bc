"""Decisions in admin: written down and weighed on one form; what is final can be read by citizens and is kept."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.administration.decisions.form import DecisionForm, effect_name, reason_name, weight_fields
from apps.administration.element_choice import ElementChoiceField
from apps.administration.indicators.indicator import KeptByPublishers, publishes
from apps.administration.indicators.inlines import ElementInlineForm, OwnElementsFormSet
from apps.administration.municipalities.committees import OwnMunicipalityFilter
from apps.administration.rights import first_two
from apps.administration.scoping import ScopedAdmin, ScopedInline
from apps.core.collation import Danish
from apps.decisions.models import Decision, DecisionElement, ValueAssessment, WeighingBasis
from apps.decisions.operations.weigh import mark_changed, recorded, weigh, weighed_against, weighed_for
from apps.decisions.operations.write_down import take_away, write_down
from apps.municipalities.models import Committee, Municipality
from apps.municipalities.roles import Capability
from apps.publishing.models import EditionElement


class DecidedElementForm(ElementInlineForm):
    element = ElementChoiceField(label=_("element"), help_text=_("Which element it is about."))

    class Meta:
        model = DecisionElement
        fields = ["relation"]


class ElementInline(ScopedInline):
    model = DecisionElement
    form = DecidedElementForm
    formset = OwnElementsFormSet
    fields = ["element", "relation"]
    field_help = {"relation": _("What the decision does with it.")}
    extra = 1

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = super().get_queryset(request).select_related("identity__element")
        return rows.defer("identity__element__body")


@admin.register(Decision)
class DecisionAdmin(KeptByPublishers, ScopedAdmin):
    list_display = ["title", "decided_on", "committee", "outcome", "is_public", "municipality"]
    list_filter = ["outcome", "is_public", ("municipality", OwnMunicipalityFilter)]
    list_select_related = ["meeting__committee", "municipality"]
    search_fields = ["title__folded", "case_number__folded"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = [ElementInline]
    actions = None
    ordering = ["-meeting__on", "-pk"]
    nothing_yet = _("No decision has been written down yet. Add one, and say how it pulls on each value.")
    field_help = {
        "municipality": _("Whose decision it is. It cannot change afterwards."),
        "title": _("What the case was called."),
        "case_number": _("As it stands in the minutes."),
        "outcome": _("What became of it."),
        "text": _("In plain words, for citizens."),
        "minutes_url": _("Where the minutes can be read."),
        "is_public": _("Whether citizens read it. It takes the right to publish."),
    }

    @admin.display(description=_("date"), ordering="meeting__on")
    def decided_on(self, decision: Decision) -> Any:
        return decision.meeting.on

    @admin.display(description=_("decided by"))
    def committee(self, decision: Decision) -> Committee:
        return decision.meeting.committee

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        values = self._values(request, obj)
        assessed = self._recorded(request, obj)
        members: dict[str, Any] = {
            "values": values,
            "assessed": assessed,
            **weight_fields(values),
            "__module__": __name__,
        }
        if not publishes(request, obj):
            members["make_final"] = None  # not only not shown: it cannot be sent either
        kwargs["form"] = type("WeighedDecisionForm", (DecisionForm,), members)
        form = super().get_form(request, obj, change, **kwargs)
        rows = Committee.objects.where(request.user, self.written_with).select_related("municipality")
        own = rows.filter(municipality=obj.municipality_id) if obj else rows
        form.base_fields["committee"].queryset = own.order_by(Danish("municipality__name"), Danish("name"))
        return form

    def _values(self, request: HttpRequest, obj: Decision | None) -> tuple[EditionElement, ...]:
        """What the decision is weighed against; nothing before it is known whose it is. Asked often on a page, answered once."""
        owner = obj.municipality if obj else self._only_municipality(request)
        known = request.__dict__.setdefault("_weighed_against", {})
        key = (owner.pk if owner else 0, obj.pk if obj else 0)
        if key not in known:
            if obj:
                found = weighed_for(obj, self._recorded(request, obj))
            else:
                found = weighed_against(owner) if owner else []
            known[key] = tuple(found)
        return known[key]

    @staticmethod
    def _recorded(request: HttpRequest, obj: Decision | None) -> list[ValueAssessment]:
        if obj is None:
            return []
        known = request.__dict__.setdefault("_recorded", {})
        if obj.pk not in known:
            known[obj.pk] = recorded(obj)
        return known[obj.pk]

    def _only_municipality(self, request: HttpRequest) -> Municipality | None:
        own = first_two(request, self.written_with)
        return own[0] if len(own) == 1 else None

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        weights = [
            name(value.identity_id)
            for value in self._values(request, obj)
            for name in (effect_name, reason_name)
        ]
        first = [
            "municipality",
            "title",
            "committee",
            "decided_on",
            "case_number",
            "outcome",
            "text",
            "minutes_url",
        ]
        sets: list[Any] = [(None, {"fields": [*first, "is_public", "based_on"]})]
        if weights:
            final = ["make_final"] if publishes(request, obj) else []
            sets.append((_("How it pulls on the values"), {"fields": [*weights, *final]}))
        return sets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = ["municipality"] if obj else []
        return fixed if publishes(request, obj) else [*fixed, "is_public"]

    def save_model(self, request: HttpRequest, obj: Decision, form: DecisionForm, change: bool) -> None:
        committee, on = form.cleaned_data["committee"], form.cleaned_data["decided_on"]
        write_down(decision=obj, committee=committee, on=on, by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        weights = form.weights()
        if weights:
            is_final = bool(form.cleaned_data.get("make_final"))
            weigh(decision=form.instance, weights=weights, by=request.user, is_final=is_final)
        mark_changed(Decision.objects.get(pk=form.instance.pk), was_public=True)

    def delete_model(self, request: HttpRequest, obj: Decision) -> None:
        take_away(decision=obj, by=request.user)


@admin.register(WeighingBasis)
class WeighingBasisAdmin(ScopedAdmin):
    list_display = ["municipality", "kind"]
    list_select_related = ["municipality"]
    fields = ["municipality", "kind"]
    actions = None
    written_with = Capability.EDIT_MUNICIPALITY
    nothing_yet = _(
        "Decisions are weighed against the values of the strategy, or against its goals where it has none."
    )
    field_help = {
        "municipality": _("Whose decisions they are."),
        "kind": _(
            "For a municipality whose strategy names no values, or that would rather use something else."
        ),
    }

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["municipality"] if obj else []
