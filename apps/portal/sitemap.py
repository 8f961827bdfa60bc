"""What search engines are told about: the Danish address of every public page that is worth finding."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from apps.municipalities.models import Municipality
from apps.publishing.committees import public_committees
from apps.publishing.models import EditionElement
from apps.publishing.reading import current_editions, municipalities_with_editions
from apps.publishing.reading import municipality as published


@dataclass(frozen=True, slots=True)
class Page:
    path: str
    changed: datetime | None = None


def published_municipalities() -> list[str]:
    """The slugs of the municipalities that have a part of the sitemap: those of which something is published."""
    return [municipality.slug for municipality, editions in municipalities_with_editions() if editions]


def addresses_of(municipality: str) -> list[Page]:
    """The page of a municipality, its plans, committees and all elements, in reading order. Five queries.

    Raises ``Municipality.DoesNotExist`` where nothing of it is published.
    """
    with override(settings.LANGUAGE_CODE):
        editions = current_editions().filter(plan__municipality__slug=municipality)
        columns = ("plan__slug", "published_at")
        plans = dict(editions.values_list(*columns))
        if not plans:
            raise Municipality.DoesNotExist
        pages = [Page(reverse("portal:municipality", args=[municipality]))]
        address = {plan: reverse("portal:plan", args=[municipality, plan]) for plan in plans}
        pages += [Page(address[plan], at) for plan, at in plans.items()]
        pages += _committees_of(municipality)
        shown = EditionElement.objects.filter(
            edition__is_current=True, edition__plan__municipality__slug=municipality, depth__gt=0
        )
        rows = shown.order_by("edition_id", "position").values_list("edition__plan__slug", "slug")
        return pages + [Page(f"{address[plan]}{slug}/", plans[plan]) for plan, slug in rows]


def _committees_of(municipality: str) -> list[Page]:
    found = public_committees(published(municipality)).all
    if not found:
        return []
    committees = [reverse("portal:committee", args=[municipality, committee.slug]) for committee in found]
    return [Page(path) for path in (reverse("portal:committees", args=[municipality]), *committees)]
