"""Plans in admin with what publishing adds: frozen addresses, and the ways to publish, editions and the public page."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.municipalities.permissions import deeds
from apps.publishing.addresses import slug_is_frozen
from apps.publishing.admin import editions, previewing, publishing, retracting
from apps.publishing.models import Edition
from apps.publishing.pending_changes import differing
from apps.strategies.admin.pages import tree_address
from apps.strategies.admin.plans import PlanAdmin
from apps.strategies.models import Plan

admin.site.unregister(Plan)


def public_address(plan: Plan) -> str:
    """Where citizens read the plan, once it is published."""
    return f"/{plan.municipality.slug}/{plan.slug}/"


class PublishedPlanChangeList(ChangeList):
    """Knows of which plans on the page citizens read something else."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        found = differing(plan.pk for plan in self.result_list)
        for plan in self.result_list:
            plan.is_differing = plan.pk in found


@admin.register(Plan)
class PublishedPlanAdmin(PlanAdmin):
    change_form_template = "admin/publishing/plan_form.html"
    list_display = ["title", "level", "municipality", "since_published", "ways"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PublishedPlanChangeList

    @admin.display(description=gettext_lazy("since published"))
    def since_published(self, plan: Any) -> str:
        return format_html('<span class="changed-mark">{}</span>', _("changed")) if plan.is_differing else ""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).telling_who_may_publish(request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "slug"] if obj is not None and slug_is_frozen(obj) else fixed

    @admin.display(description=gettext_lazy("go to"))
    def ways(self, plan: Plan) -> SafeString:
        address = reverse("admin:publishing_publish", args=[plan.pk])
        publishing = format_html('<a href="{}">{}</a>', address, _("Publish")) if plan.may_publish else ""
        return format_html(
            '<span class="row-tools"><a href="{}">{}</a> {}</span>',
            tree_address(plan),
            _("Elements"),
            publishing,
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        plan = kwargs.get("obj")
        if plan is not None:
            context["may"] = deeds(request.user, plan.municipality)
        if plan is not None and Edition.objects.current().filter(plan=plan).exists():
            context["public_address"] = public_address(plan)
        return super().render_change_form(request, context, *args, **kwargs)

    def obstacles(self, plan: Plan) -> list[str]:
        published = [_("The plan has been published.")] if Edition.objects.filter(plan=plan).exists() else []
        return [*published, *super().obstacles(plan)]

    def get_urls(self) -> list[URLPattern]:
        pages = [
            ("<path:key>/publish/", publishing.publish_view, "publishing_publish"),
            ("<path:key>/editions/", editions.editions_view, "publishing_editions"),
            ("<path:key>/editions/<path:number>/again/", editions.again_view, "publishing_again"),
            ("<path:key>/withdraw/", editions.withdraw_view, "publishing_withdraw"),
            ("<path:key>/retract/", retracting.retract_view, "publishing_retract"),
            ("<path:key>/preview-links/", previewing.links_view, "publishing_preview_links"),
            (
                "<path:key>/preview-links/<path:link>/close/",
                previewing.withdraw_view,
                "publishing_preview_withdraw",
            ),
        ]
        own = [path(route, self._page(view), name=name) for route, view, name in pages]
        return [*own, *super().get_urls()]

    def _page(self, view: Any) -> Any:
        """A page of this admin, which the view is told."""

        def page(request: HttpRequest, **kwargs: str) -> HttpResponse:
            return view(self, request, **kwargs)

        return self.admin_site.admin_view(page)
