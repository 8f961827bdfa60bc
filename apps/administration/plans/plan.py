"""Plans in admin: made with their tree, saved through the domain, with ways to everything that hangs on them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.administration.changelist import DanishChangeList
from apps.administration.elements.fetching import get_plan, show, tree_address
from apps.administration.municipalities.committees import OwnMunicipalityFilter
from apps.administration.plans import (
    carry_over,
    find_and_replace,
    quality,
    report,
    source_texts,
    topic_suggestions,
)
from apps.administration.plans.plan_form import PlanForm
from apps.administration.publishing import editions, preview, publish, retract
from apps.administration.scoping import ScopedAdmin
from apps.administration.stale_form import ShowsStale
from apps.administration.year_field import YearField
from apps.municipalities.permissions import capability_flags
from apps.municipalities.roles import Capability
from apps.publishing.addresses import path_of_plan, slug_is_frozen
from apps.publishing.comparison.pending_changes import differing
from apps.publishing.models import Edition
from apps.strategies import tree
from apps.strategies.models import Plan
from apps.strategies.operations.delete_plan import delete_unused_plan, obstacles
from apps.strategies.operations.edit_plan import PLAN_FIELDS, edit_plan

#: The pages about one plan: address below the plan's, view, name.
PAGES: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("replace/", find_and_replace.replace_page, "strategies_plan_replace"),
    ("publish/", publish.publish_view, "publishing_publish"),
    ("editions/", editions.editions_view, "publishing_editions"),
    ("editions/<path:number>/again/", editions.again_view, "publishing_again"),
    ("withdraw/", editions.withdraw_view, "publishing_withdraw"),
    ("retract/", retract.retract_view, "publishing_retract"),
    ("sources/", source_texts.sources_view, "strategies_plan_sources"),
    ("quality/", quality.quality_view, "strategies_plan_quality"),
    ("topics/", topic_suggestions.suggestions_view, "strategies_plan_topics"),
    ("report/", report.report_view, "strategies_plan_report"),
    ("carry-over/", carry_over.carry_over_view, "strategies_plan_carry_over"),
    ("preview-links/", preview.links_view, "publishing_preview_links"),
    ("preview-links/<path:link>/close/", preview.withdraw_view, "publishing_preview_withdraw"),
]


def _obstacles(plan: Plan) -> list[str]:
    """What keeps the plan from being deleted, in words."""
    published = [_("The plan has been published.")] if Edition.objects.filter(plan=plan).exists() else []
    return [*published, *obstacles(plan)]


class PlanChangeList(DanishChangeList):
    """Knows of which plans on the page citizens read something else."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        found = differing(plan.pk for plan in self.result_list)
        for plan in self.result_list:
            plan.is_differing = plan.pk in found


@admin.register(Plan)
class PlanAdmin(ShowsStale, ScopedAdmin):
    form = PlanForm
    list_display = ["title", "level", "municipality", "since_published", "ways"]
    list_filter = ["level", ("municipality", OwnMunicipalityFilter)]
    list_select_related = ["municipality"]
    search_fields = ["title__folded"]
    actions = None
    formfield_overrides = {models.PositiveSmallIntegerField: {"form_class": YearField}}
    nothing_yet = gettext_lazy(
        "Add the first plan: the strategy as the council adopted it. Then add its elements."
    )
    field_help = {
        "municipality": gettext_lazy("Whose plan it is. It cannot change afterwards."),
        "title": gettext_lazy("As it stands on the front of the document."),
        "level": gettext_lazy("The council’s own strategy, or a plan that carries it out."),
        "end_year": gettext_lazy("Only as the document itself states it."),
        "stage": gettext_lazy("How far it has come. Citizens read it with the next edition."),
        "council_period": gettext_lazy(
            "The council that adopted it. It says nothing of how long the plan holds."
        ),
    }
    change_form_template = "administration/plans/plan_form.html"
    fieldsets = [
        (None, {"fields": ["municipality", "title", "slug", "level", "based_on"]}),
        (gettext_lazy("When and by whom"), {"fields": ["adopted_on", "case_reference", "start_year", "end_year", "council_period", "committee"]}),
        (gettext_lazy("Where it stands"), {"fields": ["stage", "hearing_until", "carries_out", "succeeds"]}),
        (gettext_lazy("On the public page"), {"fields": ["figure_form"]}),
    ]  # fmt: skip

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PlanChangeList

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).telling_who_may_publish(request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None:
            return []
        return ["municipality", "slug"] if slug_is_frozen(obj) else ["municipality"]

    @admin.display(description=gettext_lazy("since published"))
    def since_published(self, plan: Any) -> str:
        return format_html('<span class="changed-mark">{}</span>', _("changed")) if plan.is_differing else ""

    @admin.display(description=gettext_lazy("go to"))
    def ways(self, plan: Plan) -> SafeString:
        address = reverse("admin:publishing_publish", args=[plan.pk])
        publish = format_html('<a href="{}">{}</a>', address, _("Publish")) if plan.may_publish else ""
        return format_html(
            '<span class="row-tools"><a href="{}">{}</a> {}</span>',
            tree_address(plan),
            _("Elements"),
            publish,
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if plan := kwargs.get("obj"):
            context["may"] = capability_flags(request.user, plan.municipality)
            context["public_address"] = path_of_plan(plan)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Plan, form: PlanForm, change: bool) -> None:
        if not change:
            tree.create_plan(obj, by=request.user)
            return
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name in PLAN_FIELDS}
        if changes:
            edit_plan(plan=obj, by=request.user, based_on=form.cleaned_data["based_on"] or 0, **changes)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Delete a plan that nothing hangs on, or say what does."""
        plan = get_plan(request, object_id, Capability.EDIT)
        reasons = _obstacles(plan)
        if request.method == "POST" and not reasons:
            try:
                self.log_deletions(request, [plan])
                delete_unused_plan(plan=plan, by=request.user)
            except ValidationError as refused:
                reasons = refused.messages
            else:
                messages.success(request, _("“%(title)s” has been deleted.") % {"title": plan.title})
                return redirect("admin:strategies_plan_changelist")
        title = _("Delete “%(title)s”?") % {"title": plan.title}
        return show(
            self, request, "administration/plans/plan_delete.html", plan=plan, title=title, obstacles=reasons
        )

    def get_urls(self) -> list[URLPattern]:
        return [*(self._page(*page) for page in PAGES), *super().get_urls()]

    def _page(self, route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        """A page about one plan; the view is told this admin."""
        return path(f"<path:key>/{route}", self.admin_site.admin_view(partial(view, self)), name=name)

    def response_add(
        self, request: HttpRequest, obj: Plan, post_url_continue: str | None = None
    ) -> HttpResponse:
        """From a new plan to its tree: the elements are what comes next."""
        messages.success(
            request, _("“%(title)s” has been made. Now add its elements.") % {"title": obj.title}
        )
        return HttpResponseRedirect(tree_address(obj))
