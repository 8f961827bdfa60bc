"""Plans and their trees in Django admin."""

from django.contrib import admin
from django.http import HttpRequest

from apps.strategies.admin import bin, elements, plans, relations, sources, topics
from apps.strategies.models import Plan

__all__ = ["bin", "elements", "plans", "relations", "sources", "topics"]


def _own_plans(request: HttpRequest) -> dict[str, object]:
    return {"plans": Plan.objects.editable_by(request.user).with_municipality()[:25]}


admin.site.add_index_panel("admin/strategies/index_panel.html", _own_plans)
