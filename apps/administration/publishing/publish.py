"""The page on which a plan is published: first what would change, then what it is and why."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.administration.elements.fetching import get_plan, posted, put_errors, show
from apps.administration.publishing.forms import PublishForm
from apps.core.conflicts import REFUSED
from apps.municipalities.roles import Capability
from apps.publishing.comparison.compare import Comparison
from apps.publishing.comparison.publish_preview import publish_preview
from apps.publishing.comparison.snapshot import titles_of, told_facts
from apps.publishing.models import Edition
from apps.publishing.operations.publish import publish
from apps.strategies.models import Plan


def publish_view(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """What would change, and the form that publishes exactly that."""
    plan = get_plan(request, key, Capability.PUBLISH)
    form = PublishForm(posted(request), plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            edition = _publish(plan, form.cleaned_data, request)
        except REFUSED as refused:
            put_errors(form, refused)
        else:
            admin.log_change(request, plan, _("Published edition %(number)s.") % {"number": edition.number})
            messages.success(
                request,
                _("Edition %(number)s is published. Citizens read it now.") % {"number": edition.number},
            )
            return redirect("admin:publishing_editions", plan.pk)
    try:
        shown = publish_preview(plan)
    except ValidationError as impossible:
        return _page(admin, request, plan, {"impossible": impossible.messages})
    form.decides_upon(shown)
    return _page(
        admin, request, plan, {"shown": shown, "form": form, "media": form.media, **_lists(shown.comparison)}
    )


def _page(admin: ModelAdmin, request: HttpRequest, plan: Plan, context: dict[str, Any]) -> HttpResponse:
    title = _("Publish “%(title)s”") % {"title": plan.title}
    return show(admin, request, "administration/publishing/publish.html", plan=plan, title=title, **context)


def _publish(plan: Plan, values: dict[str, Any], request: HttpRequest) -> Edition:
    return publish(
        plan=plan,
        by=request.user,
        nature=values["nature"],
        public_note=values["public_note"],
        plan_changes={name: values[name] for name in ("adopted_on", "case_reference")},
        expected=values["expected"],
    )


def _lists(comparison: Comparison) -> dict[str, Any]:
    titles = titles_of(comparison.changed)
    return {
        "changed": [(change, told_facts(change, titles)) for change in comparison.changed],
        "added": comparison.added[: settings.PUBLISH_LISTED_CHANGES],
        "added_more": max(len(comparison.added) - settings.PUBLISH_LISTED_CHANGES, 0),
        "removed": comparison.removed[: settings.PUBLISH_LISTED_CHANGES],
        "removed_more": max(len(comparison.removed) - settings.PUBLISH_LISTED_CHANGES, 0),
    }
