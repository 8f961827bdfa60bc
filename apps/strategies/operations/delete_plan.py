"""Taking away a plan that was made by mistake, as long as nothing hangs on it."""

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.strategies.models import BinnedSubtree, Element, ElementIdentity, Plan, Relation, SourceDocument
from apps.strategies.tree import locked


def delete_unused_plan(*, plan: Plan, by: User) -> None:
    """Delete the plan and its root. Raises ``ValidationError`` saying what hangs on it, where anything does."""
    with locked(plan.pk, by=by):
        if reasons := obstacles(plan):
            raise ValidationError(reasons)
        try:
            Element.objects.filter(plan=plan).delete()
            ElementIdentity.objects.filter(plan=plan).delete()
            plan.delete()
        except ProtectedError as error:
            raise ValidationError(_("Other things in the portal refer to the plan.")) from error


def obstacles(plan: Plan) -> list[str]:
    """What of the strategies hangs on the plan, each in words; empty where it may be discarded."""
    relations = Q(source__plan=plan) | Q(target__plan=plan)
    found = {
        _("The plan has elements."): Element.objects.filter(plan=plan, parent__isnull=False),
        _("There are elements in the plan’s bin."): BinnedSubtree.objects.filter(plan=plan),
        _("The plan has source documents."): SourceDocument.objects.filter(plan=plan),
        _("The plan’s elements have relations."): Relation.objects.filter(relations),
    }
    return [reason for reason, rows in found.items() if rows.exists()]
