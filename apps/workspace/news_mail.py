"""A mail to whoever wants one when what they follow, or anything under it, has changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from apps.accounts.models import User
from apps.followup.models import StatusUpdate
from apps.publishing.models import Edition, EditionElement
from apps.strategies.models import ElementIdentity
from apps.workspace.models import FollowedElement, NewsByMail


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to what is followed."""

    title: str
    identity: ElementIdentity
    status: str  # empty where an edition was published
    edition: str = ""


def set_news_by_mail(user: User, *, wanted: bool) -> None:
    """Let the person have the mails from now on, or no longer."""
    if wanted:
        NewsByMail.objects.get_or_create(user=user, defaults={"told_until": timezone.now()})
    else:
        NewsByMail.objects.filter(user=user).delete()


def send_news(*, address_of: Callable[[str], str]) -> int:
    """Mail everybody who wants it what is new to them; returns how many mails went out. Safe to run twice at once."""
    people = NewsByMail.objects.filter(user__is_active=True).values_list("pk", flat=True)
    return sum(_send(pk, address_of) for pk in people.order_by("pk"))


@transaction.atomic
def _send(pk: int, address_of: Callable[[str], str]) -> int:
    wish = NewsByMail.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=pk)
    now = timezone.now()
    changes = changes_for(wish.user, wish.told_until)
    if not changes:
        return 0
    wish.told_until = now
    wish.save(update_fields=["told_until"])
    with translation.override(settings.LANGUAGE_CODE):
        told = [
            {"change": change, "link": address_of(_path(change.identity))}
            for change in changes[: settings.DESK_NEWS]
        ]
        context = {"user": wish.user, "told": told, "more": max(0, len(changes) - len(told))}
        subject = render_to_string("workspace/email/news_subject.txt", context)
        text = render_to_string("workspace/email/news_message.txt", context)
    send_mail(" ".join(subject.split()), text.strip() + "\n", None, [wish.user.email])
    return 1


def _path(identity: ElementIdentity) -> str:
    return reverse("workspace:element", args=[identity.municipality.slug, identity.uid])


def changes_for(user: User, since: datetime) -> list[Change]:
    """What was reported of, and published with, the elements that the person follows and those under them."""
    followed = FollowedElement.objects.visible_to(user).values_list("identity", flat=True)
    tops = EditionElement.objects.filter(edition__is_current=True, identity__in=followed)
    within = Q(pk__in=[])
    for edition, position, last in tops.values_list("edition", "position", "last_position"):
        within |= Q(edition=edition, position__range=(position, last))
    rows = EditionElement.objects.filter(within).select_related("identity__municipality", "edition")
    shown = {row.identity_id: row for row in rows}
    updates = StatusUpdate.objects.filter(identity__in=shown, reported_at__gt=since).order_by("reported_at")
    found = [
        Change(shown[row.identity_id].title, shown[row.identity_id].identity, row.get_status_display())
        for row in updates
    ]
    new = Edition.objects.current().filter(
        pk__in={row.edition_id for row in shown.values()}, published_at__gt=since
    )
    titles = dict(new.values_list("pk", "title"))
    seen = set()
    for row in shown.values():
        if row.edition_id in titles and row.edition_id not in seen:
            seen.add(row.edition_id)
            found.append(Change(row.title, row.identity, "", titles[row.edition_id]))
    return found
