"""Addresses of the public pages, the same under every language's prefix."""

from django.urls import include, path, register_converter
from django.urls.converters import IntConverter

from apps.portal.views import committees, drafts, elements, municipalities, plans, sources


class Number(IntConverter):
    """A counting number of a size that occurs; anything else is no address."""

    regex = "[1-9][0-9]{0,5}"


register_converter(Number, "number")

app_name = "portal"
of_a_plan = [
    path("", plans.plan, name="plan"),
    path("udgaver/", plans.editions, name="editions"),
    path("udgaver/<number:number>/", plans.edition, name="edition"),
    path("udgaver/<number:edition>/kilde/", sources.sources, name="edition_sources"),
    path("udgaver/<number:edition>/kilde/<number:number>/", sources.source, name="edition_source"),
    path("udgaver/<number:old>/<number:new>/", plans.changes, name="changes"),
    path("kilde/", sources.sources, name="sources"),
    path("kilde/<number:number>/", sources.source, name="source"),
    path("<slug:element>/", elements.element, name="element"),
]
urlpatterns = [
    path("", municipalities.home, name="home"),
    path("was", municipalities.accessibility, name="accessibility"),
    path("e/<uuid:uid>/", elements.by_uid, name="uid"),
    path("kladde/<str:token>/", drafts.draft, name="draft"),
    path("<slug:municipality>/", municipalities.municipality, name="municipality"),
    path("<slug:municipality>/logo/", municipalities.logo, name="logo"),
    path("<slug:municipality>/udvalg/", committees.committees, name="committees"),
    path("<slug:municipality>/udvalg/<slug:committee>/", committees.committee, name="committee"),
    path("<slug:municipality>/<slug:plan>/", include(of_a_plan)),
]
