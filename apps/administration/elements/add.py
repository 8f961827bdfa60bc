"""Adding elements: on a page with all their fields, or row by row in the tree."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from apps.administration.elements import drag_and_drop, positions, selection, tree_table
from apps.administration.elements.fetching import (
    get_element,
    get_plan,
    media_of,
    posted,
    put_errors,
    show,
    tree_address,
)
from apps.administration.elements.forms import NewElementForm, NewRowForm
from apps.administration.elements.pasting import tell_left_out
from apps.administration.scoping import parse_key
from apps.core.conflicts import REFUSED, Gone, in_words
from apps.municipalities.roles import Capability
from apps.publishing.comparison.pending_changes import marks_of
from apps.strategies import tree
from apps.strategies.models import Element, Move, Plan
from apps.strategies.tree.building import NewElement


def add(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """A form for a new element under the one that the address names; without one, under the whole plan."""
    if "plan" not in request.GET:
        return redirect("admin:strategies_element_changelist")
    parent = get_parent(request)
    form = form_under(request, parent)
    if request.method == "POST" and form.is_valid():
        try:
            element = _insert(form, parent, request)
        except REFUSED as refused:
            put_errors(form, refused)
        else:
            admin.log_addition(request, element, [{"added": {}}])
            told = _("“%(title)s” has been added.") % {"title": element.title}
            messages.success(request, told, extra_tags=f"saved-new-{parent.pk}")
            tell_left_out(request)
            return redirect(_onwards(request, element))
    context = {
        "form": form,
        "media": media_of(form, request),
        "parent": parent,
        "preview_address": _preview(parent),
    }
    return show(
        admin,
        request,
        "administration/elements/add.html",
        plan=parent.plan,
        title=_("Add an element"),
        **context,
    )


def _preview(parent: Element) -> str:
    under = urlencode({"plan": parent.plan_id, "parent": parent.pk})
    return f"{reverse('admin:strategies_element_preview_new')}?{under}"


def get_parent(request: HttpRequest) -> Element:
    """The element that the address names as the one to add under, or the plan's root. Raises as ``get_element`` does."""
    plan = get_plan(request, request.GET.get("plan"), Capability.EDIT)
    if "parent" not in request.GET:
        return Element.objects.select_related("plan__municipality").get(plan=plan, parent__isnull=True)
    parent = get_element(request, request.GET["parent"], Capability.EDIT)
    if parent.plan_id != plan.pk:
        raise Http404
    return parent


def form_under(request: HttpRequest, parent: Element) -> NewElementForm:
    """The form for an element under ``parent``, begun with the kind of its neighbour to be."""
    siblings = positions.children(positions.nodes_of(parent.plan), parent.pk)
    return NewElementForm(
        posted(request),
        plan=parent.plan,
        kinds=positions.kinds_under(parent.kind),
        siblings=siblings,
        after=request.GET.get("after", ""),
    )


def _insert(form: NewElementForm, parent: Element, request: HttpRequest) -> Element:
    content = form.content()
    topics = content.pop("topics", [])
    responsible, partners = content.pop("responsible"), content.pop("partners")
    Element(**content).clean()
    spec = NewElement(
        **content,
        responsible_id=responsible.pk if responsible else None,
        partner_ids=[partner.pk for partner in partners],
    )
    after = positions.after(form.cleaned_data["place"])
    with tree.locked(parent.plan_id, by=request.user):
        element = tree.insert(spec, plan_id=parent.plan_id, parent_id=parent.pk, after=after, by=request.user)
        element.identity.topics.set(topics)
    return element


def _onwards(request: HttpRequest, element: Element) -> str:
    if "_another" in request.POST:
        beside = {"plan": element.plan_id, "parent": element.parent_id, "after": element.pk}
        return f"{reverse('admin:strategies_element_add')}?{urlencode(beside)}"
    if "_continue" in request.POST:
        return reverse("admin:strategies_element_change", args=[element.pk])
    return tree_address(element.plan, at=element.pk)


def add_row(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Add an element by title and kind, last under another; answered with its row and the tree as it now stands."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    plan = get_plan(request, request.POST.get("plan"), Capability.EDIT)
    answer: dict[str, Any] = {}
    try:
        element = _insert_row(request, plan)
    except REFUSED as refused:
        status, answer["message"] = drag_and_drop.status_of(refused), in_words(refused)
    else:
        admin.log_addition(request, element, [{"added": {}}])
        told = _("“%(title)s” has been added.") % {"title": element.title}
        status, answer = 200, {"message": told, "added": element.pk, "row": _row_of(element)}
    return JsonResponse({**answer, **drag_and_drop.state(admin, request, plan)}, status=status)


def _insert_row(request: HttpRequest, plan: Plan) -> Element:
    key = parse_key(request.POST.get("parent"))
    parent = Element.objects.filter(plan=plan, pk=key).first()
    if parent is None:
        raise Gone(key)
    form = NewRowForm(request.POST, kinds=positions.kinds_under(parent.kind))
    if not form.is_valid():
        raise ValidationError([error for errors in form.errors.as_data().values() for error in errors])
    Element(**form.cleaned_data).clean()
    return tree.insert(NewElement(**form.cleaned_data), plan_id=plan.pk, parent_id=parent.pk, by=request.user)


def _row_of(element: Element) -> str:
    """The row of an element that is new: told so where citizens read the plan without it."""
    element.seen = selection.seen(element, Move.objects.filter(plan=element.plan_id).latest_of_each())
    is_read = marks_of([element.plan_id]).get(element.plan_id) is not None
    return tree_table.rows([element], note=lambda _element: _("new") if is_read else "")
