"""The fields of editions and what surrounds them in which words of a plan can stand."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from apps.core import richtext
from apps.core.text_register import Address, Form, RegisteredModel, entries, exclude, register
from apps.publishing.models import (
    Edition,
    EditionElement,
    EditionPartner,
    EditionRelation,
    EditionSeal,
    EditionSource,
    EditionTopic,
    EverydayWord,
    KeptPdf,
    PlanWords,
    PreviewLink,
    PublishedAddress,
    RecordEntry,
    Rendering,
    Retraction,
    SearchEntry,
    SearchTokens,
    Withdrawal,
)
from apps.strategies.text_fields import COMMITTEE_ADDRESS, PLAN_ADDRESS


def _addresses(plan_id: int) -> Iterable[str]:
    return PublishedAddress.objects.filter(plan_id=plan_id).values_list("slug", flat=True)


#: The address of an element below its plan's.
ELEMENT_ADDRESS = Address(taken=_addresses)


def _topics(plan_id: int) -> Iterable[str]:
    return EditionTopic.objects.filter(element__edition__plan_id=plan_id).values_list("slug", flat=True)


#: The address of a topic as editions name it.
TOPIC_ADDRESS = Address(taken=_topics)


def log_entries_about(plan_id: int) -> QuerySet[LogEntry]:
    """What admin's log says of the rows that the register knows of the plan, also of elements deleted since."""
    about = Q()
    for entry in entries():
        if entry.model is LogEntry or entry.is_cache:
            continue
        model, keys = _logged(entry, plan_id)
        about |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=keys)
    return LogEntry.objects.filter(about)


def _logged(entry: RegisteredModel, plan_id: int) -> tuple[type[Model], QuerySet]:
    """The model that the log names for the entry's rows, and their keys as the log writes them."""
    model: Any = getattr(entry.model, "instance_type", entry.model)
    key = "id" if model is not entry.model else "pk"
    keys = entry.rows(plan_id).select_related(None).order_by().annotate(_key=Cast(key, TextField()))
    return model, keys.values("_key")


def _text(row: EditionElement) -> str:
    return "\n".join(richtext.paragraphs(row.body))


register(
    Edition,
    rows=lambda plan_id: Edition.objects.filter(plan_id=plan_id),
    fields={
        **dict.fromkeys(("title", "public_note", "case_reference", "committee_name"), Form.PLAIN),
        "committee_slug": COMMITTEE_ADDRESS,
        "carries_out_slug": PLAN_ADDRESS,
        "succeeds_slug": PLAN_ADDRESS,
    },
)
register(
    EditionElement,
    rows=lambda plan_id: EditionElement.objects.filter(edition__plan_id=plan_id),
    fields={
        "title": Form.PLAIN,
        "slug": ELEMENT_ADDRESS,
        "body": Form.HTML,
        "responsible_name": Form.PLAIN,
        "responsible_slug": COMMITTEE_ADDRESS,
        "contact": Form.PLAIN,
        "passages": Form.PASSAGES,
    },
    derived={"text": _text},
)
register(
    EditionTopic,
    rows=lambda plan_id: EditionTopic.objects.filter(element__edition__plan_id=plan_id),
    fields={"slug": TOPIC_ADDRESS, "name": Form.PLAIN},
)
register(
    EditionPartner,
    rows=lambda plan_id: EditionPartner.objects.filter(element__edition__plan_id=plan_id),
    fields={"slug": COMMITTEE_ADDRESS, "name": Form.PLAIN},
)
register(
    EditionRelation,
    rows=lambda plan_id: EditionRelation.objects.filter(edition__plan_id=plan_id),
    fields={"note": Form.PLAIN},
)
register(
    EditionSource,
    rows=lambda plan_id: EditionSource.objects.filter(edition__plan_id=plan_id),
    fields={
        "title": Form.PLAIN,
        "file_name": Form.FILE_NAME,
        "original_name": Form.FILE_NAME,
        "text": Form.SOURCE,
        "passages": Form.PASSAGES,
    },
    passages=lambda source: source.passages,
)
register(
    PublishedAddress,
    rows=lambda plan_id: PublishedAddress.objects.filter(plan_id=plan_id),
    fields={"slug": ELEMENT_ADDRESS},
)
register(
    Withdrawal,
    rows=lambda plan_id: Withdrawal.objects.filter(plan_id=plan_id),
    fields={"public_note": Form.PLAIN},
)
register(
    Retraction,
    rows=lambda plan_id: Retraction.objects.filter(identity__plan_id=plan_id),
    fields={"reason": Form.PLAIN},
)
# Their digests change with them: record_retraction, after the words were taken out.
register(
    RecordEntry,
    rows=lambda plan_id: RecordEntry.objects.filter(plan=plan_id),
    fields={"plan_title": Form.PLAIN, "note": Form.PLAIN, "plan_slug": PLAN_ADDRESS},
)
register(
    PreviewLink,
    rows=lambda plan_id: PreviewLink.objects.filter(plan_id=plan_id),
    fields={"purpose": Form.PLAIN},
)
# Pages of other plans name elements of this one, and pages of the municipality name the plan.
register(
    Rendering,
    rows=lambda plan_id: Rendering.objects.filter(edition__plan__municipality__plans=plan_id),
    is_cache=True,
)
register(
    KeptPdf,
    rows=lambda plan_id: KeptPdf.objects.filter(municipality__plans=plan_id),
    is_cache=True,
)
register(
    LogEntry,
    rows=log_entries_about,
    fields={"object_repr": Form.PLAIN, "change_message": Form.JSON_TEXT},
    is_shared=True,
)

register(
    EverydayWord,
    rows=lambda plan_id: EverydayWord.objects.filter(municipality__plans=plan_id),
    fields={"word": Form.PLAIN, "finds": Form.PLAIN},
    is_shared=True,
)
# A retraction makes the index of search anew (``retract``); until then nothing of it is kept.
register(SearchEntry, rows=lambda plan_id: SearchEntry.objects.filter(plan_id=plan_id), is_cache=True)
register(PlanWords, rows=lambda plan_id: PlanWords.objects.filter(plan_id=plan_id), is_cache=True)
register(
    SearchTokens,
    rows=lambda plan_id: SearchTokens.objects.filter(entry__plan_id=plan_id),
    is_cache=True,
)

exclude(Edition, "remarks", "digest", reason="Made anew of what a retraction leaves.")
exclude(EditionSource, "original_sha256", reason="A digest.")
exclude(EditionElement, "parts_kind", reason="The code of a kind.")
exclude(RecordEntry, "line", reason="Codes, numbers, addresses of municipalities and digests.")
exclude(RecordEntry, "digest", "salt", "words_digest", reason="Digests, and what they are made with.")
exclude(EditionSeal, "secret", "digest", reason="Made anew where words were taken out.")
exclude(PreviewLink, "token_hash", reason="A digest of a secret.")
exclude(LogEntry, "object_id", reason="A key.")
