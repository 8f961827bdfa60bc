"""What readers wrote about pages: it is read here, and deleted where it holds what it should not; nobody changes it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.administration.municipalities.committees import OwnMunicipalityFilter
from apps.administration.scoping import ScopedAdmin
from apps.municipalities.roles import Capability
from apps.readership.models import PageComment


@admin.register(PageComment)
class PageCommentAdmin(ScopedAdmin):
    seen_with = written_with = Capability.SEE_READERS
    list_display = ["day", "address", "text", "municipality"]
    list_filter = [("municipality", OwnMunicipalityFilter)]
    list_select_related = ["municipality"]
    search_fields = ["text__folded", "address"]
    fields = ["municipality", "address", "day", "text"]
    nothing_yet = _(
        "No reader has written anything yet. Whoever answers no at the foot of a page is asked what was missing."
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
