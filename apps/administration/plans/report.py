"""The annual report of a plan, to be printed or saved as a document."""

from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.administration.elements.fetching import get_plan, show
from apps.core.years import FIRST_YEAR
from apps.municipalities.roles import Capability
from apps.overview.annual_report import annual_report


def report_view(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """One year of the plan, ``?year=``, the present one unless told."""
    plan = get_plan(request, key, Capability.ENTER_ADMIN)
    this_year = timezone.localdate().year
    year = request.GET.get("year", str(this_year))
    if not (year.isascii() and year.isdigit() and len(year) == 4 and FIRST_YEAR <= int(year) <= this_year):
        raise Http404
    report = annual_report(plan, int(year))
    context = {"report": report, "years": range(this_year, this_year - 6, -1), "chosen": int(year)}
    title = _("Annual report %(year)s: %(title)s") % {"year": year, "title": plan.title}
    return show(admin, request, "administration/plans/report.html", plan=plan, title=title, **context)
