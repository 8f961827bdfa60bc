"""Addresses of the public pages, the same under every language's prefix."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, include, path, register_converter
from django.urls.converters import IntConverter

from apps.portal.views import (
    citations,
    committees,
    dates,
    decisions,
    drafts,
    elements,
    feedback,
    followup,
    indicators,
    municipalities,
    news,
    pdf,
    plan_comparison,
    plans,
    record,
    representations,
    search,
    sources,
    succession,
    topics,
)


class Number(IntConverter):
    """A counting number of a size that occurs; anything else is no address."""

    regex = "[1-9][0-9]{0,5}"


register_converter(Number, "number")


def twins(before: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """A page as JSON and as Markdown."""
    return [
        path(f"{before}index.{ending}", view, {"form": form}, name=f"{name}_{form}")
        for form, ending in (("json", "json"), ("markdown", "md"))
    ]


def citation_files(before: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """How something is cited, as BibTeX and as RIS."""
    return [
        path(f"{before}citat.{form}", view, {"form": form}, name=f"{name}_citation_{form}")
        for form in ("bib", "ris")
    ]


app_name = "portal"
of_a_plan = [
    path("", plans.plan, name="plan"),
    path("index.pdf", pdf.plan, name="plan_pdf"),
    path("nyt.atom", news.plan_feed, name="plan_feed"),
    *twins("", representations.plan, "plan"),
    *twins("udgaver/<number:number>/", representations.edition, "edition"),
    *twins("pr/<str:day>/", representations.plan_on, "plan_on"),
    *twins("<slug:element>/", representations.element, "element"),
    *twins("<slug:element>/pr/<str:day>/", representations.element_on, "element_on"),
    *citation_files("", citations.plan, "plan"),
    *citation_files("udgaver/<number:number>/", citations.edition, "edition"),
    *citation_files("<slug:element>/", citations.element, "element"),
    path("udgaver/", plans.editions, name="editions"),
    path("udgaver/<number:number>/", plans.edition, name="edition"),
    path("udgaver/<number:number>/index.pdf", pdf.edition, name="edition_pdf"),
    path("udgaver/<number:edition>/kilde/", sources.sources, name="edition_sources"),
    path("udgaver/<number:edition>/kilde/<number:number>/", sources.source, name="edition_source"),
    path("udgaver/<number:old>/<number:new>/", plans.changes, name="changes"),
    path("kilde/", sources.sources, name="sources"),
    path("kilde/<number:number>/", sources.source, name="source"),
    path("pr/", dates.find_plan, name="plan_day"),
    path("pr/<str:day>/", dates.plan, name="plan_on"),
    path("kilde/<number:number>/original/", sources.original, name="source_original"),
    path(
        "udgaver/<number:edition>/kilde/<number:number>/original/",
        sources.original,
        name="edition_source_original",
    ),
    path("forgaenger/", succession.changes, name="former"),
    path("<slug:element>/", elements.element, name="element"),
    path("<slug:element>/pr/", dates.find_element, name="element_day"),
    path("<slug:element>/pr/<str:day>/", dates.element, name="element_on"),
    path("<slug:element>/historik/", news.timeline, name="element_timeline"),
    path("<slug:element>/nyt.atom", news.element_feed, name="element_feed"),
    path("<slug:element>/index.pdf", pdf.element, name="element_pdf"),
]
urlpatterns = [
    path("", municipalities.home, name="home"),
    path("soeg/", search.search, name="search"),
    path("soeg/forslag/", search.completions, name="completions"),
    path("was", municipalities.accessibility, name="accessibility"),
    path("svar/", feedback.feedback, name="feedback"),
    path("log/", record.portal, name="portal_log"),
    path("log/<number:part>.jsonl", record.portal_lines, name="portal_log_lines"),
    path("log/verificer.py", record.verifier, name="verifier"),
    path("e/<uuid:uid>/", elements.by_uid, name="uid"),
    path("kladde/<str:token>/", drafts.draft, name="draft"),
    path("sammenlign/planer/", plan_comparison.plans, name="compare_plans"),
    path("sammenlign/", topics.topics, name="topics"),
    path("<slug:municipality>/", municipalities.municipality, name="municipality"),
    *twins("<slug:municipality>/", representations.municipality, "municipality"),
    path("<slug:municipality>/index.pdf", pdf.municipality, name="municipality_pdf"),
    path("<slug:municipality>/log/", record.log, name="log"),
    path("<slug:municipality>/log.jsonl", record.lines, name="log_lines"),
    path("<slug:municipality>/log.atom", record.feed, name="log_feed"),
    path("<slug:municipality>/arkiv.zip", record.archive, name="archive"),
    path("<slug:municipality>/nyt/", news.news, name="news"),
    path("<slug:municipality>/nyt.atom", news.feed, name="feed"),
    path("<slug:municipality>/logo/", municipalities.logo, name="logo"),
    path("<slug:municipality>/udvalg/", committees.committees, name="committees"),
    path("<slug:municipality>/udvalg/<slug:committee>/", committees.committee, name="committee"),
    path("<slug:municipality>/opfoelgning/", followup.rounds, name="rounds"),
    path("<slug:municipality>/opfoelgning/<number:number>/", followup.round, name="round"),
    path(
        "<slug:municipality>/opfoelgning/<number:old>/<number:new>/", followup.changes, name="round_changes"
    ),
    path("<slug:municipality>/indikatorer/", indicators.indicators, name="indicators"),
    path("<slug:municipality>/indikatorer/alle.csv", indicators.figures_csv, name="indicators_csv"),
    path("<slug:municipality>/indikatorer/alle.xlsx", indicators.figures_xlsx, name="indicators_xlsx"),
    path("<slug:municipality>/indikatorer/<uuid:uid>/", indicators.indicator, name="indicator"),
    path("<slug:municipality>/beslutninger/", decisions.decisions, name="decisions"),
    path("<slug:municipality>/beslutninger/<uuid:uid>/", decisions.decision, name="decision"),
    path("<slug:municipality>/<slug:plan>/", include(of_a_plan)),
]
