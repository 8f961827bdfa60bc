"""The fields of decisions in which words of a plan can stand: those about its elements."""

from django.db.models import Q, QuerySet

from apps.core.text_register import Form, exclude, register
from apps.decisions.models import Decision, ValueAssessment


def _of_plan(plan_id: int) -> Q:
    return Q(elements__identity__plan_id=plan_id) | Q(assessments__identity__plan_id=plan_id)


def _decisions(plan_id: int) -> QuerySet[Decision]:
    return Decision.objects.filter(pk__in=Decision.objects.filter(_of_plan(plan_id)).values("pk"))


def _former(plan_id: int) -> QuerySet:
    return Decision.history.filter(id__in=_decisions(plan_id).values("pk"))


_WORDS = {"title": Form.PLAIN, "text": Form.PLAIN, "case_number": Form.PLAIN}
register(Decision, rows=_decisions, fields=_WORDS, is_shared=True)
register(Decision.history.model, rows=_former, fields=_WORDS, is_shared=True)
register(
    ValueAssessment,
    rows=lambda plan_id: ValueAssessment.objects.filter(identity__plan_id=plan_id),
    fields={"reason": Form.PLAIN},
)

for model in (Decision, Decision.history.model):
    exclude(model, "minutes_url", reason="The municipality's own address of its minutes.")
exclude(Decision.history.model, "history_change_reason", reason="A code, never words.")
