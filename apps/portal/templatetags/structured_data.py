"""Puts what a page says of itself to machines into its head."""

import json

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.municipalities.models import Municipality
from apps.portal import structured_data
from apps.publishing.models import Edition
from apps.publishing.reading import ElementPage

register = template.Library()

#: What could end the block or begin another; JSON reads the escapes as the same signs (as Django's ``json_script``).
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def _block(data: list[structured_data.Data]) -> SafeString:
    """Data blocks: no browser runs them, so that the policy for scripts has nothing to say of them."""
    texts = (SafeString(json.dumps(each, ensure_ascii=False).translate(_ESCAPES)) for each in data)
    return format_html_join("", '<script type="application/ld+json">{}</script>', ((text,) for text in texts))


@register.simple_tag(takes_context=True)
def data_of_site(context: template.Context) -> SafeString:
    absolute = context["request"].build_absolute_uri
    return _block(structured_data.site(_("The strategy portal"), get_language() or "", absolute))


@register.simple_tag(takes_context=True)
def data_of_municipality(context: template.Context, owner: Municipality) -> SafeString:
    """Nothing of one that does not exist: machines do not read the banner that says so."""
    if owner.is_example:
        return SafeString("")
    return _block(structured_data.municipality(owner, context["request"].build_absolute_uri))


@register.simple_tag(takes_context=True)
def data_of_plan(context: template.Context, edition: Edition) -> SafeString:
    if edition.plan.municipality.is_example:
        return SafeString("")
    return _block(structured_data.plan(edition, context["request"].build_absolute_uri))


@register.simple_tag(takes_context=True)
def data_of_element(context: template.Context, page: ElementPage) -> SafeString:
    if page.current.plan.municipality.is_example:
        return SafeString("")
    return _block(structured_data.element(page, context["request"].build_absolute_uri))
