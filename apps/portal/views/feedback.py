"""Could you use this page? What readers answer, without cookies: nobody is asked who they are.

There is no token against forgery either, because one would have to lie in a cookie. What somebody else's page could make a
reader send is an anonymous count, or a text with nobody's name on it; both have their limits, and browsers say where a form
comes from.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.accounts.lockout import takes_turn
from apps.core.conditional import PublicVersion, public
from apps.portal.feedback_form import CommentForm
from apps.portal.feedback_page import AnsweredPage, find_page
from apps.readership.operations.answer import EnoughForToday, answer, comment

_AN_HOUR = 3600
_ANSWERS = {"yes": True, "no": False}
_FOLDER = "portal/feedback"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """Takes an answer, or what somebody writes after a no; whoever only reads it is told what is kept."""
    if request.method != "POST":
        return public(request, render(request, f"{_FOLDER}/about.html"), PublicVersion(of=None))
    response = _answered(request)
    response["Cache-Control"] = "no-store"
    return response


def _answered(request: HttpRequest) -> HttpResponse:
    if not takes_turn(request, "answer", settings.ANSWERS_FROM_ONE_PLACE, _AN_HOUR):
        return render(request, "429.html", status=429)
    is_from_elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    page = None if is_from_elsewhere else find_page(request, request.POST.get("page", ""))
    if page is None:
        return render(request, f"{_FOLDER}/unknown.html", status=400)
    if request.POST.get("website"):  # no person sees this field
        return _page(request, "thanks", page, has_text=False, is_full=False)
    if "comment" in request.POST:
        return _commented(request, page)
    is_useful = _ANSWERS.get(request.POST.get("answer", ""))
    if is_useful is None:
        return _page(request, "again", page, status=400)
    answer(address=page.address, day=timezone.localdate(), is_useful=is_useful)
    if is_useful:
        return _page(request, "thanks", page, has_text=False, is_full=False)
    return _page(request, "why", page, form=CommentForm())


def _commented(request: HttpRequest, page: AnsweredPage) -> HttpResponse:
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, "why", page, form=form, status=400)
    text, is_full = form.cleaned_data["comment"], False
    try:
        if text:
            day = timezone.localdate()
            comment(municipality=page.municipality, address=page.address, day=day, text=text)
    except EnoughForToday:
        is_full = True
    return _page(request, "thanks", page, has_text=bool(text), is_full=is_full)


def _page(
    request: HttpRequest, name: str, page: AnsweredPage, *, status: int = 200, **context: object
) -> HttpResponse:
    context = {"municipality": page.municipality, "page": page, **context}
    return render(request, f"{_FOLDER}/{name}.html", context, status=status)
