"""Publishing in Django admin: it knows what is published, so it has the last word on municipalities, plans and elements."""

from django.contrib import admin

from apps.publishing.admin import elements, municipalities, plans
from apps.publishing.admin.starting import activity_panel, start_panel

__all__ = ["elements", "municipalities", "plans"]

admin.site.add_index_panel("admin/publishing/start_panel.html", start_panel, first=True)
admin.site.add_index_panel("admin/publishing/activity_panel.html", activity_panel)
