"""The address table: Danish without prefix, English the same under ``/en/``."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from apps.administration.style.page import style
from apps.portal.views import service

handler400 = "strategy_portal.errors.bad_request"
handler404 = "strategy_portal.errors.not_found"
handler500 = "strategy_portal.errors.server_error"

urlpatterns = [
    path("healthz", service.healthz, name="healthz"),
    path("readyz", service.readyz, name="readyz"),
    path("favicon.ico", service.favicon, name="favicon"),
    path("robots.txt", service.robots, name="robots"),
    path("sitemap.xml", service.sitemap, name="sitemap"),
    path("sitemap.forside.xml", service.sitemap_front, name="sitemap_front"),
    path("sitemap-<slug:municipality>.xml", service.sitemap_part, name="sitemap_part"),
    re_path("^farve/(?P<code>[0-9a-f]{6})[.]css$", service.colour, name="colour"),
    re_path("^farve/(?P<code>[0-9a-f]{6})[.]svg$", service.icon, name="icon"),
    path("api/v1/", include("apps.opendata.urls")),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("arbejdsrum/", include("apps.workspace.urls")),
        path("konto/", include("apps.workspace.account_urls")),
        path("konto/", include("apps.accounts.urls")),
        path("stil/", style, name="style"),
        path("", include("apps.portal.urls")),
        prefix_default_language=False,
    ),
]
