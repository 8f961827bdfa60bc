"""The page on which an element is rewritten."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.administration.elements import positions
from apps.administration.elements import stale_edit as side_by_side
from apps.administration.elements.fetching import (
    get_element,
    media_of,
    posted,
    put_errors,
    show,
    tree_address,
)
from apps.administration.elements.forms import ElementForm
from apps.administration.elements.pasting import tell_left_out
from apps.administration.elements.presence import others_in_words
from apps.administration.scoping import parse_key
from apps.core.sizes import LARGEST_INTEGER
from apps.municipalities.roles import Capability
from apps.overview.topic_suggestions import suggested_topics
from apps.publishing.addresses import path_of_element
from apps.strategies.models import Element, Relation, SourcePassage
from apps.strategies.operations.edit import StaleEdit, edit_element


def change(admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The element's form; a save over somebody else's is refused with both texts shown."""
    element = get_element(request, object_id, Capability.EDIT)
    nodes = positions.nodes_of(element.plan)
    below = positions.children(nodes, element.pk)
    kinds = positions.kinds_under(element.parent.kind, over={n.kind for n in below}) if element.parent else []
    form = ElementForm(_sent(request), element=element, kinds=kinds)
    stale = None
    if request.method == "POST" and form.is_valid():
        base = _base(request, form)
        try:
            saved = _save(request, element, form, base)
        except StaleEdit as refused:
            stale = side_by_side.comparison(refused, element=element, form=form, base=base)
            form.with_version(refused.version)
        except ValidationError as refused:
            put_errors(form, refused)
        else:
            _tell(admin, request, saved, changed=saved.version != element.version)
            tell_left_out(request)
            return _onwards(request, saved)
    context = {
        "form": form, "media": media_of(form, request), "element": element, "original": element, "stale": stale,
        "ancestors": [n for n in nodes if n.lft < element.lft and n.rght > element.rght], "children": below,
        "passages": _passages(element), "relations": _relations(element), "public_address": path_of_element(element),
        "others": others_in_words(request, element), "suggested_topics": suggested_topics(element),
        "preview_address": reverse("admin:strategies_element_preview", args=[element.pk]),
    }  # fmt: skip
    return show(
        admin, request, "administration/elements/edit.html", plan=element.plan, title=element.title, **context
    )


def _sent(request: HttpRequest) -> QueryDict | None:
    """What the form is bound to; a suggested topic that was accepted is ticked beside those that were."""
    sent = posted(request)
    if sent is not None and "_add_topic" in sent:
        sent = sent.copy()
        sent.appendlist("topics", sent["_add_topic"])
    return sent


def _base(request: HttpRequest, form: ElementForm) -> int:
    """The version that the text in the form began with; the one it is to be saved on top of may be newer."""
    if "_merge" in request.POST and "base" in request.POST:
        return min(parse_key(request.POST["base"]), LARGEST_INTEGER)
    return form.cleaned_data["version"]


def _save(request: HttpRequest, element: Element, form: ElementForm, base: int) -> Element:
    """Save what is in the form; after a refused save, what the editor chose of it and of the other's version."""
    content, based_on = form.content(), form.cleaned_data["version"]
    if "_merge" in request.POST and based_on == element.version:
        content = side_by_side.chosen(request.POST, element=element, ours=content, base=base)
    return edit_element(
        plan_id=element.plan_id, element_id=element.pk, based_on=based_on, by=request.user, **content
    )


def _tell(admin: ModelAdmin, request: HttpRequest, element: Element, *, changed: bool) -> None:
    saved = f"saved-element-{element.pk}"  # tells the browser to forget the text it kept in case of a crash
    if changed:
        admin.log_change(request, element, [{"changed": {}}])
        messages.success(
            request, _("“%(title)s” has been saved.") % {"title": element.title}, extra_tags=saved
        )
    else:
        messages.info(request, _("Nothing was changed."), extra_tags=saved)


def _onwards(request: HttpRequest, element: Element) -> HttpResponseRedirect:
    if {"_continue", "_add_topic"} & request.POST.keys():
        return HttpResponseRedirect(reverse("admin:strategies_element_change", args=[element.pk]))
    return HttpResponseRedirect(tree_address(element.plan, at=element.pk))


def _passages(element: Element) -> list[SourcePassage]:
    rows = SourcePassage.objects.filter(identity_id=element.identity_id).select_related("document")
    return list(rows.prefetch_related("repairs"))


def _relations(element: Element) -> list[Relation]:
    rows = Relation.objects.filter(source_id=element.identity_id)
    found = list(rows.select_related("target__plan", "target__element"))
    for relation in found:
        relation.words = str(relation.target)
    return found
