"""The tree in admin with what publishing adds: which elements differ from what citizens read."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import F
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

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


@dataclass(frozen=True)
class Readers:
    """What citizens read of a plan: the identities, and those of them that stand elsewhere in the working tree."""

    identities: frozenset[int]
    moved: frozenset[int]


def read_by_citizens(plan_id: int) -> Readers:
    """Two queries."""
    published = EditionElement.objects.filter(edition__plan=plan_id, edition__is_current=True)
    columns = ("identity_id", "position", "parent_position")
    old = [Place(*row) for row in published.order_by("position").values_list(*columns)]
    nodes = Element.objects.filter(plan=plan_id).order_by("lft").values_list("pk", "identity_id", "parent_id")
    positions: dict[int | None, int | None] = {None: None}
    new = []
    for number, (pk, identity, parent) in enumerate(nodes):
        positions[pk] = number
        new.append(Place(identity, number, positions[parent]))
    identities = frozenset(place.identity_id for place in old)
    return Readers(identities, frozenset(compare.moved_identities(old, new)) if old else frozenset())


def changed_identities(plan_id: int) -> set[int]:
    """The identities whose words citizens read otherwise; compared by the database, for the texts are long."""
    published = EditionElement.objects.filter(
        edition__plan=plan_id, edition__is_current=True, identity__element__isnull=False
    )
    same = {name: F(f"identity__element__{name}") for name in ("title", "kind", "body")}
    return set(published.exclude(**same).values_list("identity_id", flat=True))


class PublishedTreeChangeList(TreeChangeList):
    """Tells each row of the page what citizens read of it."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if request.GET.get("plan") and self.result_list:
            plan = self.result_list[0].plan_id
            self.readers, self.changed = read_by_citizens(plan), changed_identities(plan)
            self.words = {"new": _("new"), "changed": _("changed"), "moved": _("moved")}

    def note_heading(self) -> str:
        return _("since published")

    def note(self, element: Element) -> str:
        """New, changed, moved; nothing of a plan that citizens cannot read at all."""
        identity = element.identity_id
        if identity not in self.readers.identities:
            return self.words["new"] if self.readers.identities else ""
        marks = {"changed": identity in self.changed, "moved": identity in self.readers.moved}
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
        moved = Element.objects.filter(plan=plan, identity_id__in=read_by_citizens(plan.pk).moved)
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
