"""The record of a municipality as an Atom feed."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.municipalities.models import Municipality
from apps.publishing.record.reading import Told


def record_feed(municipality: Municipality, entries: Iterable[Told], absolute: Callable[[str], str]) -> str:
    """The feed; ``absolute`` makes an address of a path. An entry's identifier is its digest, which never changes."""
    page = absolute(reverse("portal:log", args=[municipality.slug]))
    feed = Atom1Feed(
        title=feed_title(municipality, _("The log of %(name)s") % {"name": municipality.name}),
        link=page,
        description=None,
        language=get_language(),
        author_name=municipality.name,
        feed_url=absolute(reverse("portal:log_feed", args=[municipality.slug])),
        feed_guid=page,
    )
    for told in entries:
        entry = told.entry
        feed.add_item(
            title=told.in_words(),
            link=f"{page}#post-{entry.number}",
            description=escape(entry.note),  # Django sends it as HTML
            unique_id=f"urn:sha256:{entry.digest}",
            pubdate=entry.at,
            updateddate=entry.recorded_at,
        )
    return feed.writeString("utf-8")


def feed_title(municipality: Municipality, title: str) -> str:
    """The title of a feed of a municipality: read away from its pages, so that one of an example says so itself."""
    return _("Example: %(title)s") % {"title": title} if municipality.is_example else title
