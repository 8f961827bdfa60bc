"""The fields of the working tree, its history, its bin and its sources in which words of a plan can stand."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.core.text_register import Address, Form, exclude, register
from apps.municipalities.models import Committee
from apps.strategies.models import (
    BinnedSubtree,
    Element,
    Event,
    Move,
    Partner,
    Plan,
    Relation,
    SourceDocument,
    SourcePassage,
    SourceRepair,
    Topic,
)


def _plans_beside(plan_id: int) -> Iterable[str]:
    municipality = Plan.objects.filter(pk=plan_id).values("municipality_id")
    return Plan.objects.filter(municipality_id__in=municipality).values_list("slug", flat=True)


def _committees_beside(plan_id: int) -> Iterable[str]:
    municipality = Plan.objects.filter(pk=plan_id).values("municipality_id")
    return Committee.objects.filter(municipality_id__in=municipality).values_list("slug", flat=True)


#: The plan's own address. Nothing leads from the old one to the new: the old address itself would tell the words.
PLAN_ADDRESS = Address(taken=_plans_beside)
COMMITTEE_ADDRESS = Address(taken=_committees_beside, is_shared=True)


def _committees(plan_id: int) -> QuerySet:
    """Those that the plan or an element of it belongs to, or once belonged to."""
    named = [
        Plan.objects.filter(pk=plan_id).values("committee_id"),
        Plan.history.filter(id=plan_id).values("committee_id"),
        Element.objects.filter(plan_id=plan_id).order_by().values("responsible_id"),
        Element.history.filter(plan_id=plan_id).values("responsible_id"),
        Partner.objects.filter(element__plan_id=plan_id).order_by().values("committee_id"),
    ]
    about = Q(pk__in=_partners_once(plan_id))
    for keys in named:
        about |= Q(pk__in=keys)
    return Committee.objects.filter(about)


def _partners_once(plan_id: int) -> set[int]:
    rows = Element.history.filter(plan_id=plan_id).exclude(partner_ids=[])
    return {pk for kept in rows.values_list("partner_ids", flat=True) for pk in kept}


def _committees_before(plan_id: int) -> QuerySet:
    """What those committees were called earlier."""
    return Committee.history.filter(id__in=_committees(plan_id).values("pk"))


def _lines(document: SourceDocument) -> list[dict[str, Any]]:
    rows = document.passages.values_list("first_line", "last_line", "text")
    return [{"first": first, "last": last, "text": text} for first, last, text in rows]


def _sha256(document: SourceDocument) -> str:
    return hashlib.sha256(document.text.encode()).hexdigest()


register(
    Committee,
    rows=_committees,
    fields={"name": Form.PLAIN, "slug": COMMITTEE_ADDRESS},
    is_shared=True,
)
register(
    Committee.history.model,
    rows=_committees_before,
    fields={"name": Form.PLAIN, "slug": COMMITTEE_ADDRESS},
    is_shared=True,
)
register(
    Plan,
    rows=lambda plan_id: Plan.objects.filter(pk=plan_id),
    fields={"title": Form.PLAIN, "slug": PLAN_ADDRESS, "case_reference": Form.PLAIN},
)
register(
    Plan.history.model,
    rows=lambda plan_id: Plan.history.filter(id=plan_id),
    fields={"title": Form.PLAIN, "slug": PLAN_ADDRESS, "case_reference": Form.PLAIN},
)
register(
    Element,
    rows=lambda plan_id: Element.objects.filter(plan_id=plan_id),
    fields={"title": Form.PLAIN, "body": Form.HTML, "contact": Form.PLAIN},
    derived={"version": lambda element: element.version + 1, "updated_at": lambda _element: timezone.now()},
)
register(
    Element.history.model,
    rows=lambda plan_id: Element.history.filter(plan_id=plan_id),
    fields={"title": Form.PLAIN, "body": Form.HTML, "contact": Form.PLAIN},
)
register(
    BinnedSubtree,
    rows=lambda plan_id: BinnedSubtree.objects.filter(plan_id=plan_id),
    fields={"title": Form.PLAIN, "content": Form.JSON},
)
register(Event, rows=lambda plan_id: Event.objects.filter(plan_id=plan_id), fields={"title": Form.PLAIN})
register(Move, rows=lambda plan_id: Move.objects.filter(plan_id=plan_id), fields={"title": Form.PLAIN})
register(
    Relation,
    rows=lambda plan_id: Relation.objects.filter(source__plan_id=plan_id),
    fields={"note": Form.PLAIN},
)
register(
    SourceDocument,
    rows=lambda plan_id: SourceDocument.objects.filter(plan_id=plan_id),
    fields={
        "title": Form.PLAIN,
        "file_name": Form.FILE_NAME,
        "original_name": Form.FILE_NAME,
        "text": Form.SOURCE,
    },
    derived={"sha256": _sha256},
    passages=_lines,
)
register(
    SourcePassage,
    rows=lambda plan_id: SourcePassage.objects.filter(document__plan_id=plan_id),
    fields={"text": Form.PLAIN, "note": Form.PLAIN},
)
# The words before a repair are not the words that are retracted, and yet they say them.
register(
    SourceRepair,
    rows=lambda plan_id: SourceRepair.objects.filter(passage__document__plan_id=plan_id).select_related(
        "passage"
    ),
    fields={"before": Form.PLAIN, "after": Form.PLAIN, "why": Form.PLAIN},
    entirely_with=lambda repair: repair.passage.text,
)

exclude(
    Topic, reason="Subject headings that all municipalities share; the portal's administrators rename them."
)
exclude(Element.history.model, "partner_ids", reason="Keys, never words.")
exclude(SourceDocument, "original_sha256", reason="A digest.")
exclude(Event, "fields", reason="Codes of fields, never words.")
for history in (Plan.history.model, Element.history.model, Committee.history.model):
    exclude(history, "history_change_reason", reason="A code, never words.")
