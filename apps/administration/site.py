"""The admin site: whoever edits a municipality may enter, through the portal's one sign-in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import logout
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from apps.administration import front_page
from apps.administration.rights import enters_admin
from apps.core.guide import read_guide

View = Callable[..., HttpResponseBase]


def _in_one_transaction(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return answer


class PortalAdminSite(admin.AdminSite):
    site_title = _("Strategy portal")
    site_header = _("Strategy portal")
    index_title = _("Administration")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the user may enter."""
        return enters_admin(request)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Without the address that redirects to any object of any model: it knows no municipality."""
        urls = [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]
        return [path("vejledning/", self.admin_view(self.guide), name="guide"), *urls]

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """``view`` behind the sign-in; what it does and what it tells of it, in the log too, happen together or not at all."""
        return super().admin_view(_in_one_transaction(view), cacheable)

    def guide(self, request: HttpRequest) -> HttpResponse:
        """The administrator's guide, the same that stands under ``docs/``."""
        guide = read_guide((settings.BASE_DIR / "docs" / "vejledning" / "redaktoer.md").read_text("utf-8"))
        context = {**self.each_context(request), "title": guide.title, "guide": guide}
        return TemplateResponse(request, "administration/guide.html", context)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().index(request, {"panels": front_page.panels(request), **(extra_context or {})})

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The portal's own sign-in; somebody signed in who may not enter meets a page that does not exist."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        wanted = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
            wanted = reverse("admin:index", current_app=self.name)
        if request.user.is_authenticated:
            return HttpResponseRedirect(wanted)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sign out and go to the public front page; only a form may do so."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        logout(request)
        return HttpResponseRedirect("/")

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")
