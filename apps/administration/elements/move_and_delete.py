"""The pages on which an element is moved and put in the bin."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.administration.elements import positions
from apps.administration.elements.fetching import get_element, posted, put_errors, show, tree_address
from apps.administration.elements.forms import ParentForm, PlaceForm
from apps.core.conflicts import REFUSED, SavedMeanwhile
from apps.municipalities.roles import Capability
from apps.strategies import tree
from apps.strategies.models import Element, Move
from apps.strategies.operations.move import move_elements


def move(admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Two plain steps: choose the parent (GET), then the place under it (POST)."""
    element = get_element(request, object_id, Capability.EDIT)
    if element.parent_id is None:
        raise Http404
    nodes = positions.nodes_of(element.plan)
    moving = next((node for node in nodes if node.pk == element.pk), None)
    parents = positions.parents(nodes, kind=element.kind, moving=moving)
    chosen = {"parent": request.GET.get("parent", str(element.parent_id))}
    parent_form = ParentForm(chosen, parents=parents)
    place_form = None
    if parent_form.is_valid():
        parent_id = int(parent_form.cleaned_data["parent"])
        siblings = positions.children(nodes, parent_id, but=element.pk)
        initial: dict[str, Any] = {
            "place": _place_now(nodes, element)
            if parent_id == element.parent_id
            else positions.places(siblings)[-1][0]
        }
        moves = Move.objects.filter(identity=element.identity).latest_of_each()
        initial["newest_move"] = moves.get(element.identity_id, 0)
        place_form = PlaceForm(posted(request), siblings=siblings, initial=initial)
        sent = request.method == "POST" and place_form.is_valid()
        if sent and _move(admin, request, element, parent_id, place_form):
            return HttpResponseRedirect(tree_address(element.plan, at=element.pk))
    context = {"element": element, "original": element, "parent_form": parent_form, "place_form": place_form}
    title = _("Move “%(title)s”") % {"title": element.title}
    return show(
        admin, request, "administration/elements/move.html", plan=element.plan, title=title, **context
    )


def _place_now(nodes: list[positions.Option], element: Element) -> str:
    before = [node for node in positions.children(nodes, element.parent_id or 0) if node.lft < element.lft]
    return str(before[-1].pk) if before else tree.FIRST


def _move(admin: ModelAdmin, request: HttpRequest, element: Element, parent_id: int, form: PlaceForm) -> bool:
    try:
        move_elements(
            plan_id=element.plan_id,
            expected={element.pk: form.cleaned_data["newest_move"]},
            parent_id=parent_id,
            after=positions.after(form.cleaned_data["place"]),
            by=request.user,
        )
    except REFUSED as refused:
        put_errors(form, refused)
    else:
        admin.log_change(request, element, _("Moved."))
        messages.success(request, _("“%(title)s” has been moved.") % {"title": element.title})
        return True
    return False


def delete(admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Ask first and say how much goes along; then put it all in the plan's bin."""
    element = get_element(request, object_id, Capability.EDIT)
    if element.parent_id is None:
        raise Http404
    below = (element.rght - element.lft - 1) // 2
    if request.method == "POST":
        try:
            binned = tree.delete(
                plan_id=element.plan_id,
                element_id=element.pk,
                expected=request.POST.get("expected"),
                by=request.user,
            )
        except SavedMeanwhile as refused:
            messages.error(request, str(refused))
            return redirect(request.path)
        admin.log_deletions(request, [element])
        told = ngettext(
            "“%(title)s” has been moved to the bin.",
            "“%(title)s” and everything under it, %(count)s elements in all, have been moved to the bin.",
            binned.element_count,
        )
        messages.success(request, told % {"title": element.title, "count": binned.element_count})
        return HttpResponseRedirect(tree_address(element.plan))
    state = tree.subtree_state(element)
    context = {"element": element, "original": element, "below": below, "expected": state}
    title = _("Move “%(title)s” to the bin?") % {"title": element.title}
    return show(
        admin, request, "administration/elements/delete.html", plan=element.plan, title=title, **context
    )
