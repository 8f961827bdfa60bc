"""What search engines are told about: the Danish address of every public page that is worth finding."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from apps.publishing.models import EditionElement
from apps.publishing.reading import municipalities_with_editions

#: The protocol of sitemaps allows no more addresses in one file. Beyond it elements are left to be found from their plans.
MOST = 50_000


@dataclass(frozen=True, slots=True)
class Page:
    path: str
    changed: datetime | None = None


def public_addresses() -> list[Page]:
    """The front page, municipalities, plans and, while there is room, elements. Four queries at most."""
    with override(settings.LANGUAGE_CODE):
        pages = list(_plans())
        shown = EditionElement.objects.filter(edition__is_current=True, depth__gt=0)
        if len(pages) + shown.count() <= MOST:
            columns = (
                "edition__plan__municipality__slug",
                "edition__plan__slug",
                "slug",
                "edition__published_at",
            )
            for municipality, plan, slug, at in shown.order_by("edition_id", "position").values_list(
                *columns
            ):
                pages.append(Page(f"{reverse('portal:plan', args=[municipality, plan])}{slug}/", at))
        return pages


def _plans() -> Iterator[Page]:
    yield Page(reverse("portal:home"))
    for place, editions in municipalities_with_editions():
        yield Page(reverse("portal:municipality", args=[place.slug]))
        for edition in editions:
            yield Page(reverse("portal:plan", args=[place.slug, edition.plan.slug]), edition.published_at)
