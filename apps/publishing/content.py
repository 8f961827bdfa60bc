"""The working tree of a plan as the rows an edition of it would have; nothing is written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.core import richtext
from apps.publishing.models import (
    Edition,
    EditionElement,
    EditionPartner,
    EditionRelation,
    EditionSource,
    EditionTopic,
)
from apps.strategies.models import (
    Element,
    ElementIdentity,
    Partner,
    Plan,
    Relation,
    SourceDocument,
    SourcePassage,
)
from apps.strategies.models.source import WithOriginal
from apps.strategies.tree.integrity import plan_findings

Passage = dict[str, Any]
Origins = tuple[dict[int, list[Passage]], list[EditionSource]]


@dataclass
class Content:
    """Everything an edition holds beside its own particulars: elements in reading order, topics and partners by identity."""

    elements: list[EditionElement]
    relations: list[EditionRelation] = field(default_factory=list)
    sources: list[EditionSource] = field(default_factory=list)
    topics: dict[int, list[EditionTopic]] = field(default_factory=dict)
    partners: dict[int, list[EditionPartner]] = field(default_factory=dict)

    @classmethod
    def of(cls, edition: Edition) -> Self:
        """What is stored of ``edition``. Five queries."""
        beside: list[dict[int, list[Any]]] = []
        for model in (EditionTopic, EditionPartner):
            of_identity: dict[int, list[Any]] = defaultdict(list)
            rows = model._default_manager.filter(element__edition=edition)
            for row in rows.order_by("pk").select_related("element"):
                of_identity[row.element.identity_id].append(row)
            beside.append(dict(of_identity))
        return cls(
            list(edition.elements.order_by("position")),
            list(edition.relations.order_by("pk")),
            list(edition.sources.order_by("number")),
            *beside,
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
    return Content(elements, _relations(plan, elements), sources, _topics(plan), _partners(plan))


def working_elements(
    plan: Plan, *, passages: dict[int, list[Passage]], has_sources: bool
) -> list[EditionElement]:
    """The elements of the working tree in reading order, without addresses."""
    columns = (
        "pk", "parent_id", "level", "lft", "rght", "identity_id", "kind", "title", "body", "is_derived",
        "parts_stated", "parts_kind", *_RESPONSIBILITY,
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
                **_responsibility(*unit),
                passages=[{key: value for key, value in p.items() if key != "uid"} for p in own],
            )
        )
    return rows


_RESPONSIBILITY = (
    "responsible_id", "responsible__slug", "responsible__name", "contact", "starts_on", "ends_on", "is_continuous",
)  # fmt: skip


def _responsibility(
    committee: int | None,
    slug: str | None,
    name: str | None,
    contact: str,
    starts_on: date | None,
    ends_on: date | None,
    is_continuous: bool,
) -> dict[str, Any]:
    """Who is responsible and when, as an edition's element says it."""
    return {
        "responsible_id": committee,
        "responsible_slug": slug or "",
        "responsible_name": name or "",
        "contact": contact,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "is_continuous": is_continuous,
    }


def taken_from_source(
    element: Element, *, title: str, paragraphs: list[str], has_sources: bool | None = None
) -> tuple[list[Passage], bool]:
    """The passages of one element, and whether that wording of it would differ from them. Two queries at most.

    ``has_sources`` says whether the plan has any, where that is known: one query less.
    """
    if has_sources is False:
        return [], False
    # What is not saved yet has no identity, and there are passages that belong to none.
    own = {"identity": element.identity_id, "identity__isnull": False}
    found = _passages(document__plan=element.plan_id, **own)
    passages = [{"source": row.number, **row.value} for row in found]
    sources = SourceDocument.objects.filter(plan_id=element.plan_id)
    if not passages and not (has_sources or sources.exists()):
        return [], False
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


def _partners(plan: Plan) -> dict[int, list[EditionPartner]]:
    """Who takes part in each element, by identity and in the order of their addresses."""
    rows = Partner.objects.filter(element__plan=plan)
    columns = ("committee__slug", "committee__name", "committee_id", "element__identity_id")
    partners: dict[int, list[EditionPartner]] = defaultdict(list)
    for slug, name, committee, identity in sorted(rows.values_list(*columns)):
        partners[identity].append(EditionPartner(committee_id=committee, slug=slug, name=name))
    return dict(partners)


def _relations(plan: Plan, elements: Iterable[EditionElement]) -> list[EditionRelation]:
    shown = {row.identity_id for row in elements}
    return [
        EditionRelation(source_id=r.source_id, target_id=r.target_id, kind=r.kind, note=r.note)
        for r in Relation.objects.filter(source__plan=plan).order_by("pk")
        if r.source_id in shown
    ]


def passages_and_sources(plan_ids: Iterable[int]) -> dict[int, Origins]:
    """Of each plan what every element was made of, by identity, and the documents with all their passages. Two queries."""
    found: dict[int, Origins] = {pk: ({}, []) for pk in plan_ids}
    documents = list(SourceDocument.objects.filter(plan__in=found).order_by("number"))
    by_document: dict[int, list[Passage]] = defaultdict(list)
    of = {document.pk: document for document in documents}
    for row in _passages(document__in=of):
        by_document[row.document].append(row.value)
        if row.identity:
            by_identity = found[of[row.document].plan_id][0]
            by_identity.setdefault(row.identity, []).append({"source": row.number, **row.value})
    for d in documents:
        source = EditionSource(
            number=d.number, title=d.title, file_name=d.file_name, text=d.text, passages=by_document[d.pk],
            **{field.name: getattr(d, field.name) for field in WithOriginal._meta.fields},
        )  # fmt: skip
        found[d.plan_id][1].append(source)
    return found


def passages_of_documents(plan_ids: Iterable[int]) -> dict[tuple[int, int], list[Passage]]:
    """The passages of each document by its plan and number, without the documents' texts. One query."""
    found: dict[tuple[int, int], list[Passage]] = defaultdict(list)
    for row in _passages(document__plan__in=list(plan_ids)):
        found[row.plan, row.number].append(row.value)
    return found


class _PassageRow(NamedTuple):
    plan: int
    document: int
    number: int
    identity: int | None
    value: Passage


_PASSAGE = (
    "pk", "document__plan_id", "document_id", "document__number", "identity_id", "first_line", "last_line", "role",
    "identity__uid", "paragraph", "text", "note",
)  # fmt: skip
_REPAIR = ("kind", "before", "after", "why")


def _passages(**wanted: Any) -> list[_PassageRow]:
    """Passages in the order of their documents, each with its repairs. One query, a row for each repair."""
    rows = SourcePassage.objects.filter(**wanted)
    ordered = rows.order_by("document__number", "first_line", "pk", "repairs__pk")
    found: dict[int, _PassageRow] = {}
    for (
        pk,
        *of,
        first,
        last,
        role,
        uid,
        paragraph,
        text,
        note,
        repair,
        kind,
        before,
        after,
        why,
    ) in ordered.values_list(*_PASSAGE, "repairs__pk", *(f"repairs__{name}" for name in _REPAIR)):
        if pk not in found:
            value = {
                "first": first,
                "last": last,
                "role": role,
                "uid": str(uid) if uid else None,
                "paragraph": paragraph,
                "text": text,
                "note": note,
                "repairs": [],
            }
            found[pk] = _PassageRow._make([*of, value])
        if repair:
            told = zip(_REPAIR, (kind, before, after, why), strict=True)
            found[pk].value["repairs"].append(dict(told))
    return list(found.values())
