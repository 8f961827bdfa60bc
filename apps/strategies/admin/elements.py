"""Elements in admin: the indented tree of one plan, lists by kind, and the ways to the pages of one element."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.municipalities.admin.scoped import ScopedAdmin, parse_key
from apps.municipalities.permissions import deeds
from apps.municipalities.roles import Capability
from apps.strategies.admin import (
    arranging,
    attending,
    pasting,
    placing,
    reshaping,
    selection,
    together,
    tree_rows,
    versions,
    writing,
)
from apps.strategies.admin.pages import get_plan, of_element, plans_seen
from apps.strategies.kinds import Kind
from apps.strategies.models import Element, Move, Plan

#: What a row of the tree shows; not the text, of which a plan may have a megabyte.
COLUMNS = ("identity", "plan", "parent", "level", "lft", "tree_id", "kind", "title", "version")


class TreeChangeList(ChangeList):
    """Reading order, whatever the address asks for."""

    def get_ordering(self, request: HttpRequest, queryset: models.QuerySet) -> list[str]:
        return ["tree_id", "lft"]

    def get_results(self, request: HttpRequest) -> None:
        """A plan's whole tree on one page, for what stands on two cannot be dragged from one place to the other."""
        plan = request.GET.get("plan")
        if not plan:
            super().get_results(request)
            return
        self.list_per_page = self.list_max_show_all = settings.ADMIN_TREE_SIZE
        self.queryset = self.queryset.select_related(None).only(*COLUMNS)
        super().get_results(request)
        moves = Move.objects.filter(plan=parse_key(plan)).latest_of_each()
        self.result_list = list(self.result_list)
        for element in self.result_list:
            element.seen = selection.seen(element, moves)

    def table(self) -> SafeString:
        """The tree of one plan; the lists across plans are Django's."""
        return tree_rows.table(self.result_list, note=self.note, note_heading=self.note_heading())

    def note(self, element: Element) -> str:
        """What an app above has to say of the element in the tree."""
        return ""

    def note_heading(self) -> str:
        return ""


@admin.register(Element)
class ElementAdmin(ScopedAdmin):
    list_display = ["tree_title", "plan"]  # across plans; one plan has a table of its own
    list_display_links = None
    list_per_page = list_max_show_all = settings.ADMIN_ELEMENTS_PAGE_SIZE
    search_fields = ["title__folded"]
    sortable_by: list[str] = []
    actions = None
    ordering = ["tree_id", "lft"]
    change_list_template = "admin/strategies/element_tree.html"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).without_root().select_related("plan__municipality")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """No button without a plan: an element is added from its place in the tree."""
        return False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return TreeChangeList

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup in ("plan", "kind")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The tree of ``?plan=``, or all elements of ``?kind=``; without either, the plans to choose among."""
        kind = request.GET.get("kind")
        if kind is not None and kind not in Kind.values:
            raise Http404
        if "plan" in request.GET:
            plan = get_plan(request, request.GET["plan"], Capability.ENTER_ADMIN)
            title, context = plan.title, self._tree_context(request, plan)
        elif kind:
            title, context = str(Kind(kind).label).capitalize(), {}
        else:
            return self.choose_plan(request)
        context |= {"title": title, "subtitle": None, "kind": kind, **(extra_context or {})}
        return super().changelist_view(request, context)

    def _tree_context(self, request: HttpRequest, plan: Plan) -> dict[str, Any]:
        return {
            "plan": plan,
            "may": deeds(request.user, plan.municipality),
            "root": plan.elements.get(parent__isnull=True),
            "undo": arranging.last_deed(plan, request.user) or {"deed": "", "words": ""},
            "tree_words": json.dumps(self.tree_words()),
            "allowed_under": json.dumps(arranging.allowed_under()),
        }

    def tree_words(self) -> dict[str, str]:
        return arranging.tree_words()

    def moved_since_published(self, plan: Plan) -> list[int]:
        """The elements that citizens read at another place; what is published, an app above knows."""
        return []

    def choose_plan(self, request: HttpRequest) -> HttpResponse:
        plans = plans_seen(request)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": _("Choose a plan"), "plans": plans,
        }  # fmt: skip
        return TemplateResponse(request, "admin/strategies/choose_plan.html", context)

    def about(self, element: Element) -> dict[str, Any]:
        """What an app above has to say of the element on its page."""
        return {}

    @admin.display(description=gettext_lazy("title"))
    def tree_title(self, element: Element) -> SafeString:
        return format_html('<a href="{}/change/">{}</a>', element.pk, element.title)

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, Callable[..., HttpResponse]] = {
            "move": self.move_view,
            "copy": partial(of_element(reshaping.copy_page), self),
            "split": partial(of_element(reshaping.split_page), self),
            "merge": partial(of_element(reshaping.merge_page), self),
            "present": attending.present,
        }
        own = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(view),
                name=f"strategies_element_{name}",
            )
            for name, view in pages.items()
        ]
        many = {
            "arrange": arranging.arrange, "undo": arranging.undo, "together": together.change, "paste": pasting.paste,
        }  # fmt: skip
        own += [
            path(
                f"{name}/",
                self.admin_site.admin_view(partial(view, self)),
                name=f"strategies_element_{name}",
            )
            for name, view in many.items()
        ]
        return [*own, *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return writing.add(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return of_element(writing.change)(self, request, object_id)

    def move_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return of_element(placing.move)(self, request, object_id)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return of_element(placing.delete)(self, request, object_id)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return of_element(versions.history)(self, request, object_id)
