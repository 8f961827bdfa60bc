"""What the public templates say about addresses, languages and years."""

from collections.abc import Callable
from html import unescape

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from apps.core.text import shortened
from apps.decisions.models import DecisionElement
from apps.municipalities.models import Municipality
from apps.overview.decisions import effect_in_words
from apps.overview.years import years_in_words
from apps.publishing.models import Edition, EditionElement, EditionSource
from apps.publishing.originals import NAMES, ending_of
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
    Relation.Kind.CARRIES_ON: gettext_lazy("is carried on by"),
    Relation.Kind.REWRITES: gettext_lazy("is worded anew in"),
    Relation.Kind.MERGES: gettext_lazy("is merged into"),
    Relation.Kind.SPLITS: gettext_lazy("is taken over in part by"),
    Relation.Kind.DROPS: gettext_lazy("is dropped in"),
}


def in_language(path: str, language: str) -> str:
    """The same page's address in ``language``: Danish has no prefix."""
    bare = path.removeprefix("/en") if path == "/en" or path.startswith("/en/") else path
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


@register.simple_tag(takes_context=True)
def language_link(context: template.Context) -> SafeString:
    """The way to this page in the other language, named in that language; what was chosen on it stays chosen."""
    other = "en" if get_language() == "da" else "da"
    request = context["request"]
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return format_html(
        '<a href="{}" lang="{}" hreflang="{}">{}</a>',
        in_language(request.path, other) + query,
        other,
        other,
        _NAMES[other],
    )


@register.simple_tag(takes_context=True)
def about_page(context: template.Context, title: str, text: str, canonical: str = "") -> SafeString:
    """What others show of the page: search engines, and whoever is sent a link to it (Open Graph, https://ogp.me).

    ``canonical`` is where it is best read, where that is another address than its own; and where it is in each language.
    """
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
        '<meta name="description" content="{}">{}{}',
        description,
        format_html_join("", '<meta property="{}" content="{}">', told.items()),
        _addresses(request.build_absolute_uri, canonical or request.path),
    )


def _addresses(absolute: Callable[[str], str], path: str) -> SafeString:
    """Where the page is best read, and where it is in each language; Danish for whoever reads neither."""
    languages = [(code, in_language(path, code)) for code, _name in settings.LANGUAGES]
    others = [*languages, ("x-default", in_language(path, settings.LANGUAGE_CODE))]
    return format_html(
        '<link rel="canonical" href="{}">{}',
        absolute(path),
        format_html_join(
            "",
            '<link rel="alternate" hreflang="{}" href="{}">',
            ((language, absolute(address)) for language, address in others),
        ),
    )


@register.simple_tag(takes_context=True)
def twin_links(context: template.Context) -> SafeString:
    """Where a machine finds this very page, which must have them, as JSON and as Markdown."""
    twins = (("application/json", "index.json"), ("text/markdown", "index.md"))
    path = context["request"].path
    return format_html_join(
        "", '<link rel="alternate" type="{}" href="{}{}">', ((kind, path, name) for kind, name in twins)
    )


@register.simple_tag
def edition_address(edition: Edition) -> str:
    """Where an edition is read: the plan's own address, or, for an older one, that of the edition."""
    slugs = [edition.plan.municipality.slug, edition.plan.slug]
    if edition.is_current:
        return reverse("portal:plan", args=slugs)
    return reverse("portal:edition", args=[*slugs, edition.number])


@register.simple_tag
def pdf_address(edition: Edition) -> str:
    """Where an edition is had as a PDF file."""
    return f"{edition_address(edition)}index.pdf"


@register.simple_tag
def element_address(municipality: Municipality, plan: str, element: str) -> str:
    """Where a published element is read; the text before a plan's first element has no slug and is read with the plan."""
    if not element:
        return reverse("portal:plan", args=[municipality.slug, plan])
    return reverse("portal:element", args=[municipality.slug, plan, element])


@register.simple_tag
def row_address(edition: Edition, row: EditionElement) -> str:
    """Where an element of an edition is read: on its page, or, of an older edition, within that."""
    if edition.is_current:
        return element_address(edition.plan.municipality, edition.plan.slug, row.slug)
    return edition_address(edition) + (f"#{row.slug}" if row.slug else "")


@register.filter
def decision_relation(relation: str) -> str:
    """What a decision does with an element, “implements”."""
    return str(DecisionElement.Relation(relation).label)


@register.filter
def effect_words(effect: int | None) -> str:
    """How a decision pulls, “pulls a little for it”."""
    return effect_in_words(effect)


@register.simple_tag
def sources_address(edition: Edition, number: int | None = None) -> str:
    """Where the sources of an edition are read: all of them, or the one called ``number``."""
    plan = reverse("portal:plan", args=[edition.plan.municipality.slug, edition.plan.slug])
    return plan + edition.sources_path + (f"{number}/" if number else "")


@register.filter
def original_kind(source: EditionSource) -> str:
    """What sort of file the original is, “PDF”."""
    return NAMES.get(ending_of(source), "")


@register.filter
def years(plan: object) -> str:
    """The years a plan or edition states, “2022–2026”; empty where it states none."""
    return years_in_words(getattr(plan, "start_year", None), getattr(plan, "end_year", None))


@register.filter
def repair_kind(kind: str) -> str:
    """What sort of repair it was, in words."""
    return str(SourceRepair.Kind(kind).label)


@register.filter
def relation_words(relation: RelatedElement) -> str:
    """How this page's element stands to the other: “contributes to”, or, seen from the other end, “gets contributions from”."""
    labels = _OUTGOING if relation.is_outgoing else _INCOMING
    return str(labels[Relation.Kind(relation.kind)])


@register.filter
def outgoing_words(kind: str) -> str:
    """How an element stands to the one that it names, “contributes to”."""
    return str(_OUTGOING[Relation.Kind(kind)])
