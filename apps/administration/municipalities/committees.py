"""Committees of a municipality."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.administration.scoping import ScopedAdmin
from apps.administration.slug_form import AddressedForm
from apps.municipalities.models import Committee, Municipality


class OwnMunicipalityFilter(admin.RelatedFieldListFilter):
    """The municipalities whose rows the list may show the user."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [(row.pk, str(row)) for row in Municipality.objects.where(request.user, model_admin.seen_with)]


@admin.register(Committee)
class CommitteeAdmin(ScopedAdmin):
    form = AddressedForm
    list_display = ["name", "kind", "municipality"]
    list_filter = ["kind", ("municipality", OwnMunicipalityFilter)]
    list_select_related = ["municipality"]
    search_fields = ["name__folded"]
    fields = ["municipality", "name", "slug", "kind", "contact_email"]
    nothing_yet = _(
        "Add the council first, then the committees. Plans can belong to them, and elements can be their responsibility."
    )
    field_help = {
        "municipality": _("Whose committee it is."),
        "name": _("As the municipality writes it, for example “Børne- og Skoleudvalget”."),
        "slug": _("The word in the committee’s address: small letters, digits and hyphens."),
        "kind": _("The council itself, one of its committees, or a unit of the administration."),
    }

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["municipality"] if obj else []
