"""Source documents and their passages: to be read, corrected by loading them again, never retyped here."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from apps.administration.changelist import municipality_column
from apps.administration.plans.source_texts import source_view
from apps.administration.scoping import ScopedAdmin
from apps.municipalities.permissions import capability_flags
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
        "No source document yet. One comes along when a document is read in as a plan; others are added from the plan."
    )
    list_display = ["title", "plan", municipality_column("plan.municipality"), "number", "file_name"]
    list_select_related = ["plan__municipality"]
    search_fields = ["title__folded"]
    fields = ["plan", "number", "title", "file_name", "original_name", "sha256", "text"]
    change_form_template = "administration/plans/source_form.html"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        document = kwargs["obj"]
        context["may"] = capability_flags(request.user, document.plan.municipality)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(partial(source_view, self))
        return [
            path("<path:object_id>/found/", view, name="strategies_sourcedocument_work"),
            *super().get_urls(),
        ]


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
