"""The working tree of a plan as the rows an edition of it would have; nothing is written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.core import richtext
from apps.publishing.models import Edition, EditionElement, EditionRelation, EditionSource, EditionTopic
from apps.strategies.models import Element, ElementIdentity, Plan, Relation, SourceDocument, SourcePassage
from apps.strategies.tree.integrity import plan_findings

Passage = dict[str, Any]
Origins = tuple[dict[int, list[Passage]], list[EditionSource]]


@dataclass
class Content:
    """Everything an edition holds beside its own particulars: elements in reading order, topics by identity."""

    elements: list[EditionElement]
    relations: list[EditionRelation] = field(default_factory=list)
    sources: list[EditionSource] = field(default_factory=list)
    topics: dict[int, list[EditionTopic]] = field(default_factory=dict)

    @classmethod
    def of(cls, edition: Edition) -> Self:
        """What is stored of ``edition``. Four queries."""
        topics: dict[int, list[EditionTopic]] = defaultdict(list)
        for topic in (
            EditionTopic.objects.filter(element__edition=edition).order_by("pk").select_related("element")
        ):
            topics[topic.element.identity_id].append(topic)
        return cls(
            list(edition.elements.order_by("position")),
            list(edition.relations.order_by("pk")),
            list(edition.sources.order_by("number")),
            dict(topics),
        )


def working_content(plan: Plan) -> Content:
    """The plan's working tree, relations and sources as they stand; call it under the plan's lock to publish them.

    Raises ``ValidationError`` where the tree is inconsistent.
    """
    _refuse_inconsistent(plan)
    return draft_content(plan)


def draft_content(plan: Plan) -> Content:
    """The same without a lock and without looking at the tree's health: to be shown, not to be kept."""
    passages, sources = passages_and_sources([plan.pk])[plan.pk]
    elements = working_elements(plan, passages=passages, has_sources=bool(sources))
    return Content(elements, _relations(plan, elements), sources, _topics(plan))


def working_elements(
    plan: Plan, *, passages: dict[int, list[Passage]], has_sources: bool
) -> list[EditionElement]:
    """The elements of the working tree in reading order, without addresses."""
    columns = (
        "pk", "parent_id", "level", "lft", "rght", "identity_id", "kind", "title", "body", "is_derived",
        "parts_stated", "parts_kind", "responsible_id", "responsible__slug", "responsible__name",
    )  # fmt: skip
    nodes = Element.objects.filter(plan=plan).order_by("lft").values_list(*columns)
    positions: dict[int | None, int | None] = {None: None}
    rows: list[EditionElement] = []
    for pk, parent, depth, lft, rght, identity, kind, title, body, derived, stated, part, *unit in nodes:
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
                responsible_id=unit[0],
                responsible_slug=unit[1] or "",
                responsible_name=unit[2] or "",
                passages=[{key: value for key, value in p.items() if key != "uid"} for p in own],
            )
        )
    return rows


def taken_from_source(element: Element, *, title: str, paragraphs: list[str]) -> tuple[list[Passage], bool]:
    """The passages of one element, and whether that wording of it would differ from them. Three queries at most."""
    numbers = dict(SourceDocument.objects.filter(plan_id=element.plan_id).values_list("pk", "number"))
    if not numbers:
        return [], False
    # What is not saved yet has no identity, and there are passages that belong to none.
    found = SourcePassage.objects.filter(
        document__in=numbers, identity=element.identity_id, identity__isnull=False
    )
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


def _topics(plan: Plan) -> dict[int, list[EditionTopic]]:
    """The topics of each identity by address; sorted here, because databases sort by rules of their own."""
    through = ElementIdentity.topics.through.objects.filter(elementidentity__plan=plan)
    columns = ("topic__slug", "topic__name", "topic_id", "elementidentity_id")
    topics: dict[int, list[EditionTopic]] = defaultdict(list)
    for slug, name, topic, identity in sorted(through.values_list(*columns)):
        topics[identity].append(EditionTopic(topic_id=topic, slug=slug, name=name))
    return dict(topics)


def _relations(plan: Plan, elements: Iterable[EditionElement]) -> list[EditionRelation]:
    shown = {row.identity_id for row in elements}
    return [
        EditionRelation(source_id=r.source_id, target_id=r.target_id, kind=r.kind, note=r.note)
        for r in Relation.objects.filter(source__plan=plan).order_by("pk")
        if r.source_id in shown
    ]


def passages_and_sources(plan_ids: Iterable[int]) -> dict[int, Origins]:
    """Of each plan what every element was made of, by identity, and the documents with all their passages. Three queries."""
    found: dict[int, Origins] = {pk: ({}, []) for pk in plan_ids}
    documents = list(SourceDocument.objects.filter(plan__in=found).order_by("number"))
    by_document: dict[int, list[Passage]] = defaultdict(list)
    of = {document.pk: document for document in documents}
    passages = SourcePassage.objects.filter(document__in=of).select_related("identity")
    for passage in passages.order_by("document__number", "first_line", "pk").prefetch_related("repairs"):
        value, document = _passage(passage), of[passage.document_id]
        by_document[document.pk].append(value)
        if passage.identity_id:
            by_identity = found[document.plan_id][0]
            by_identity.setdefault(passage.identity_id, []).append({"source": document.number, **value})
    for d in documents:
        source = EditionSource(
            number=d.number, title=d.title, file_name=d.file_name, text=d.text, passages=by_document[d.pk]
        )
        found[d.plan_id][1].append(source)
    return found


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
