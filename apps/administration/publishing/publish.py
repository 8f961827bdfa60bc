"""The page on which a plan is published: first what would change, then what it is and why."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.administration.elements.fetching import get_plan, posted, show
from apps.administration.publishing.forms import PublishForm
from apps.municipalities.roles import Capability
from apps.publishing.comparison.compare import Comparison
from apps.publishing.comparison.publish_preview import Preview, publish_preview
from apps.publishing.comparison.snapshot import titles_of, told_facts
from apps.publishing.digest import digest_of
from apps.publishing.models import Edition
from apps.publishing.operations.publish import publish
from apps.strategies.models import Plan
from apps.strategies.operations.edit_plan import edit_plan
from apps.strategies.tree import locked

#: How many added and removed elements the page lists before it only counts them.


class NotWhatWasShown(Exception):
    """The plan, or its current edition, is no longer what the editor looked at."""


def publish_view(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """What would change, and the form that publishes exactly that."""
    plan = get_plan(request, key, Capability.PUBLISH)
    try:
        shown = publish_preview(plan)
    except ValidationError as impossible:
        return _page(admin, request, plan, {"impossible": impossible.messages})
    form = PublishForm(posted(request), plan=plan, seen=seen(shown), is_first=shown.current is None)
    if request.method == "POST" and form.is_valid():
        try:
            edition = _publish(plan, form.cleaned_data, request)
        except NotWhatWasShown:
            form.show_again(seen(shown))
            form.add_error(None, _others(shown))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            admin.log_change(request, plan, _("Published edition %(number)s.") % {"number": edition.number})
            messages.success(
                request,
                _("Edition %(number)s is published. Citizens read it now.") % {"number": edition.number},
            )
            return redirect("admin:publishing_editions", plan.pk)
    return _page(
        admin, request, plan, {"shown": shown, "form": form, "media": form.media, **_lists(shown.comparison)}
    )


def _page(admin: ModelAdmin, request: HttpRequest, plan: Plan, context: dict[str, Any]) -> HttpResponse:
    title = _("Publish “%(title)s”") % {"title": plan.title}
    return show(admin, request, "administration/publishing/publish.html", plan=plan, title=title, **context)


def seen(shown: Preview) -> str:
    """What the editor looks at: the number of the edition citizens read, and a digest of what would be the next."""
    number = shown.current.number if shown.current else 0
    return f"{number}-{digest_of(shown.edition, shown.content)}"


def _publish(plan: Plan, values: dict[str, Any], request: HttpRequest) -> Edition:
    adopted_on: date | None = values["adopted_on"]
    with locked(plan.pk, by=request.user):
        if values["seen"] != seen(publish_preview(plan)):
            raise NotWhatWasShown
        edit_plan(plan=plan, by=request.user, adopted_on=adopted_on, case_reference=values["case_reference"])
        return publish(plan=plan, by=request.user, nature=values["nature"], public_note=values["public_note"])


def _others(shown: Preview) -> str:
    current = shown.current
    if current and shown.is_unchanged:
        told = _(
            "Edition %(number)s has been published in the meantime and says the same. There is nothing more to publish."
        )
        return told % {"number": current.number}
    return _(
        "Somebody has changed or published the plan while you were looking. See what would change now, and publish again."
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
