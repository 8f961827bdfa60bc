"""Plans and their trees in Django admin."""

from django.contrib import admin
from django.http import HttpRequest

from apps.strategies.admin import bin, elements, plans, relations, sources, topics
from apps.strategies.admin.pages import plans_seen

__all__ = ["bin", "elements", "plans", "relations", "sources", "topics"]


def _own_plans(request: HttpRequest) -> dict[str, object]:
    return {"plans": plans_seen(request).telling_who_may_publish(request.user)[:25]}


admin.site.add_index_panel("admin/strategies/index_panel.html", _own_plans)
