"""Topics: shared by all municipalities, kept by the portal's administrators; editors pick among them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.administration.scoping import PortalAdmin
from apps.administration.slug_form import AddressedForm
from apps.municipalities.freshness import bump_portal_version
from apps.strategies.models import Topic


@admin.register(Topic)
class TopicAdmin(PortalAdmin):
    form = AddressedForm
    list_display = ["name", "description"]
    search_fields = ["name__folded"]
    fields = ["name", "slug", "name_en", "description", "words"]
    nothing_yet = _(
        "Add the subjects that several municipalities write about, for example “Klima” and “Skole”."
    )
    field_help = {
        "name": _("One or two words, the same for all municipalities."),
        "slug": _("The word in addresses: small letters, digits and hyphens."),
        "name_en": _("What it is called on the English pages. Left empty, the Danish name stands there."),
        "description": _("One sentence: what belongs under it. Citizens read it where they choose a topic."),
        "words": _(
            "One word or phrase on each line. An element whose text has them is suggested the topic. “klima*” is every word that begins with klima, “*skole” every word that ends in skole."
        ),
    }

    def get_form(self, request: HttpRequest, obj: Topic | None = None, **kwargs: Any) -> Any:
        """Topics that are older than their sentence have none; whoever writes one now says what it is about."""
        form = super().get_form(request, obj, **kwargs)
        if "description" in form.base_fields:
            form.base_fields["description"].required = True
        return form

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        bump_portal_version()

    def delete_model(self, request: HttpRequest, obj: Topic) -> None:
        super().delete_model(request, obj)
        bump_portal_version()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Topic]) -> None:
        super().delete_queryset(request, queryset)
        bump_portal_version()
