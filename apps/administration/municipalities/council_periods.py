"""Council periods: the same years for all municipalities."""

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.administration.scoping import PortalAdmin
from apps.administration.year_field import YearField
from apps.municipalities.models import CouncilPeriod


@admin.register(CouncilPeriod)
class CouncilPeriodAdmin(PortalAdmin):
    list_display = ["__str__", "start_year", "end_year"]
    fields = ["start_year", "end_year"]
    formfield_overrides = {models.PositiveSmallIntegerField: {"form_class": YearField}}
    nothing_yet = _("Add the period that the councils now sit for, for example 2026–2029.")
    field_help = {
        "start_year": _("The year that begins after the election."),
        "end_year": _("Three years later."),
    }
