"""What machines ask for: is it alive, is it ready, what may be crawled, which colour."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import number_format
from django.views.decorators.cache import never_cache

from apps.core.colour import readable_on_both, stylesheet
from apps.core.conditional import A_YEAR, PublicVersion, public
from apps.core.methods import read_only
from apps.municipalities.freshness import state_of, state_of_portal
from apps.portal.answers import public_page
from apps.portal.sitemap import Page, addresses_of, published_municipalities
from apps.publishing.reading import municipality as municipality_at

_PLAIN_500 = (
    '<!doctype html><html lang="da"><meta charset="utf-8"><title>Noget gik galt</title>'
    "<h1>Noget gik galt hos os.</h1><p>Prøv igen om lidt; vi har fået besked.</p></html>"
)


@read_only
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@read_only
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and every migration is applied; 503 until then."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain; charset=utf-8")
    text = "migrations\n" if pending else "ok\n"
    return HttpResponse(text, status=503 if pending else 200, content_type="text/plain; charset=utf-8")


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    """The public pages are for everyone; the rooms behind the sign-in are not."""
    context = {"sitemap": request.build_absolute_uri(reverse("sitemap"))}
    text = render(request, "portal/robots.txt", context, content_type="text/plain; charset=utf-8")
    return public(request, text, PublicVersion(of=None))


@read_only
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the sitemap: a part for each municipality, and one for the pages they share."""
    version = state_of_portal()
    parts = [
        reverse("sitemap_front"),
        *(reverse("sitemap_part", args=[slug]) for slug in published_municipalities()),
    ]
    return public(request, _xml(request, "portal/sitemap_index.xml", {"parts": parts}), version)


@read_only
def sitemap_front(request: HttpRequest) -> HttpResponse:
    """The part of the pages that are no municipality's."""
    pages = [Page("/"), Page("/sammenlign/")]
    return public(request, _xml(request, "portal/sitemap.xml", {"pages": pages}), state_of_portal())


@public_page
def sitemap_part(request: HttpRequest, municipality: str) -> HttpResponse:
    """The Danish addresses of everything published of a municipality. It has fewer than the 50,000 that a file may hold."""
    version = state_of(municipality_at(municipality))
    text = _xml(request, "portal/sitemap.xml", {"pages": addresses_of(municipality)})
    return public(request, text, version)


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    context["origin"] = request.build_absolute_uri("/").rstrip("/")
    return render(request, template, context, content_type="application/xml; charset=utf-8")


@read_only
def colour(request: HttpRequest, code: str) -> HttpResponse:
    """The accent of a page. The address says it all, so it never changes."""
    response = HttpResponse(stylesheet(f"#{code}"), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


@read_only
def icon(request: HttpRequest, code: str) -> HttpResponse:
    """The portal's sign in a municipality's colour, which can be seen on light and dark tabs; for good, as above."""
    context = {"colour": readable_on_both(f"#{code}")}
    response = render(request, "portal/icon.svg", context, content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


@read_only
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look by themselves, on answers that are no page."""
    response = redirect(static("favicon.svg"))
    response["Cache-Control"] = f"public, max-age={settings.BRIEF_CACHE_SECONDS}"
    return response


def bad_request(request: HttpRequest) -> HttpResponse:
    """400 in the language of the address."""
    return render(request, "400.html", status=400)


def too_much(request: HttpRequest, *, most_fields: int | None = None) -> HttpResponse:
    """413: more in one form than the portal takes. ``most_fields`` is the limit where there were too many of them."""
    most = number_format(most_fields, force_grouping=True) if most_fields else ""
    return render(request, "413.html", {"most_fields": most}, status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without the database, and without templates where those are what failed."""
    return _without_database("500.html", 500)


def unavailable(request: HttpRequest, *, is_full: bool) -> HttpResponse:
    """503 without the database: it does not answer, or there is no room on the disk."""
    return _without_database("503.html", 503, {"is_full": is_full})


def _without_database(template: str, status: int, context: dict[str, object] | None = None) -> HttpResponse:
    try:
        return HttpResponse(loader.render_to_string(template, context), status=status)
    except Exception:
        return HttpResponse(_PLAIN_500, status=status)
