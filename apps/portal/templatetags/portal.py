"""What the public templates say about addresses, languages and years."""

from html import unescape

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from apps.core.text import shortened
from apps.publishing.models import Edition
from apps.publishing.related import RelatedElement
from apps.strategies.models import Relation, SourceRepair

register = template.Library()

_NAMES = {"da": "Dansk", "en": "English"}
_LOCALES = {"da": "da_DK", "en": "en_GB"}
_OUTGOING = dict(Relation.Kind.choices)
_INCOMING = {
    Relation.Kind.CONTRIBUTES_TO: gettext_lazy("gets contributions from"),
    Relation.Kind.SUPPORTS: gettext_lazy("is supported by"),
    Relation.Kind.CONFLICTS_WITH: gettext_lazy("conflicts with"),
    Relation.Kind.DEPENDS_ON: gettext_lazy("is a condition for"),
    Relation.Kind.RELATED: gettext_lazy("is related to"),
}


def in_language(path: str, language: str) -> str:
    """The same page's address in ``language``: Danish has no prefix."""
    bare = path.removeprefix("/en") if path == "/en" or path.startswith("/en/") else path
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


@register.simple_tag(takes_context=True)
def language_link(context: template.Context) -> SafeString:
    """The way to this page in the other language, named in that language."""
    other = "en" if get_language() == "da" else "da"
    return format_html(
        '<a href="{}" lang="{}" hreflang="{}">{}</a>',
        in_language(context["request"].path, other),
        other,
        other,
        _NAMES[other],
    )


@register.simple_tag(takes_context=True)
def about_page(context: template.Context, title: str, text: str) -> SafeString:
    """What others show of the page: search engines, and whoever is sent a link to it (Open Graph, https://ogp.me)."""
    request = context["request"]
    # What a template put together is escaped already, and would be so twice.
    title, text = (unescape(words) if isinstance(words, SafeData) else words for words in (title, text))
    description = shortened(text, settings.DESCRIPTION_LENGTH)
    told = {
        "og:title": shortened(title, settings.DESCRIPTION_LENGTH),
        "og:description": description,
        "og:type": "article",
        "og:url": request.build_absolute_uri(request.path),
        "og:site_name": _("The strategy portal"),
        "og:locale": _LOCALES[get_language() or settings.LANGUAGE_CODE],
    }
    return format_html(
        '<meta name="description" content="{}">{}',
        description,
        format_html_join("", '<meta property="{}" content="{}">', told.items()),
    )


@register.simple_tag
def edition_address(edition: Edition) -> str:
    """Where an edition is read: the plan's own address, or, for an older one, that of the edition."""
    slugs = [edition.plan.municipality.slug, edition.plan.slug]
    if edition.is_current:
        return reverse("portal:plan", args=slugs)
    return reverse("portal:edition", args=[*slugs, edition.number])


@register.simple_tag
def sources_address(edition: Edition, number: int | None = None) -> str:
    """Where the sources of an edition are read: all of them, or the one called ``number``."""
    plan = reverse("portal:plan", args=[edition.plan.municipality.slug, edition.plan.slug])
    return plan + edition.sources_path + (f"{number}/" if number else "")


@register.filter
def years(plan: object) -> str:
    """The years a plan or edition states, “2022–2026”; empty where it states none."""
    start, end = getattr(plan, "start_year", None), getattr(plan, "end_year", None)
    if start and end and start != end:
        return f"{start}–{end}"
    if start and not end:
        return _("from %(year)s") % {"year": start}
    if end and not start:
        return _("until %(year)s") % {"year": end}
    return str(start or "")


@register.filter
def repair_kind(kind: str) -> str:
    """What sort of repair it was, in words."""
    return str(SourceRepair.Kind(kind).label)


@register.filter
def relation_words(relation: RelatedElement) -> str:
    """How this page's element stands to the other: “contributes to”, or, seen from the other end, “gets contributions from”."""
    labels = _OUTGOING if relation.is_outgoing else _INCOMING
    return str(labels[Relation.Kind(relation.kind)])
