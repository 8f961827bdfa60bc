"""What municipalities say about the same topic, side by side."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from apps.core.conditional import public
from apps.municipalities.freshness import state_of_portal
from apps.municipalities.models import Municipality
from apps.overview.topics import TopicRegister, is_beside
from apps.portal.answers import public_page
from apps.portal.filters import TopicFilter
from apps.publishing.topics import current_elements, topic_named_before
from apps.strategies.models import Topic


@public_page
def topics(request: HttpRequest) -> HttpResponse:
    """The topics to choose among; with one chosen, what each of the chosen municipalities says about it.

    An address that a topic had when editions were published leads to the one it has.
    """
    version = state_of_portal()
    register = TopicRegister()
    slug = request.GET.get("emne", "")
    topic = register.find(slug)
    if slug and not topic and (former := topic_named_before(slug)):
        return _redirect(request, former)
    chosen = register.named(request.GET.getlist("kommune")) or (register.at_first(topic) if topic else [])
    filters = TopicFilter(_asked(request.GET, chosen), current_elements(), register=register)
    context: dict[str, Any] = {"filters": filters, "topic": topic, "chosen": chosen}
    context["is_beside"] = is_beside(chosen)
    if topic is None:
        context["entries"] = register.entries(chosen)
        return public(request, render(request, "portal/topics/topics.html", context), version)
    context["sides"] = register.sides(topic, chosen, filters.qs)
    return public(request, render(request, "portal/topics/comparison.html", context), version)


def _redirect(request: HttpRequest, topic: Topic) -> HttpResponseRedirect:
    query = request.GET.copy()
    query["emne"] = topic.slug
    return HttpResponseRedirect(f"{reverse('portal:topics')}?{query.urlencode()}")


def _asked(query: QueryDict, chosen: list[Municipality]) -> QueryDict:
    """The query with those ticked who are shown; what was asked for and is not here stays in it, to be told."""
    shown = query.copy()
    shown.setlist("kommune", [*query.getlist("kommune"), *(each.slug for each in chosen)])
    return shown
