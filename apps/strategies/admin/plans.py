"""Plans in admin: made with their tree, saved through the domain, with ways to everything that hangs on them."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.municipalities.admin.addresses import AddressedForm
from apps.municipalities.admin.committees import OwnMunicipalityFilter
from apps.municipalities.admin.scoped import ScopedAdmin
from apps.municipalities.admin.years import YearField
from apps.municipalities.roles import Capability
from apps.strategies import tree
from apps.strategies.admin import finding
from apps.strategies.admin.pages import get_plan, show, tree_address
from apps.strategies.content import StaleEdit
from apps.strategies.discarding import discard_plan, obstacles
from apps.strategies.models import Plan
from apps.strategies.plans import PLAN_FIELDS, plan_version, revise_plan


class PlanForm(AddressedForm):
    """``stale`` is the save that was refused a moment ago because somebody else had saved."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**63 - 1)
    named_by = "title"
    stale: StaleEdit | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version"].initial = plan_version(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.stale:
            for line in _in_words(self.stale):
                self.add_error(None, ValidationError(line, code="stale"))
        return cleaned


def _in_words(stale: StaleEdit) -> list[str]:
    """What happened, and each value that stands now where the form has another."""
    who = stale.who or _("name unknown")
    told = _("Another editor (%(who)s) has saved this plan while you were writing. Your text is not lost.")
    now = _("%(label)s now says: “%(value)s”. If you save again, yours replaces it.")
    values = [
        now
        % {"label": str(Plan._meta.get_field(name).verbose_name).capitalize(), "value": stale.theirs[name]}
        for name in stale.ours
        if stale.theirs[name] != stale.ours[name]
    ]
    return [told % {"who": who}, *values]


@admin.register(Plan)
class PlanAdmin(ScopedAdmin):
    form = PlanForm
    list_display = ["title", "level", "municipality", "ways"]
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
        "council_period": gettext_lazy(
            "The council that adopted it. It says nothing of how long the plan holds."
        ),
    }
    change_form_template = "admin/strategies/plan_form.html"
    fieldsets = [
        (None, {"fields": ["municipality", "title", "slug", "level", "version"]}),
        (gettext_lazy("When and by whom"), {"fields": ["adopted_on", "case_reference", "start_year", "end_year", "council_period", "committee"]}),
    ]  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["municipality"] if obj else []

    @admin.display(description=gettext_lazy("go to"))
    def ways(self, plan: Plan) -> SafeString:
        return format_html('<a href="{}">{}</a>', tree_address(plan), _("Elements"))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.stale = getattr(request, "stale_plan", None)
        return form

    def save_model(self, request: HttpRequest, obj: Plan, form: PlanForm, change: bool) -> None:
        if not change:
            tree.create_plan(obj, by=request.user)
            return
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name in PLAN_FIELDS}
        if changes:
            revise_plan(plan=obj, by=request.user, based_on=form.cleaned_data["version"] or 0, **changes)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A stale save is shown again as it was written, based on what stands now, with both values in words."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except StaleEdit as stale:
            request.stale_plan = stale
            request.POST = request.POST.copy()  # type: ignore[assignment]
            request.POST["version"] = str(stale.version)
            return super().changeform_view(request, *args, **kwargs)

    def obstacles(self, plan: Plan) -> list[str]:
        """What keeps the plan from being deleted, in words; apps above know of more."""
        return obstacles(plan)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Delete a plan that nothing hangs on, or say what does."""
        plan = get_plan(request, object_id, Capability.EDIT)
        reasons = self.obstacles(plan)
        if request.method == "POST" and not reasons:
            try:
                self.log_deletions(request, [plan])
                discard_plan(plan=plan, by=request.user)
            except ValidationError as refused:
                reasons = refused.messages
            else:
                messages.success(request, _("“%(title)s” has been deleted.") % {"title": plan.title})
                return redirect("admin:strategies_plan_changelist")
        title = _("Delete “%(title)s”?") % {"title": plan.title}
        return show(self, request, "strategies/plan_delete.html", plan=plan, title=title, obstacles=reasons)

    def get_urls(self) -> list[URLPattern]:
        replacing = self.admin_site.admin_view(partial(finding.replace_page, self))
        return [path("<path:key>/replace/", replacing, name="strategies_plan_replace"), *super().get_urls()]

    def response_add(
        self, request: HttpRequest, obj: Plan, post_url_continue: str | None = None
    ) -> HttpResponse:
        """From a new plan to its tree: the elements are what comes next."""
        messages.success(
            request, _("“%(title)s” has been made. Now add its elements.") % {"title": obj.title}
        )
        return HttpResponseRedirect(tree_address(obj))
