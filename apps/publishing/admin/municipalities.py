"""A municipality's address stands in every public address of it: it cannot change once something is published."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from apps.municipalities.admin.municipality import MunicipalityAdmin
from apps.municipalities.models import Municipality
from apps.publishing.addresses import municipality_slug_is_frozen
from apps.publishing.admin.activity import activity_page
from apps.publishing.first_steps import first_steps

admin.site.unregister(Municipality)


@admin.register(Municipality)
class PublishedMunicipalityAdmin(MunicipalityAdmin):
    change_form_template = "admin/publishing/municipality_form.html"

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(partial(activity_page, self))
        return [path("<path:object_id>/activity/", page, name="publishing_activity"), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With what is left to do, for as long as nothing of the municipality was ever published."""
        municipality = kwargs.get("obj")
        if municipality is not None:
            start = first_steps(municipality, of=request.user)
            context["may"] = start.may
            context["panel"] = {
                "starts": [] if start.is_published else [start],
                "has_more": False,
                "makes_municipalities": False,
                "municipalities": [],
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_add(self, request: HttpRequest, obj: Municipality) -> HttpResponse:
        """To the checklist that leads on from here."""
        return redirect(f"{reverse('admin:index')}#begin-{obj.pk}")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = super().get_readonly_fields(request, obj)
        frozen = obj is not None and "slug" not in fixed and municipality_slug_is_frozen(obj.pk)
        return [*fixed, "slug"] if frozen else fixed
