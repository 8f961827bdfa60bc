"""Where news leads, and how a page says that it has a feed."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.municipalities.models import Municipality
from apps.overview.news import News, Place
from apps.portal.templatetags.portal import element_address

register = template.Library()


@register.simple_tag
def news_address(municipality: Municipality, news: News) -> str:
    """Where it is read; what can be read no more leads to all the news."""
    owner = municipality.slug
    match news.place:
        case Place.PLAN:
            return reverse("portal:plan", args=[owner, news.plan])
        case Place.EDITION:
            return reverse("portal:edition", args=[owner, news.plan, news.number])
        case Place.ELEMENT:
            return element_address(municipality, news.plan, news.element)
        case Place.ROUND:
            return reverse("portal:round", args=[owner, news.number])
        case Place.DECISION:
            return reverse("portal:decision", args=[owner, news.decision])
    return reverse("portal:news", args=[owner])


@register.simple_tag
def feed_link(address: str, name: str) -> SafeString:
    """What tells a news reader where the feed of a page is."""
    title = _("News: %(name)s") % {"name": name}
    return format_html(
        '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">', title, address
    )
