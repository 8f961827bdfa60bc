"""Everyday words: what citizens search for, and the words that a municipality's plans use instead."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.administration.municipalities.committees import OwnMunicipalityFilter
from apps.administration.scoping import ScopedAdmin
from apps.municipalities.freshness import bump_public_version
from apps.municipalities.roles import Capability
from apps.publishing.models import EverydayWord


@admin.register(EverydayWord)
class EverydayWordAdmin(ScopedAdmin):
    written_with = Capability.EDIT_MUNICIPALITY  # citizens search with them at once
    list_display = ["word", "finds", "municipality"]
    list_filter = [("municipality", OwnMunicipalityFilter)]
    list_select_related = ["municipality"]
    search_fields = ["word__folded", "finds__folded"]
    fields = ["municipality", "word", "finds"]
    nothing_yet = _(
        "Does a plan say “the water” where citizens say “harbour”? Add the word, and they find the plan by it."
    )
    field_help = {"municipality": _("In whose plans the word finds something.")}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["municipality"] if obj else []

    def save_model(self, request: HttpRequest, obj: EverydayWord, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        bump_public_version(municipality_id=obj.municipality_id)

    def delete_model(self, request: HttpRequest, obj: EverydayWord) -> None:
        super().delete_model(request, obj)
        bump_public_version(municipality_id=obj.municipality_id)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[EverydayWord]) -> None:
        municipalities = sorted(set(queryset.order_by().values_list("municipality", flat=True)))
        super().delete_queryset(request, queryset)
        for municipality in municipalities:
            bump_public_version(municipality_id=municipality)
