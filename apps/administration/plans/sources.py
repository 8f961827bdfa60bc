"""Source documents and their passages: to be read, corrected by loading them again, never retyped here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.administration.changelist import municipality_column
from apps.administration.scoping import ScopedAdmin
from apps.strategies.models import SourceDocument, SourcePassage


class ReadOnlyAdmin(ScopedAdmin):
    """Pages on which nothing can be changed."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SourceDocument)
class SourceDocumentAdmin(ReadOnlyAdmin):
    nothing_yet = _(
        "No source document has been loaded. It comes along when a document is read in as a plan."
    )
    list_display = ["title", "plan", municipality_column("plan.municipality"), "number", "file_name"]
    list_select_related = ["plan__municipality"]
    search_fields = ["title__folded"]
    fields = ["plan", "number", "title", "file_name", "sha256", "text"]


@admin.register(SourcePassage)
class SourcePassageAdmin(ReadOnlyAdmin):
    nothing_yet = _("No passages yet. They come along with the source documents.")
    list_display = [
        "document",
        municipality_column("document.plan.municipality"),
        "first_line",
        "last_line",
        "role",
        "text",
    ]
    list_filter = ["role"]
    list_select_related = ["document__plan__municipality"]
    search_fields = ["text__folded"]
    fields = ["document", "first_line", "last_line", "role", "paragraph", "text", "note"]
