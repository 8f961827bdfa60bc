"""The tree in admin with what publishing adds: which elements differ from what citizens read."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from apps.publishing.admin import previewing
from apps.publishing.models import PublishedAddress
from apps.publishing.pending_changes import marks_of, moved_in
from apps.strategies.admin.elements import ElementAdmin, TreeChangeList
from apps.strategies.models import Element, Plan

admin.site.unregister(Element)


class PublishedTreeChangeList(TreeChangeList):
    """Tells each row of the page what citizens read of it."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if request.GET.get("plan") and self.result_list:
            plan = self.result_list[0].plan_id
            self.marks = marks_of([plan]).get(plan)
            self.words = {"new": _("new"), "changed": _("changed"), "moved": _("moved")}

    def note_heading(self) -> str:
        return _("since published")

    def note(self, element: Element) -> str:
        """New, changed, moved; nothing of a plan that citizens cannot read at all."""
        identity = element.identity_id
        if self.marks is None:
            return ""
        if identity in self.marks.new:
            return self.words["new"]
        marks = {"changed": identity in self.marks.changed, "moved": identity in self.marks.moved}
        shown = ((name, self.words[name]) for name, is_so in marks.items() if is_so)
        return format_html_join(" ", '<span class="{}-mark">{}</span>', shown)


@admin.register(Element)
class PublishedElementAdmin(ElementAdmin):
    change_list_template = "admin/publishing/element_tree.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PublishedTreeChangeList

    def get_urls(self) -> list[URLPattern]:
        preview = self.admin_site.admin_view(partial(previewing.element_preview, self))
        own = path("<path:object_id>/preview/", preview, name="publishing_preview_element")
        return [own, *super().get_urls()]

    def about(self, element: Element) -> dict[str, Any]:
        return {"public_address": public_address_of(element)}

    def moved_since_published(self, plan: Plan) -> list[int]:
        moved = Element.objects.filter(plan=plan, identity_id__in=moved_in(plan.pk))
        return list(moved.order_by("lft").values_list("pk", flat=True))

    def tree_words(self) -> dict[str, str]:
        return {**super().tree_words(), "moved": _("moved")}


def public_address_of(element: Element) -> str:
    """Where citizens read the element; empty while they cannot."""
    address = PublishedAddress.objects.filter(
        identity_id=element.identity_id, is_primary=True, plan__editions__is_current=True
    ).first()
    plan = element.plan
    return f"/{plan.municipality.slug}/{plan.slug}/{address.slug}/" if address else ""
