"""The page on which words are found in a plan and replaced where the editor ticks them."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.administration.elements.fetching import get_plan, put_errors, show, tree_address
from apps.administration.elements.restructure_forms import ReplaceForm, choices_of, hit_value
from apps.core.conflicts import REFUSED
from apps.municipalities.roles import Capability
from apps.strategies.models import Plan
from apps.strategies.operations.find_and_replace import find, replace


def replace_page(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Look for words (GET), see every hit as it would become, tick those to replace (POST)."""
    plan = get_plan(request, key, Capability.EDIT)
    asked = request.POST if request.method == "POST" else request.GET
    form = ReplaceForm(asked if "words" in asked else None)
    context: dict[str, Any] = {"form": form, "most": settings.REPLACE_PAGE_SIZE}
    if form.is_bound and form.is_valid():
        if request.method == "POST" and (done := _replace(admin, request, plan, form)):
            return done
        context |= _hits(plan, form, set(request.POST.getlist("hit")))
    title = _("Find and replace in “%(title)s”") % {"title": plan.title}
    return show(
        admin, request, "administration/plans/find_and_replace.html", plan=plan, title=title, **context
    )


def _replace(admin: ModelAdmin, request: HttpRequest, plan: Plan, form: ReplaceForm) -> HttpResponse | None:
    """Replace what was ticked and go to the tree; None where it was refused, with the reason in the form."""
    chosen = choices_of(request.POST.getlist("hit")[: settings.REPLACE_PAGE_SIZE], plan)
    if not chosen:
        form.add_error(None, _("Tick the places where the words are to be replaced."))
        return None
    new = form.cleaned_data["replacement"]
    try:
        changed = replace(
            plan_id=plan.pk, search=form.search(), replacement=new, chosen=chosen, by=request.user
        )
    except REFUSED as refused:
        put_errors(form, refused)
    else:
        for element in changed:
            admin.log_change(request, plan, _("Words replaced in “%(title)s”.") % {"title": element.title})
        told = ngettext(
            "The words have been replaced in one element.",
            "The words have been replaced in %(count)d elements.",
            len(changed),
        )
        if changed:
            messages.success(request, told % {"count": len(changed)})
        else:
            messages.info(request, _("Nothing was changed."))
        return HttpResponseRedirect(tree_address(plan))
    return None


def _hits(plan: Plan, form: ReplaceForm, ticked: set[str]) -> dict[str, Any]:
    """The hits as the page shows them; all are ticked until the editor has chosen."""
    hits = find(plan=plan, search=form.search())
    rows = [
        {"hit": hit, "value": hit_value(hit.choice), "ticked": not ticked or hit_value(hit.choice) in ticked}
        for hit in hits[: settings.REPLACE_PAGE_SIZE]
    ]
    asked = [(name, value) for name, value in form.cleaned_data.items() if value]
    return {"hits": rows, "found": len(hits), "replacement": form.cleaned_data["replacement"], "asked": asked}
