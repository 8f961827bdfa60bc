"""Mails about open rounds: who is asked, when, and never twice.

A timer runs them every day. Each mail is claimed in the database before it is sent, in the same transaction, so running the
command twice at once sends nothing twice, and what could not be sent is tried again.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import send_mail
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from apps.followup.models import (
    FollowUpRound,
    Reminder,
    ReminderKind,
    RemindersStopped,
    RoundElement,
    StatusUpdate,
)
from apps.municipalities.models import Membership
from apps.municipalities.roles import Capability, roles_with

_signer = Signer(salt="reminders")


@dataclass(frozen=True, slots=True)
class Missing:
    """An element of a round that nobody has reported."""

    title: str
    committee: int | None


@dataclass
class Digest:
    """Everything one address is told in one mail, by round."""

    address: str
    name: str
    rounds: dict[FollowUpRound, list[str]] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)


def send_reminders(
    *, link_to: Callable[[FollowUpRound], str], stop_link: Callable[[str], str], on: date | None = None
) -> int:
    """Mail everybody who has something to report and was not told yet; returns how many mails went out.

    ``link_to`` gives the whole address where a round is reported, ``stop_link`` the one that stops the mails to an address. Raises
    what the mail server raises; what went out before stays noted. One address that it refuses keeps no mail from the others.
    """
    day = on or timezone.localdate()
    sent, refused = 0, None
    for digest in digests(day):
        try:
            sent += _send(digest, link_to, stop_link)
        except SMTPRecipientsRefused as error:
            refused = error
    if refused:
        raise refused
    return sent


def digests(day: date) -> list[Digest]:
    """The mails that are due on a day, one for each address, whether or not they were sent."""
    found: dict[str, Digest] = {}
    stopped = set(RemindersStopped.objects.values_list("address", flat=True))
    for round in FollowUpRound.objects.open().select_related("municipality").order_by("pk"):
        kind = due(round, day)
        for address, name, titles in _addressees(round, missing_in(round)):
            if address in stopped:
                continue
            digest = found.setdefault(address, Digest(address, name))
            digest.name = digest.name or name
            digest.rounds.setdefault(round, []).extend(titles)
            digest.kinds[round.pk] = kind
    return list(found.values())


def due(round: FollowUpRound, day: date) -> str:
    """What is to be said of an open round on a day."""
    if day > round.deadline:
        return ReminderKind.AFTER
    if day >= round.deadline - timedelta(days=settings.REMIND_DAYS_BEFORE) and day > round.opened_on:
        return ReminderKind.BEFORE
    return ReminderKind.OPENED


def missing_in(round: FollowUpRound) -> list[Missing]:
    """What nobody has reported in the round yet, public or not. Two queries."""
    reported = StatusUpdate.objects.filter(round=round).values("identity")
    rows = RoundElement.objects.filter(round=round).exclude(identity__in=reported).order_by("pk")
    return [Missing(*values) for values in rows.values_list("edition_element__title", "responsible_id")]


def _addressees(round: FollowUpRound, missing: Iterable[Missing]) -> Iterator[tuple[str, str, list[str]]]:
    """Who is told of what: the unit's contributors, else the unit's own address, else those who run the follow-up."""
    by_committee: dict[int | None, list[str]] = defaultdict(list)
    for each in missing:
        by_committee[each.committee].append(each.title)
    contributors = _members(round, roles_with(Capability.REPORT_STATUS), by_committee.keys() - {None})
    rows = round.municipality.committees.exclude(contact_email="").values_list("pk", "contact_email")
    contacts = {committee: address.lower() for committee, address in rows}  # as those of people are kept
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    left: list[str] = []
    for committee, titles in by_committee.items():
        if people := contributors.get(committee):
            for person in people:
                told[person] += titles
        elif committee in contacts:
            told[contacts[committee], ""] += titles
        else:
            left += titles
    if left:
        for person in _runners(round):
            told[person] += left
    for (address, name), titles in told.items():
        yield address, name, titles


def _members(
    round: FollowUpRound, roles: Collection[str], committees: Collection[int | None]
) -> dict[int | None, list[tuple[str, str]]]:
    rows = Membership.objects.current().filter(
        municipality=round.municipality, role__in=roles, committee__in=committees, user__is_active=True
    )
    found: dict[int | None, list[tuple[str, str]]] = defaultdict(list)
    for row in rows.select_related("user").order_by("user__email"):
        person = (row.user.email, row.user.full_name)
        if person not in found[row.committee_id]:
            found[row.committee_id].append(person)
    return found


def _runners(round: FollowUpRound) -> list[tuple[str, str]]:
    rows = Membership.objects.current().filter(
        municipality=round.municipality,
        role__in=roles_with(Capability.RUN_FOLLOW_UP),
        user__is_active=True,
    )
    return list(dict.fromkeys(rows.order_by("user__email").values_list("user__email", "user__full_name")))


@transaction.atomic
def _send(digest: Digest, link_to: Callable[[FollowUpRound], str], stop_link: Callable[[str], str]) -> int:
    """Claim the mail and send it; 0 where somebody else has."""
    now = timezone.now()
    claimed = [
        round
        for round in digest.rounds
        if Reminder.objects.get_or_create(
            round=round, address=digest.address, kind=digest.kinds[round.pk], defaults={"sent_at": now}
        )[1]
    ]
    if not claimed:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "name": digest.name,
            "rounds": [
                {
                    "round": round,
                    "kind": digest.kinds[round.pk],
                    "titles": digest.rounds[round],
                    "link": link_to(round),
                }
                for round in claimed
            ],
            "stop": stop_link(_signer.sign(digest.address)),
        }
        subject = render_to_string("followup/email/reminder_subject.txt", context)
        text = render_to_string("followup/email/reminder_message.txt", context)
    send_mail(" ".join(subject.split()), text.strip() + "\n", None, [digest.address])
    return 1


def stop(token: str, *, really: bool) -> str | None:
    """The address that a link stops the mails to; None for no such link. With ``really`` they stop."""
    try:
        address = _signer.unsign(token)
    except BadSignature:
        return None
    if really:
        RemindersStopped.objects.get_or_create(address=address)
    return address
