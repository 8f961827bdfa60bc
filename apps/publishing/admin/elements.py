"""The tree in admin with what publishing adds: which elements differ from what citizens read."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.publishing import compare
from apps.publishing.admin import previewing
from apps.publishing.models import EditionElement, PublishedAddress
from apps.strategies.admin.elements import ElementAdmin, TreeChangeList
from apps.strategies.models import Element, Plan

admin.site.unregister(Element)


@dataclass(frozen=True)
class Place:
    """Where an element stands in the working tree, as comparing asks for it."""

    identity_id: int
    position: int
    parent_position: int | None


def moved_identities(plan: Plan) -> set[int]:
    """The identities that citizens read at another place. Two queries."""
    published = EditionElement.objects.filter(edition__plan=plan, edition__is_current=True)
    columns = ("identity_id", "position", "parent_position")
    old = [Place(*row) for row in published.order_by("position").values_list(*columns)]
    nodes = Element.objects.filter(plan=plan).order_by("lft").values_list("pk", "identity_id", "parent_id")
    positions: dict[int | None, int | None] = {None: None}
    new = []
    for number, (pk, identity, parent) in enumerate(nodes):
        positions[pk] = number
        new.append(Place(identity, number, positions[parent]))
    return compare.moved_identities(old, new)


class PublishedTreeChangeList(TreeChangeList):
    """Tells each row of the page what citizens read of it."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        identities = [element.identity_id for element in self.result_list]
        rows = EditionElement.objects.filter(edition__is_current=True, identity_id__in=identities)
        published = {row.identity_id: row for row in rows.only("identity_id", "title", "kind", "body")}
        plan = self.result_list[0].plan if self.result_list and request.GET.get("plan") else None
        moved = moved_identities(plan) if plan else set()
        for element in self.result_list:
            element.published = published.get(element.identity_id)
            element.has_moved = element.identity_id in moved


@admin.register(Element)
class PublishedElementAdmin(ElementAdmin):
    list_display = ["tree_title", "kind_name", "difference", "tools"]
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
        moved = Element.objects.filter(plan=plan, identity_id__in=moved_identities(plan))
        return list(moved.order_by("lft").values_list("pk", flat=True))

    @admin.display(description=gettext_lazy("since published"), empty_value="")
    def difference(self, element: Any) -> str:
        """New, changed, moved; the page shows and hides the last of these while elements are dragged."""
        published = element.published
        if published is None:
            return _("new")
        content = (element.title, element.kind, element.body)
        changed = (published.title, published.kind, published.body) != content
        return format_html(
            '{}<span class="moved-mark"{}>{}</span>',
            format_html('<span class="changed-mark">{}</span> ', _("changed")) if changed else "",
            "" if element.has_moved else format_html(" {}", "hidden"),
            _("moved"),
        )


def public_address_of(element: Element) -> str:
    """Where citizens read the element; empty while they cannot."""
    address = PublishedAddress.objects.filter(
        identity_id=element.identity_id, is_primary=True, plan__editions__is_current=True
    ).first()
    plan = element.plan
    return f"/{plan.municipality.slug}/{plan.slug}/{address.slug}/" if address else ""
