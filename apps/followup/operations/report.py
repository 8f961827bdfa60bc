"""Reporting how it goes, one element at a time or many at once, and confirming that nothing has changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.core.conflicts import Conflict
from apps.followup.days import known_day
from apps.followup.models import FollowUpRound, RoundElement, StatusUpdate
from apps.municipalities.freshness import bump_public_version
from apps.publishing.models import EditionElement
from apps.strategies.models import ElementIdentity


class RoundClosed(Conflict):
    """The round was closed while somebody was reporting."""

    happened = gettext_lazy("%(who)s has closed the round %(what)s.")
    then = gettext_lazy("What you wrote is not saved. It still stands in the form, so you can copy it.")


class ReportedMeanwhile(Conflict):
    """Somebody else has reported the same element since the page was loaded."""

    happened = gettext_lazy("%(who)s has reported %(what)s in the meantime.")
    then = gettext_lazy("Look at what stands there now. If you save again, yours comes after it.")


@dataclass(frozen=True, slots=True)
class Report:
    """What is said of an element. ``based_on`` is the key of the newest update that was seen, 0 for none, None where it is not asked."""

    identity: int
    status: str
    text: str = ""
    is_public: bool = True
    based_on: int | None = None


@transaction.atomic
def report(
    *,
    reports: Sequence[Report],
    by: User,
    round: FollowUpRound | None = None,
    on: date | None = None,
    today: date | None = None,
) -> list[StatusUpdate]:
    """Write the ``reports``, all or none, as of ``on`` (today unless given); citizens see the public ones from the commit on.

    ``today`` is for ``known_day`` and for nobody but the loader.

    Raises ``RoundClosed`` and ``ReportedMeanwhile``; ``ValidationError`` for a day that is yet to come, an unknown status, a text
    that is too long, or an element that the round does not ask about.
    """
    if round is not None:
        _refuse_closed(round, reports)
    now, day = timezone.now(), known_day(on, today=today)
    identities = _locked({each.identity for each in reports})
    newest = newest_updates(identities)
    _refuse_stale(reports, newest)
    updates = [
        StatusUpdate(
            identity=identities[each.identity],
            round=round,
            status=each.status,
            text=each.text,
            on=day,
            is_public=each.is_public,
            reported_at=now,
            reported_by=by,
        )
        for each in reports
    ]
    return _write(updates)


@transaction.atomic
def confirm_unchanged(
    *, identity_ids: Collection[int], by: User, round: FollowUpRound | None = None, on: date | None = None
) -> list[StatusUpdate]:
    """Say of each element that it is as it was reported last: “unchanged, checked today”.

    Raises like ``report``, and ``ValidationError`` where nothing was ever reported of one: there is nothing to confirm.
    """
    if round is not None:
        _refuse_closed(round, [Report(pk, "") for pk in identity_ids])
    identities = _locked(set(identity_ids))
    newest = newest_updates(identities)
    if absent := [pk for pk in identities if pk not in newest]:
        told = _("Nothing was ever reported of %(elements)s. Report how it goes first.")
        raise ValidationError(told % {"elements": _named(absent)}, code="nothing_to_confirm")
    now, day = timezone.now(), known_day(on)
    updates = [
        StatusUpdate(
            identity=identities[pk],
            round=round,
            status=last.status,
            text=last.text,
            on=day,
            is_public=last.is_public,
            is_unchanged=True,
            reported_at=now,
            reported_by=by,
        )
        for pk, last in newest.items()
    ]
    return _write(updates)


def _named(identities: Collection[int]) -> str:
    """“Clean water”, “More trees” and 3 more: by what citizens read last. One query."""
    rows = EditionElement.objects.filter(identity__in=identities).order_by("edition_id", "position")
    titles = list(dict(rows.values_list("identity_id", "title")).values())[: settings.MESSAGE_MOST_TITLES]
    more = len(identities) - len(titles)
    named = ", ".join(_("“%(title)s”") % {"title": title} for title in titles)
    return " ".join([named, _("and %(number)d more") % {"number": more}]) if more else named


def newest_updates(identities: Collection[int]) -> dict[int, StatusUpdate]:
    """The newest update of each element, public or not. One query."""
    rows = StatusUpdate.objects.filter(identity__in=identities).order_by("on", "pk")
    return {row.identity_id: row for row in rows.select_related("reported_by")}


def _refuse_closed(round: FollowUpRound, reports: Sequence[Report]) -> None:
    """Hold the round, so that it cannot be closed in the middle of this."""
    current = FollowUpRound.objects.select_for_update(no_key=True).select_related(None).get(pk=round.pk)
    if not current.is_open:
        raise RoundClosed(current.title, who=current.closed_by, when=current.closed_at)
    wanted = {each.identity for each in reports}
    asked = RoundElement.objects.filter(round=current, identity__in=wanted).count()
    if asked != len(wanted):
        raise ValidationError(_("The round does not ask about all of these elements."), code="not_asked")


def _locked(keys: Collection[int]) -> dict[int, ElementIdentity]:
    """The identities, held in ascending order: two who report the same elements wait for each other."""
    rows = ElementIdentity.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    if len({row.municipality_id for row in found.values()}) > 1 or len(found) != len(keys):
        raise ValidationError(_("The elements must be of one municipality."), code="foreign")
    return found


def _refuse_stale(reports: Sequence[Report], newest: Mapping[int, StatusUpdate]) -> None:
    for each in reports:
        last = newest.get(each.identity)
        if each.based_on is not None and each.based_on != (last.pk if last else 0):
            raise ReportedMeanwhile(who=last.reported_by if last else None, key=each.identity)


def _write(updates: list[StatusUpdate]) -> list[StatusUpdate]:
    """Insert the updates, and let the newest public one of each element be its current one."""
    for update in updates:
        update.clean_fields(exclude=["identity", "round", "reported_by"])
    public = {update.identity_id: update for update in updates if update.is_public}
    standing = StatusUpdate.objects.current().filter(identity__in=public)
    for identity, on in standing.values_list("identity_id", "on"):
        if on > public[identity].on:
            del public[identity]
    StatusUpdate.objects.current().filter(identity__in=public).update(is_current=False)
    for update in public.values():
        update.is_current = True
    made = StatusUpdate.objects.bulk_create(updates, batch_size=500)
    if any(update.is_public for update in updates):
        bump_public_version(municipality_id=updates[0].identity.municipality_id)
    return made
