"""The bin of each plan: what was deleted, and bringing it back."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.administration.changelist import municipality_column
from apps.administration.elements import positions
from apps.administration.elements.fetching import get_plan, posted, put_errors, show, tree_address
from apps.administration.elements.forms import RestoreForm
from apps.administration.scoping import ScopedAdmin, parse_key
from apps.core.conflicts import DoneMeanwhile, Gone
from apps.municipalities.permissions import require
from apps.municipalities.roles import Capability
from apps.strategies import tree
from apps.strategies.models import BinnedSubtree, Element


@admin.register(BinnedSubtree)
class BinAdmin(ScopedAdmin):
    list_display = [
        "title",
        "extent",
        "plan",
        municipality_column("plan.municipality"),
        "deleted_at",
        "deleted_by",
        "restoring",
    ]
    list_display_links = None
    list_select_related = ["plan__municipality", "deleted_by"]
    search_fields = ["title__folded"]
    actions = None
    nothing_yet = gettext_lazy(
        "The bin is empty. What you delete in a plan’s tree can be brought back from here."
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).restorable()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup == "plan"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context: dict[str, Any] = {"title": _("Bin")}
        if "plan" in request.GET:
            plan = get_plan(request, request.GET["plan"], Capability.ENTER_ADMIN)
            context = {"title": _("Bin of “%(title)s”") % {"title": plan.title}}
        return super().changelist_view(request, {**context, "subtitle": None, **(extra_context or {})})

    @admin.display(description=gettext_lazy("elements"), ordering="element_count")
    def extent(self, binned: BinnedSubtree) -> str:
        """How much lies here, in words: on a phone the columns have no headings."""
        count = binned.element_count
        return ngettext("%(count)s element", "%(count)s elements", count) % {"count": count}

    @admin.display(description=gettext_lazy("do"))
    def restoring(self, binned: BinnedSubtree) -> SafeString:
        address = reverse("admin:strategies_binnedsubtree_change", args=[binned.pk])
        return format_html('<a href="{}">{}</a>', address, _("Bring back"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Where to put it back: where it stood if that is still there, or elsewhere."""
        rows = self.get_queryset(request).select_related("plan__municipality")
        binned = rows.filter(pk=parse_key(object_id)).first()
        if binned is None:
            return self._already_back(request, parse_key(object_id))
        require(request.user, Capability.EDIT, binned.plan.municipality)
        nodes = positions.nodes_of(binned.plan)
        former = Element.objects.filter(plan=binned.plan, identity_id=binned.parent_identity_id).first()
        parents = positions.parents(nodes, kind=binned.content["kind"])
        initial = {"parent": str(former.pk)} if former else None
        form = RestoreForm(posted(request), parents=parents, initial=initial)
        if request.method == "POST" and form.is_valid():
            try:
                element = self._restore(request, binned, int(form.cleaned_data["parent"]), form)
            except DoneMeanwhile:
                return self._already_back(request, binned.pk)
            if element:
                return HttpResponseRedirect(tree_address(binned.plan, at=element.pk))
        context = {"binned": binned, "original": binned, "former": former, "form": form}
        title = _("Bring back “%(title)s”") % {"title": binned.title}
        return show(
            self, request, "administration/plans/bin_restore.html", plan=binned.plan, title=title, **context
        )

    def _already_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead on to what somebody else has brought back; what was never in the bin does not exist."""
        rows = BinnedSubtree.objects.where(request.user, Capability.EDIT).select_related("plan")
        binned = rows.filter(pk=pk, restored_at__isnull=False).first()
        if binned is None:
            raise Http404
        messages.info(request, _("“%(title)s” has been brought back already.") % {"title": binned.title})
        element = Element.objects.filter(plan=binned.plan, identity_id=binned.identity_id).first()
        return HttpResponseRedirect(tree_address(binned.plan, at=element.pk if element else None))

    def _restore(
        self, request: HttpRequest, binned: BinnedSubtree, parent_id: int, form: RestoreForm
    ) -> Element | None:
        try:
            element = tree.restore(
                plan_id=binned.plan_id, binned_id=binned.pk, parent_id=parent_id, by=request.user
            )
        except (ValidationError, Gone) as refused:
            put_errors(form, refused)
        else:
            self.log_change(request, binned, _("Brought back."))
            messages.success(request, _("“%(title)s” has been brought back.") % {"title": element.title})
            return element
        return None
