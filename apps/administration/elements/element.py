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

from apps.administration.changelist import municipality_column
from apps.administration.elements import (
    add,
    bulk_edit,
    drag_and_drop,
    edit,
    history,
    move_and_delete,
    pasting,
    presence,
    restructure,
)
from apps.administration.elements.fetching import get_plan, of_element, plans_seen
from apps.administration.elements.tree_changelist import TreeChangeList
from apps.administration.plans.plan_list import plan_list
from apps.administration.publishing.preview import element_preview, new_element_preview
from apps.administration.rights import held_in
from apps.administration.scoping import ScopedAdmin
from apps.municipalities.permissions import flags
from apps.municipalities.roles import Capability
from apps.strategies.kinds import Kind
from apps.strategies.models import Element, Plan
from apps.strategies.models.element import MAX_TITLE


@admin.register(Element)
class ElementAdmin(ScopedAdmin):
    list_display = [
        "tree_title",
        "plan",
        municipality_column("plan.municipality"),
    ]  # across plans; one plan has a table of its own
    list_display_links = None
    list_per_page = list_max_show_all = settings.ADMIN_ELEMENTS_PAGE_SIZE
    search_fields = ["title__folded"]
    sortable_by: list[str] = []
    actions = None
    ordering = ["tree_id", "lft"]
    change_list_template = "administration/elements/tree.html"

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
            "may": flags(held_in(request, plan.municipality_id)),
            "root": plan.elements.get(parent__isnull=True),
            "undo": drag_and_drop.last_move(plan, request.user) or {"event": "", "words": ""},
            "tree_words": json.dumps(drag_and_drop.tree_words()),
            "kinds": json.dumps({kind.value: str(kind.label).capitalize() for kind in Kind}),
            "most_title": MAX_TITLE,
            "allowed_under": json.dumps(drag_and_drop.allowed_under()),
        }

    def choose_plan(self, request: HttpRequest) -> HttpResponse:
        """The first page of plans; whoever has more finds the rest in the list of plans, which can be searched."""
        plans = plan_list(plans_seen(request), at_most=settings.ADMIN_PAGE_SIZE)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": _("Choose a plan"), "list": plans,
        }  # fmt: skip
        return TemplateResponse(request, "administration/elements/choose_plan.html", context)

    @admin.display(description=gettext_lazy("title"))
    def tree_title(self, element: Element) -> SafeString:
        return format_html('<a href="{}/change/">{}</a>', element.pk, element.title)

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, Callable[..., HttpResponse]] = {
            "move": self.move_view,
            "copy": partial(of_element(restructure.copy_page), self),
            "split": partial(of_element(restructure.split_page), self),
            "merge": partial(of_element(restructure.merge_page), self),
            "present": presence.present,
            "preview": partial(element_preview, self),
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
            "arrange": drag_and_drop.arrange, "undo": drag_and_drop.undo, "together": bulk_edit.change,
            "paste": pasting.paste, "add_row": add.add_row, "preview_new": new_element_preview,
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
        return add.add(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return of_element(edit.change)(self, request, object_id)

    def move_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return of_element(move_and_delete.move)(self, request, object_id)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return of_element(move_and_delete.delete)(self, request, object_id)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return of_element(history.history)(self, request, object_id)
