"""Taking a published plan off the public pages."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.municipalities.freshness import bump_public_version
from apps.publishing.models import Edition, Withdrawal
from apps.publishing.models.immutable import editions_may_change
from apps.publishing.operations.publish import refuse_other_edition
from apps.publishing.record.write import record_withdrawal
from apps.publishing.search.index import forget_plan
from apps.strategies.models import Plan
from apps.strategies.tree import locked


def withdraw(
    *, plan: Plan, by: User, public_note: str = "", expected: int | None = None, at: datetime | None = None
) -> Withdrawal:
    """Take the plan off the public pages, which answer 410 with the note until it is published again.

    ``expected`` is the number of the edition that was to be withdrawn. Raises ``PublishedMeanwhile`` where citizens read
    another one now, ``ValidationError`` where the plan is not published.
    """
    with locked(plan.pk, by=by), editions_may_change():
        refuse_other_edition(plan.pk, expected)
        current = Edition.objects.filter(plan_id=plan.pk, is_current=True).first()
        if current is None:
            raise ValidationError(_("The plan is not published."), code="not_published")
        current.is_current = False
        current.save(update_fields=["is_current"])
        withdrawal = Withdrawal(
            plan_id=plan.pk,
            edition=current,
            public_note=public_note,
            withdrawn_at=at or timezone.now(),
            withdrawn_by=by,
        )
        withdrawal.clean_fields()
        withdrawal.save()
        forget_plan(plan.pk)
        record_withdrawal(withdrawal)
        bump_public_version(municipality_id=plan.municipality_id)
        return withdrawal
