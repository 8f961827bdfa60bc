"""The page on which what was chosen in the tree is moved or changed in one deed: all of it or nothing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.administration.elements import positions, selection
from apps.administration.elements.fetching import get_plan, show, tree_address
from apps.administration.elements.forms import BoxesField
from apps.core.conflicts import REFUSED, Gone, in_words
from apps.municipalities.models import Committee
from apps.municipalities.roles import Capability
from apps.strategies import tree
from apps.strategies.kinds import Kind
from apps.strategies.models import Element, Plan, Topic
from apps.strategies.operations import bulk_edit
from apps.strategies.operations.move import move_elements


class MoveForm(forms.Form):
    parent = forms.ChoiceField(label=gettext_lazy("under"))
    place = forms.ChoiceField(
        label=gettext_lazy("place"),
        choices=[(tree.LAST, gettext_lazy("Last")), (tree.FIRST, gettext_lazy("First"))],
    )

    def __init__(self, *args: Any, plan: Plan, chosen: list[Element], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nodes = positions.nodes_of(plan)
        moved = [node for node in nodes if node.pk in {element.pk for element in chosen}]
        tops = [node for node in moved if not any(o.holds(node) and o is not node for o in moved)]
        offers = [dict(positions.parents(nodes, kind=node.kind, moving=node)) for node in tops]
        everywhere = [key for key in offers[0] if all(key in offer for offer in offers)] if offers else []
        self.fields["parent"].choices = [(key, offers[0][key]) for key in everywhere]

    def save(self, plan: Plan, chosen: list[selection.Seen], by: Any) -> int:
        parent, place = int(self.cleaned_data["parent"]), self.cleaned_data["place"]
        expected = selection.moves_seen(chosen)
        moved = move_elements(plan_id=plan.pk, expected=expected, parent_id=parent, after=place, by=by)
        return len(moved)


class KindForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("kind"))

    def __init__(self, *args: Any, plan: Plan, chosen: list[Element], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, str(kind.label).capitalize()) for kind in Kind if kind != Kind.DOCUMENT]
        self.fields["kind"].choices = kinds
        self.fields["kind"].initial = chosen[0].kind

    def save(self, plan: Plan, chosen: list[selection.Seen], by: Any) -> int:
        based_on = selection.versions_seen(chosen)
        return bulk_edit.change_kind(
            plan_id=plan.pk, based_on=based_on, kind=self.cleaned_data["kind"], by=by
        )


class ResponsibleForm(forms.Form):
    responsible = forms.ModelChoiceField(
        Committee.objects.none(),
        label=gettext_lazy("responsible"),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )

    def __init__(self, *args: Any, plan: Plan, chosen: list[Element], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = Committee.objects.filter(municipality_id=plan.municipality_id)

    def save(self, plan: Plan, chosen: list[selection.Seen], by: Any) -> int:
        based_on, unit = selection.versions_seen(chosen), self.cleaned_data["responsible"]
        return bulk_edit.change_responsible(plan_id=plan.pk, based_on=based_on, responsible=unit, by=by)


class TopicsForm(forms.Form):
    how = forms.ChoiceField(
        label=gettext_lazy("what to do"),
        choices=[("add", gettext_lazy("Add the topics")), ("remove", gettext_lazy("Remove the topics"))],
        widget=forms.RadioSelect,
        initial="add",
    )
    topics = BoxesField(Topic.objects.all(), label=gettext_lazy("topics"))

    def __init__(self, *args: Any, plan: Plan, chosen: list[Element], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def save(self, plan: Plan, chosen: list[selection.Seen], by: Any) -> int:
        based_on, topics = (
            selection.versions_seen(chosen),
            {self.cleaned_data["how"]: self.cleaned_data["topics"]},
        )
        return bulk_edit.change_topics(plan_id=plan.pk, based_on=based_on, by=by, **topics)


BULK_EDITS: dict[str, tuple[type[Any], Any, Any]] = {
    "move": (MoveForm, gettext_lazy("Move them"), gettext_lazy("Move")),
    "kind": (KindForm, gettext_lazy("Change their kind"), gettext_lazy("Change kind")),
    "responsible": (
        ResponsibleForm,
        gettext_lazy("Say who is responsible"),
        gettext_lazy("Change responsible"),
    ),
    "topics": (TopicsForm, gettext_lazy("Change their topics"), gettext_lazy("Change topics")),
}


def change(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Show what can be done with the chosen elements; with ``do`` in the form, do it."""
    if request.method != "POST":
        return redirect("admin:strategies_element_changelist")
    plan = get_plan(request, request.POST.get("plan"), Capability.EDIT)
    chosen = selection.parse(request.POST.getlist("element"))
    elements = _elements(plan, chosen)
    if not chosen or len(elements) < len(chosen):
        messages.error(
            request, str(Gone()) if chosen else _("Choose one or more elements in the tree first.")
        )
        return HttpResponseRedirect(tree_address(plan))
    do = request.POST.get("do")
    forms_shown = {
        name: form(request.POST if name == do else None, plan=plan, chosen=elements, prefix=name)
        for name, (form, _title, _button) in BULK_EDITS.items()
        if name != "topics" or Topic.objects.exists()
    }
    if do in forms_shown and forms_shown[do].is_valid():
        return _do(admin, request, plan, chosen, forms_shown[do])
    title = ngettext("Change one element", "Change %(count)s elements at once", len(elements))
    context = {
        "chosen": chosen,
        "elements": elements,
        "bulk_edits": [
            {"name": n, "form": f, "title": BULK_EDITS[n][1], "button": BULK_EDITS[n][2]}
            for n, f in forms_shown.items()
        ],
        "title": title % {"count": len(elements)},
    }
    return show(admin, request, "administration/elements/bulk_edit.html", plan=plan, **context)


def _elements(plan: Plan, chosen: list[selection.Seen]) -> list[Element]:
    rows = Element.objects.filter(plan=plan, pk__in=[one.pk for one in chosen])
    return list(rows.without_root().in_reading_order())


def _do(
    admin: ModelAdmin, request: HttpRequest, plan: Plan, chosen: list[selection.Seen], form: Any
) -> HttpResponse:
    try:
        changed = form.save(plan, chosen, request.user)
    except REFUSED as refused:
        messages.error(request, in_words(refused))
    else:
        words = ngettext("One element has been changed.", "%(count)s elements have been changed.", changed)
        messages.success(request, words % {"count": changed} if changed else _("Nothing was changed."))
        for element in _elements(plan, chosen) if changed else []:
            admin.log_change(request, element, _("Changed together with others."))
    return HttpResponseRedirect(tree_address(plan, at=chosen[0].pk))
