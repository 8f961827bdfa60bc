"""The page on which an editor accepts suggested topics for the elements of a plan that have none."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.administration.elements.fetching import get_plan, show
from apps.administration.scoping import parse_key
from apps.core.conflicts import REFUSED, in_words
from apps.municipalities.roles import Capability
from apps.overview.topic_suggestions import suggestions_in
from apps.strategies.models import Plan, Topic
from apps.strategies.operations.bulk_edit import add_topics


def suggestions_view(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Elements without topics with what their texts suggest (GET); what was ticked becomes topics (POST)."""
    plan = get_plan(request, key, Capability.EDIT)
    if request.method == "POST" and _accept(admin, request, plan):
        return HttpResponseRedirect(reverse("admin:strategies_plan_topics", args=[plan.pk]))
    found = suggestions_in(plan)
    suggested = [each for each in found if each.topics]
    context = {
        "suggested": suggested[: settings.TOPIC_SUGGESTIONS_PAGE_SIZE],
        "found": len(suggested),
        "most": settings.TOPIC_SUGGESTIONS_PAGE_SIZE,
        "silent": [each.element for each in found if not each.topics],
        "has_topics": Topic.objects.exists,  # asked only where nothing is suggested
    }
    title = _("Suggested topics for “%(title)s”") % {"title": plan.title}
    return show(
        admin, request, "administration/plans/topic_suggestions.html", plan=plan, title=title, **context
    )


def _accept(admin: ModelAdmin, request: HttpRequest, plan: Plan) -> bool:
    """Add what was ticked, all of it or nothing; False where it was refused, which is said."""
    based_on, topics = _chosen(request.POST.getlist("topic"))
    if not based_on:
        messages.error(request, _("Tick the topics that fit."))
        return False
    try:
        changed = add_topics(plan_id=plan.pk, based_on=based_on, topics=topics, by=request.user)
    except REFUSED as refused:
        messages.error(request, in_words(refused))
        return False
    admin.log_change(request, plan, _("Suggested topics accepted."))
    told = ngettext("One element has got topics.", "%(count)d elements have got topics.", changed)
    messages.success(request, told % {"count": changed})
    return True


def _chosen(values: Iterable[str]) -> tuple[dict[int, int], dict[int, list[Topic]]]:
    """The version of each element that was shown, and the topics ticked for it; ``Http404`` for what no page of ours has sent."""
    known = {topic.pk: topic for topic in Topic.objects.all()}
    based_on: dict[int, int] = {}
    topics: dict[int, list[Topic]] = defaultdict(list)
    for value in values:
        parts = value.split(".")
        if len(parts) != 3 or len(based_on) > settings.TOPIC_SUGGESTIONS_PAGE_SIZE:
            raise Http404
        element, version, topic = map(parse_key, parts)
        if topic not in known:
            raise Http404
        based_on[element] = version
        topics[element].append(known[topic])
    return based_on, topics
