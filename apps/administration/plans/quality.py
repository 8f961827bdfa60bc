"""What a plan lacks, with the way to the place: nobody responsible, tied to nothing above, no source, not followed up."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from apps.administration.elements.fetching import get_plan, show
from apps.municipalities.roles import Capability
from apps.overview.warnings import warnings_of


def quality_view(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Every warning, grouped by what is missing."""
    plan = get_plan(request, key, Capability.ENTER_ADMIN)
    context: dict[str, Any] = {"groups": warnings_of(plan)}
    title = _("What “%(title)s” lacks") % {"title": plan.title}
    return show(admin, request, "administration/plans/quality.html", plan=plan, title=title, **context)
