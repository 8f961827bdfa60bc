"""What was public on a day: a plan or an element as it stood when the day ended."""

from collections.abc import Callable
from functools import partial, wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from apps.core.conditional import after_sending, public, unkept
from apps.municipalities.freshness import state_of
from apps.overview.adoption import adoption_in_words
from apps.overview.element import SealedSheet
from apps.portal.answers import json_answer, public_page
from apps.portal.days import UnanswerableDay, read_day
from apps.publishing import dated, reading
from apps.publishing.models import Edition
from apps.publishing.pages.store import fragments, keep

View = Callable[..., HttpResponseBase]


def dated_page(view: View) -> View:
    """A public page about a day: where nothing was public, or the day is none, a page says why and what there is."""

    @wraps(view)
    def answer(request: HttpRequest, municipality: str, plan: str, **asked: str) -> HttpResponseBase:
        element, form = asked.get("element", ""), asked.get("form", "")
        nothing = partial(_nothing, request, element, form)
        try:
            response = view(request, municipality, plan, **asked)
        except UnanswerableDay as fault:
            if element:
                current = reading.published_element(municipality, plan, element).current
            else:
                current = reading.published_plan(municipality, plan)
            response = nothing(current, because=fault.fault, day=fault.day)
        except dated.NothingPublic as found:
            day = read_day(asked["day"], timezone.localdate())
            response = nothing(found.current, because=found.because, day=day, first=found.first)
        response["X-Robots-Tag"] = "noindex"
        return response

    return public_page(answer)


def _nothing(request: HttpRequest, element: str, form: str, edition: Edition, **told: object) -> HttpResponse:
    if form == "json":
        return json_answer({"detail": "Nothing was public.", "because": str(told["because"])}, status=404)
    context = {
        "municipality": edition.plan.municipality,
        "edition": edition,
        "element": element,
        "first": None,
        **told,
    }
    return render(request, "portal/dates/nothing.html", context, status=404)


@dated_page
def plan(request: HttpRequest, municipality: str, plan: str, day: str) -> HttpResponse:
    """The whole plan as it was read when the day ended."""
    asked = read_day(day, timezone.localdate())
    edition = dated.edition_on(municipality, plan, asked)
    language = get_language() or ""
    text = fragments(edition, language)
    shown = text.leading_to(f"pr/{day}/")
    context = {
        "municipality": edition.plan.municipality,
        "edition": edition,
        "element": "",
        "day": asked,
        "is_today": asked == timezone.localdate(),
        "adoption": adoption_in_words(edition, edition.first_adoption),
        "fragments": shown.marks(),
    }
    page = shown.set_into(render_to_string("portal/dates/plan.html", context, request))
    response = unkept(public(request, HttpResponse(page), state_of(edition.plan.municipality)))
    return response if text.is_stored else after_sending(response, partial(keep, edition, language, text))


@dated_page
def element(request: HttpRequest, municipality: str, plan: str, element: str, day: str) -> HttpResponse:
    """One element as it was read when the day ended, at any address it ever had."""
    asked = read_day(day, timezone.localdate())
    page = dated.element_on(municipality, plan, element, asked)
    context = {
        "municipality": page.edition.plan.municipality,
        "edition": page.edition,
        "element": page.current_slug,
        "page": page,
        "sheet": SealedSheet(page.element, page.edition, page.children),
        "day": asked,
        "is_today": asked == timezone.localdate(),
        "first_day": dated.day_of(page.edition.published_at),
    }
    response = render(request, "portal/dates/element.html", context)
    return unkept(public(request, response, state_of(page.edition.plan.municipality)))


@dated_page
def find_plan(request: HttpRequest, municipality: str, plan: str) -> HttpResponse:
    """The form in which a day is chosen; what was chosen has an address of its own."""
    if chosen := request.GET.get("dato", "").strip():
        day = read_day(chosen, timezone.localdate())
        return redirect("portal:plan_on", municipality, plan, day.isoformat())
    return _ask(request, reading.published_plan(municipality, plan))


@dated_page
def find_element(request: HttpRequest, municipality: str, plan: str, element: str) -> HttpResponse:
    """The same for an element."""
    if chosen := request.GET.get("dato", "").strip():
        day = read_day(chosen, timezone.localdate())
        return redirect("portal:element_on", municipality, plan, element, day.isoformat())
    page = reading.published_element(municipality, plan, element)
    return _ask(request, page.current, page.element.slug)


def _ask(request: HttpRequest, edition: Edition, element: str = "") -> HttpResponse:
    context = {"municipality": edition.plan.municipality, "edition": edition, "element": element}
    page = render(request, "portal/dates/ask.html", context)
    return unkept(public(request, page, state_of(edition.plan.municipality)))
