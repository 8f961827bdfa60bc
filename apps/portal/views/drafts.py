"""A draft that somebody was given the secret address of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from apps.publishing.models import PreviewLink
from apps.publishing.operations.preview_links import find_preview_link
from apps.publishing.pages.draft import draft_of


@require_safe
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """The plan as it is being worked on, set as the public page will be; kept by nobody, found by no search engine.

    An address that works no longer is answered as one that never did, with 404 and whom to ask.
    """
    try:
        link = find_preview_link(token)
    except PreviewLink.DoesNotExist:
        return render(request, "portal/plans/no_draft.html", status=404)
    shown = draft_of(link.plan, get_language() or "")
    context = {"municipality": link.plan.municipality, "link": link, "draft": shown, "edition": shown.edition}
    response = render(request, "portal/plans/draft.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
