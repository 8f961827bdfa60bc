"""The working tree of a plan as the rows an edition of it would have; nothing is written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.core import richtext
from apps.publishing.models import EditionElement, EditionRelation, EditionSource
from apps.strategies.integrity import plan_findings
from apps.strategies.models import Element, ElementIdentity, Plan, Relation, SourceDocument, SourcePassage

Passage = dict[str, Any]


@dataclass
class Content:
    """Everything an edition holds beside its own particulars: unsaved rows, elements in reading order."""

    elements: list[EditionElement]
    relations: list[EditionRelation] = field(default_factory=list)
    sources: list[EditionSource] = field(default_factory=list)


def working_content(plan: Plan) -> Content:
    """The plan's working tree, relations and sources as they stand; call it under the plan's lock to publish them.

    Raises ``ValidationError`` where the tree is inconsistent.
    """
    _refuse_inconsistent(plan)
    return draft_content(plan)


def draft_content(plan: Plan) -> Content:
    """The same without a lock and without looking at the tree's health: to be shown, not to be kept."""
    passages, sources = _passages_and_sources(plan)
    elements = working_elements(plan, passages=passages, has_sources=bool(sources))
    return Content(elements, _relations(plan, elements), sources)


def working_elements(
    plan: Plan, *, passages: dict[int, list[Passage]], has_sources: bool
) -> list[EditionElement]:
    """The elements of the working tree in reading order, without addresses."""
    columns = (
        "pk", "parent_id", "level", "lft", "rght", "identity_id", "kind", "title", "body", "is_derived",
        "parts_stated", "parts_kind", "responsible__name",
    )  # fmt: skip
    nodes = Element.objects.filter(plan=plan).order_by("lft").values_list(*columns)
    topics = _topics(plan)
    positions: dict[int | None, int | None] = {None: None}
    rows: list[EditionElement] = []
    for pk, parent, depth, lft, rght, identity, kind, title, body, derived, stated, part, unit in nodes:
        positions[pk] = len(rows)
        paragraphs = richtext.paragraphs(body) if body else []
        own = passages.get(identity, [])
        rows.append(
            EditionElement(
                identity_id=identity,
                position=len(rows),
                last_position=len(rows) + (rght - lft) // 2,
                parent_position=positions[parent],
                depth=depth,
                kind=kind,
                title=title,
                body=body,
                text="\n".join(paragraphs),
                is_derived=derived,
                deviates=has_sources and _deviates(title, paragraphs, own, is_root=depth == 0),
                parts_stated=stated,
                parts_kind=part,
                responsible_name=unit or "",
                topics=topics.get(identity, []),
                passages=[{key: value for key, value in p.items() if key != "uid"} for p in own],
            )
        )
    return rows


def taken_from_source(element: Element, *, title: str, paragraphs: list[str]) -> tuple[list[Passage], bool]:
    """The passages of one element, and whether that wording of it would differ from them. Three queries at most."""
    numbers = dict(SourceDocument.objects.filter(plan_id=element.plan_id).values_list("pk", "number"))
    if not numbers:
        return [], False
    found = SourcePassage.objects.filter(document__in=numbers, identity=element.identity_id)
    passages = [
        {"source": numbers[passage.document_id], **_passage(passage)}
        for passage in found.select_related("identity")
        .order_by("document__number", "first_line", "pk")
        .prefetch_related("repairs")
    ]
    return passages, _deviates(title, paragraphs, passages, is_root=element.parent_id is None)


def _refuse_inconsistent(plan: Plan) -> None:
    findings = plan_findings(plan, shared_tree_ids=set())
    if findings:
        raise ValidationError(
            _(
                "The plan's tree is damaged: %(finding)s Have it repaired (check_trees --repair) and try again."
            ),
            code="inconsistent",
            params={"finding": findings[0].text},
        )


def _deviates(title: str, paragraphs: list[str], passages: list[Passage], *, is_root: bool) -> bool:
    """Whether the wording differs from what was taken from the source; passages hold the words after repairs."""
    if not passages:
        return bool(paragraphs) or not is_root
    recorded: dict[int, str] = {}
    for passage in passages:
        if passage["role"] == SourcePassage.Role.PARAGRAPH:
            recorded[passage["paragraph"]] = passage["text"]
        elif passage["role"] in (SourcePassage.Role.TITLE, SourcePassage.Role.DERIVED) and (
            passage["text"] and passage["text"] != title
        ):
            return True
    return [recorded[number] for number in sorted(recorded, key=lambda n: n or 0)] != paragraphs


def _topics(plan: Plan) -> dict[int, list[str]]:
    topics: dict[int, list[str]] = defaultdict(list)
    through = ElementIdentity.topics.through.objects.filter(elementidentity__plan=plan)
    for identity, slug in through.order_by("topic__slug").values_list("elementidentity_id", "topic__slug"):
        topics[identity].append(slug)
    return topics


def _relations(plan: Plan, elements: Iterable[EditionElement]) -> list[EditionRelation]:
    shown = {row.identity_id for row in elements}
    return [
        EditionRelation(source_id=r.source_id, target_id=r.target_id, kind=r.kind, note=r.note)
        for r in Relation.objects.filter(source__plan=plan).order_by("pk")
        if r.source_id in shown
    ]


def _passages_and_sources(plan: Plan) -> tuple[dict[int, list[Passage]], list[EditionSource]]:
    """What every element was made of, by identity, and the documents with all their passages."""
    documents = list(SourceDocument.objects.filter(plan=plan).order_by("number"))
    if not documents:
        return {}, []
    by_identity: dict[int, list[Passage]] = defaultdict(list)
    by_document: dict[int, list[Passage]] = defaultdict(list)
    numbers = {document.pk: document.number for document in documents}
    found = SourcePassage.objects.filter(document__plan=plan).select_related("identity")
    for passage in found.order_by("document__number", "first_line", "pk").prefetch_related("repairs"):
        value = _passage(passage)
        by_document[passage.document_id].append(value)
        if passage.identity_id:
            by_identity[passage.identity_id].append({"source": numbers[passage.document_id], **value})
    sources = [
        EditionSource(
            number=d.number, title=d.title, file_name=d.file_name, text=d.text, passages=by_document[d.pk]
        )
        for d in documents
    ]
    return by_identity, sources


def _passage(passage: SourcePassage) -> Passage:
    return {
        "first": passage.first_line,
        "last": passage.last_line,
        "role": passage.role,
        "uid": str(passage.identity.uid) if passage.identity else None,
        "paragraph": passage.paragraph,
        "text": passage.text,
        "note": passage.note,
        "repairs": [
            {"kind": repair.kind, "before": repair.before, "after": repair.after, "why": repair.why}
            for repair in passage.repairs.all()
        ],
    }
