"""Opening a round of follow-up, and closing it."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.conflicts import DoneMeanwhile
from apps.followup.models import FollowUpRound, RoundElement, StatusUpdate
from apps.municipalities.freshness import bump_public_version
from apps.municipalities.models import Municipality
from apps.publishing.models import EditionElement
from apps.strategies.kinds import ANSWERED_FOR
from apps.strategies.models import Plan


@transaction.atomic
def open_round(
    *,
    municipality: Municipality,
    title: str,
    deadline: date,
    plans: Sequence[Plan],
    by: User,
    opened_on: date | None = None,
) -> FollowUpRound:
    """Ask about everything in the published ``plans`` that somebody can answer for, until ``deadline``.

    Raises ``ValidationError`` where there is nothing to ask about, a plan is another municipality's or not published, or
    another open round asks about it already.
    """
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    _refuse_plans(municipality, plans)
    last = FollowUpRound.objects.filter(municipality=municipality).aggregate(last=Max("number"))["last"]
    opened = FollowUpRound(
        municipality=municipality,
        number=(last or 0) + 1,
        title=title,
        opened_on=opened_on or timezone.localdate(),
        deadline=deadline,
        opened_by=by,
    )
    opened.full_clean(exclude=["closed_by"])
    asked = _answered_for(plans)
    if not asked:
        raise ValidationError(_("There is nothing in these plans that somebody answers for."), code="empty")
    opened.save()
    opened.plans.set(plans)
    for row in asked:
        row.round = opened
    RoundElement.objects.bulk_create(asked, batch_size=500)
    bump_public_version(municipality_id=municipality.pk)
    return opened


def _answered_for(plans: Sequence[Plan]) -> list[RoundElement]:
    """What to ask about, as it is published now; not saved, and without its round."""
    rows = EditionElement.objects.filter(
        edition__is_current=True, edition__plan__in=plans, kind__in=ANSWERED_FOR
    ).order_by("edition_id", "position")
    return [
        RoundElement(identity_id=identity, edition_element_id=pk, responsible_id=responsible)
        for pk, identity, responsible in rows.values_list("pk", "identity_id", "responsible_id")
    ]


def _refuse_plans(municipality: Municipality, plans: Sequence[Plan]) -> None:
    if not plans:
        raise ValidationError({"plans": _("Choose at least one plan.")})
    keys = [plan.pk for plan in plans]
    ours = Plan.objects.filter(pk__in=keys, municipality=municipality)
    published = set(ours.filter(editions__is_current=True).values_list("pk", flat=True))
    if absent := [plan.title for plan in plans if plan.pk not in published]:
        told = _("Only what citizens can read is followed up. Not published: %(plans)s.")
        raise ValidationError({"plans": told % {"plans": ", ".join(absent)}}, code="unpublished")
    busy = FollowUpRound.objects.open().filter(plans__in=keys).distinct()
    if asking := busy.first():
        told = _("“%(round)s” is open and asks about one of these plans. Close it first.")
        raise ValidationError({"plans": told % {"round": asking.title}}, code="busy")


@transaction.atomic
def close_round(*, round: FollowUpRound, by: User, on: date | None = None) -> FollowUpRound:
    """Freeze the round: from now on it shows the last public report of each element, for good.

    Whoever reports meanwhile has either reported before, or is refused. Raises ``DoneMeanwhile`` where it is closed.
    """
    current = FollowUpRound.objects.select_for_update(no_key=True).get(pk=round.pk)
    if not current.is_open:
        raise DoneMeanwhile(who=current.closed_by, when=current.closed_at)
    last = StatusUpdate.objects.public().filter(round=current, identity=OuterRef("identity"))
    RoundElement.objects.filter(round=current).update(
        update=Subquery(last.order_by("-on", "-pk").values("pk")[:1])
    )
    current.closed_at = timezone.now()
    current.closed_on = on or timezone.localdate()
    current.closed_by = by
    current.full_clean()
    current.save(update_fields=["closed_at", "closed_on", "closed_by"])
    bump_public_version(municipality_id=current.municipality_id)
    return current


@transaction.atomic
def move_deadline(*, round: FollowUpRound, deadline: date, by: User) -> FollowUpRound:
    """Give everybody until another day. Raises ``DoneMeanwhile`` where the round is closed, ``ValidationError`` for a day before it opened."""
    current = FollowUpRound.objects.select_for_update(no_key=True).get(pk=round.pk)
    if not current.is_open:
        raise DoneMeanwhile(who=current.closed_by, when=current.closed_at)
    current.deadline = deadline
    current.full_clean(exclude=["closed_by"])
    current.save(update_fields=["deadline"])
    bump_public_version(municipality_id=current.municipality_id)
    return current
