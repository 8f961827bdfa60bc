"""The page that shows every shared component with its states, as public pages or as admin draw it."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from apps.administration.style import specimens
from apps.core.methods import read_only

#: The looks a component has, by the word in the address, with the frame each stands in.
FRAMES = {"offentlig": "base.html", "admin": "admin/base_site.html"}


@never_cache
@read_only
def style(request: HttpRequest) -> HttpResponse:
    """Every component in the look asked for; for those who enter admin, and while developing for everybody. Else 404."""
    if not settings.DEBUG and not admin.site.has_permission(request):
        raise Http404
    look = request.GET.get("ramme", "offentlig")
    if look not in FRAMES:
        raise Http404
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Components"),
        "frame": FRAMES[look],
        "look": look,
        **specimens.shown(),
    }
    return render(request, "administration/style.html", context)
