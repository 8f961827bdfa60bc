"""Relations in admin: listed for the municipality, added from the element they start at."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.administration.changelist import municipality_column
from apps.administration.elements.fetching import get_element, posted, put_errors, show
from apps.administration.elements.forms import TargetForm
from apps.administration.scoping import ScopedAdmin
from apps.municipalities.roles import Capability
from apps.strategies.models import Plan, Relation
from apps.strategies.operations.relate import edit_relation, relate, unrelate


@admin.register(Relation)
class RelationAdmin(ScopedAdmin):
    list_display = [
        "source_title",
        "kind",
        "target_title",
        "target_plan",
        municipality_column("source.plan.municipality"),
    ]
    list_display_links = ["source_title"]
    list_filter = ["kind"]
    list_select_related = ["source__element", "source__plan__municipality", "target__element", "target__plan"]
    search_fields = ["source__element__title__folded", "target__element__title__folded", "note__folded"]
    actions = None
    fields = ["source_title", "target_title", "kind", "note"]
    readonly_fields = ["source_title", "target_title"]
    nothing_yet = gettext_lazy(
        "No element bears on another yet. Open an element in a plan’s tree and choose “Add a relation”."
    )
    field_help = {
        "kind": gettext_lazy("How the first element bears on the second."),
        "note": gettext_lazy("Why, in a few words. Citizens read it."),
    }

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "note":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """No button without an element: a relation is added where it starts."""
        return False

    @admin.display(description=gettext_lazy("from"))
    def source_title(self, relation: Relation) -> str:
        return str(relation.source)

    @admin.display(description=gettext_lazy("to"))
    def target_title(self, relation: Relation) -> str:
        return str(relation.target)

    @admin.display(description=gettext_lazy("plan"))
    def target_plan(self, relation: Relation) -> Plan:
        return relation.target.plan

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """One step: how it bears on which element, of any plan of the municipality."""
        if "source" not in request.GET:
            messages.info(request, _("Open the element that the relation starts at, and add it there."))
            return redirect("admin:strategies_element_changelist")
        source = get_element(request, request.GET["source"], Capability.EDIT)
        form = TargetForm(posted(request), source=source)
        if request.method == "POST" and form.is_valid() and self._relate(request, source, form):
            return HttpResponseRedirect(reverse("admin:strategies_element_change", args=[source.pk]))
        context = {"source": source, "form": form}
        title = _("Relate “%(title)s” to another element") % {"title": source.title}
        return show(
            self,
            request,
            "administration/elements/relation_add.html",
            plan=source.plan,
            title=title,
            **context,
        )

    def _relate(self, request: HttpRequest, source: Any, form: TargetForm) -> bool:
        values = form.cleaned_data
        try:
            relation = relate(
                source=source.identity,
                target=values["target"].identity,
                kind=values["kind"],
                note=values["note"],
                by=request.user,
            )
        except ValidationError as refused:
            put_errors(form, refused)
            return False
        self.log_addition(request, relation, [{"added": {}}])
        messages.success(request, _("The relation has been added."))
        return True

    def save_model(self, request: HttpRequest, obj: Relation, form: Any, change: bool) -> None:
        plan_id = obj.source.plan_id
        edit_relation(plan_id=plan_id, relation_id=obj.pk, kind=obj.kind, note=obj.note, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Relation) -> None:
        unrelate(plan_id=obj.source.plan_id, relation_id=obj.pk, by=request.user)
