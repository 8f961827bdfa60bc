"""Topics: shared by all municipalities, kept by the portal's administrators; editors pick among them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from apps.administration.scoping import PortalAdmin
from apps.administration.slug_form import AddressedForm
from apps.strategies.models import Topic


@admin.register(Topic)
class TopicAdmin(PortalAdmin):
    form = AddressedForm
    list_display = ["name", "slug"]
    search_fields = ["name__folded"]
    fields = ["name", "slug"]
    nothing_yet = _(
        "Add the subjects that several municipalities write about, for example “Klima” and “Skole”."
    )
    field_help = {
        "name": _("One or two words, the same for all municipalities."),
        "slug": _("The word in addresses: small letters, digits and hyphens."),
    }
