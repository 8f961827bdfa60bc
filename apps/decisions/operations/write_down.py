"""Writing a decision down under the meeting that made it, and taking it away. A meeting is there as long as it decided something."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.history import sign
from apps.decisions.models import Decision, Meeting
from apps.decisions.operations.weigh import mark_changed
from apps.municipalities.models import Committee


def refuse_to_come(on: date, outcome: str, *, today: date | None = None) -> None:
    """Raise ``ValidationError`` for an outcome on a day that is yet to come: nothing has been decided then."""
    if outcome and on > (today or timezone.localdate()):
        raise ValidationError(_("The day lies in the future: nothing was decided then."), code="future")


@transaction.atomic
def write_down(
    *, decision: Decision, committee: Committee, on: date, by: User, today: date | None = None
) -> Decision:
    """Save the decision under the committee's meeting on a day, which is made where there is none; the one that it leaves goes
    with its last decision. Raises ``ValidationError`` for a day that is yet to come, and for what a decision cannot be.
    ``today`` is for nobody but the loader, whose example is the same on every day.
    """
    refuse_to_come(on, decision.outcome, today=today)
    former = Meeting.objects.filter(decisions=decision.pk).first() if decision.pk else None
    _lock({committee.pk, former.committee_id if former else committee.pk})
    decision.meeting, _made = Meeting.objects.get_or_create(
        committee=committee, on=on, defaults={"municipality": committee.municipality}
    )
    decision.full_clean()
    sign(decision, by=by)
    decision.save()
    if former and former.pk != decision.meeting_id:
        _let_go(former)
    return decision


@transaction.atomic
def take_away(*, decision: Decision, by: User) -> None:
    """Delete the decision, and its meeting where nothing else was decided there; citizens see it at once."""
    meeting = decision.meeting
    _lock({meeting.committee_id})
    mark_changed(decision, was_public=True)
    sign(decision, by=by)
    decision.delete()
    _let_go(meeting)


def _lock(committees: set[int]) -> None:
    """Nobody else writes under their meetings meanwhile, so that none goes under a decision that is just being made."""
    rows = Committee.objects.select_for_update(no_key=True).filter(pk__in=committees)
    list(rows.order_by("pk").values_list("pk"))


def _let_go(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk, decisions__isnull=True).delete()
