"""The pages on which an element is copied, split in two and merged with another."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.administration.elements import positions
from apps.administration.elements.fetching import (
    get_element,
    get_plan,
    posted,
    put_errors,
    show,
    tree_address,
)
from apps.administration.elements.restructure_forms import CopyForm, MergeForm, OtherForm, SplitForm
from apps.core.conflicts import REFUSED, SavedMeanwhile
from apps.core.richtext.cut_and_join import cuts
from apps.municipalities.roles import Capability
from apps.strategies.kinds import Kind
from apps.strategies.models import Element, Plan, Relation
from apps.strategies.operations.copy import copy_subtree
from apps.strategies.operations.merge import merge
from apps.strategies.operations.split import split


def copy_page(admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Two plain steps: into which plan (GET), then under which element (POST)."""
    element = _below_root(request, object_id)
    to = get_plan(request, request.GET["to"], Capability.EDIT) if "to" in request.GET else element.plan
    if to.municipality_id != element.plan.municipality_id:
        raise Http404
    form = CopyForm(posted(request), parents=positions.parents(positions.nodes_of(to), kind=element.kind))
    if request.method == "POST" and form.is_valid():
        try:
            copy = copy_subtree(
                plan_id=element.plan_id, element_id=element.pk, to_plan_id=to.pk,
                parent_id=int(form.cleaned_data["parent"]), by=request.user,
            )  # fmt: skip
        except REFUSED as refused:
            put_errors(form, refused)
        else:
            admin.log_addition(request, copy, _("Copied."))
            messages.success(request, _("“%(title)s” has been copied.") % {"title": copy.title})
            return HttpResponseRedirect(tree_address(to, at=copy.pk))
    plans = Plan.objects.filter(municipality_id=element.plan.municipality_id)
    context = {"form": form, "plans": plans, "to": to, "count": (element.rght - element.lft + 1) // 2}
    return _page(admin, request, element, "copy", _("Copy “%(title)s”"), context)


def split_page(admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Choose the paragraph at which the second part begins."""
    element = get_element(request, object_id, Capability.EDIT)
    over = element.parent.kind if element.parent else Kind.DOCUMENT
    has_children = element.parent_id is not None and element.rght > element.lft + 1
    initial = {"version": element.version, "kind": element.kind if element.parent else Kind.SECTION}
    form = SplitForm(
        posted(request), parts=cuts(element.body), kinds=positions.kinds_under(over),
        has_children=has_children, initial=initial,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            new = split(
                plan_id=element.plan_id, element_id=element.pk, at=values["at"], kind=values["kind"],
                title=values["title"], children_follow=values.get("children") != "stay",
                based_on=values["version"], by=request.user,
            )  # fmt: skip
        except (ValidationError, SavedMeanwhile) as refused:
            put_errors(form, refused)
        else:
            admin.log_change(request, element, _("Split in two."))
            told = _("“%(title)s” is split. The second part is “%(new)s”.")
            messages.success(request, told % {"title": element.title, "new": new.title})
            return HttpResponseRedirect(tree_address(element.plan, at=new.pk))
    return _page(admin, request, element, "split", _("Split “%(title)s” in two"), {"form": form})


def merge_page(admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Two plain steps: with which element (GET), then what becomes of both (POST)."""
    element = get_element(request, object_id, Capability.EDIT)
    nodes = positions.nodes_of(element.plan)
    mine = next((node for node in nodes if node.pk == element.pk), None)
    if mine is None:
        raise Http404
    others = [(str(n.pk), positions.label(n)) for n in nodes if n.parent_id and not n.holds(mine)]
    chooser = OtherForm({"other": request.GET.get("other", _next(nodes, mine))}, others=others)
    if not chooser.is_valid():
        refused = "other" in request.GET
        context = {"chooser": chooser, "refused": refused, "others": others}
        return _page(admin, request, element, "merge", _("Merge “%(title)s” with another"), context)
    gone = get_element(request, chooser.cleaned_data["other"], Capability.EDIT)
    form = MergeForm(posted(request), initial={"version": element.version, "other_version": gone.version})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            merge(
                plan_id=element.plan_id, into_id=element.pk, gone_id=gone.pk, into_based_on=values["version"],
                gone_based_on=values["other_version"], keep_title=values["keep_title"], by=request.user,
            )  # fmt: skip
        except (ValidationError, SavedMeanwhile) as refused:
            put_errors(form, refused)
        else:
            admin.log_change(request, element, _("Merged with another element."))
            told = _("“%(gone)s” has been merged into “%(title)s” and lies in the bin.")
            messages.success(request, told % {"gone": gone.title, "title": element.title})
            return HttpResponseRedirect(reverse("admin:strategies_element_change", args=[element.pk]))
    context = {
        "chooser": chooser, "others": others, "gone": gone, "form": form, "below": (gone.rght - gone.lft - 1) // 2,
        **_relations(element, gone),
    }  # fmt: skip
    return _page(admin, request, element, "merge", _("Merge “%(title)s” with another"), context)


def _relations(element: Element, gone: Element) -> dict[str, Any]:
    """How many relations of the one that goes come along, and whether one between the two disappears."""
    own = Relation.objects.filter(Q(source=gone.identity_id) | Q(target=gone.identity_id))
    between = own.filter(Q(source=element.identity_id) | Q(target=element.identity_id))
    return {"relations": own.count() - between.count(), "between": between.exists()}


def _next(nodes: list[positions.Option], mine: positions.Option) -> str:
    """The neighbour after the element, which is what one most often wants to merge it with."""
    siblings = [node for node in nodes if node.parent_id == mine.parent_id and node.lft > mine.rght]
    return str(siblings[0].pk) if siblings else ""


def _below_root(request: HttpRequest, object_id: str) -> Element:
    element = get_element(request, object_id, Capability.EDIT)
    if element.parent_id is None:
        raise Http404
    return element


def _page(
    admin: ModelAdmin, request: HttpRequest, element: Element, name: str, title: str, context: dict[str, Any]
) -> HttpResponse:
    everything = {"element": element, "original": element, **context}
    template = f"administration/elements/{name}.html"
    return show(
        admin, request, template, plan=element.plan, title=title % {"title": element.title}, **everything
    )
