"""The source documents of a loaded plan, and what became of each of their lines."""

from collections.abc import Iterator
from itertools import pairwise

from apps.imports.body import plain
from apps.imports.plan_values import Aside, Node, PlanFile, Repair
from apps.imports.sources import Sources
from apps.strategies.models import ElementIdentity, Plan, SourceDocument, SourcePassage, SourceRepair

Role = SourcePassage.Role
Found = tuple[SourcePassage, tuple[Repair, ...]]


def write_sources(plan_file: PlanFile, sources: Sources, *, plan: Plan) -> None:
    """Keep the sources of ``plan`` verbatim, with a passage for every line that has words, and the repairs."""
    documents = {}
    for number, source in enumerate(plan_file.sources, start=1):
        documents[source.key] = SourceDocument.objects.create(
            plan=plan,
            number=number,
            title=source.title,
            file_name=source.file,
            text=sources[source.key].text,
            sha256=source.sha256,
        )
    identities = {identity.uid: identity for identity in ElementIdentity.objects.filter(plan=plan)}
    found: list[Found] = []
    for node in plan_file.root.walk():
        found += _of_element(node, documents, identities[node.uid])
    found += _set_aside(plan_file, documents)
    found.sort(key=lambda item: (item[0].document.number, item[0].first_line))
    SourcePassage.objects.bulk_create([passage for passage, _repairs in found])
    SourceRepair.objects.bulk_create(
        SourceRepair(
            passage=passage,
            kind=repair.kind,
            before=plain(repair.before),
            after=plain(repair.after),
            why=repair.why,
        )
        for passage, repairs in found
        for repair in repairs
    )


def _of_element(
    node: Node, documents: dict[str, SourceDocument], identity: ElementIdentity
) -> Iterator[Found]:
    if node.place:
        document = documents[node.place.source]
        for first, last in ranges(node.place.lines):
            yield _passage(document, first, last, Role.TITLE, identity, text=node.title), node.repairs
    if node.derived:
        document, line = documents[node.derived.place.source], node.derived.place.lines[0]
        passage = _passage(document, line, line, Role.DERIVED, identity, text=node.title)
        passage.note = node.derived.quote
        yield passage, ()
    for number, paragraph in enumerate(node.paragraphs, start=1):
        if not paragraph.place:
            continue
        repairs = paragraph.repairs
        for first, last in ranges(paragraph.place.lines):
            document = documents[paragraph.place.source]
            passage = _passage(document, first, last, Role.PARAGRAPH, identity, text=plain(paragraph.text))
            passage.paragraph = number
            yield passage, repairs
            repairs = ()  # told once, at the first piece


def _set_aside(plan_file: PlanFile, documents: dict[str, SourceDocument]) -> Iterator[Found]:
    asides: list[tuple[Aside, Role]] = [(aside, Role.FURNITURE) for aside in plan_file.furniture]
    asides += [(aside, Role.LABEL) for aside in plan_file.labels]
    for aside, role in asides:
        for first, last in ranges(aside.place.lines):
            yield _passage(documents[aside.place.source], first, last, role, note=aside.why), ()
    for duplicate in plan_file.duplicates:
        for first, last in ranges(duplicate.place.lines):
            document = documents[duplicate.place.source]
            yield _passage(document, first, last, Role.DUPLICATE, text=duplicate.text, note=duplicate.why), ()


def _passage(
    document: SourceDocument,
    first: int,
    last: int,
    role: Role,
    identity: ElementIdentity | None = None,
    *,
    text: str = "",
    note: str = "",
) -> SourcePassage:
    return SourcePassage(
        document=document,
        first_line=first,
        last_line=last,
        role=role,
        identity=identity,
        text=text,
        note=note,
    )


def ranges(lines: tuple[int, ...]) -> list[tuple[int, int]]:
    """Neighbouring lines as (first, last)."""
    ordered = sorted(lines)
    ends = [this for this, following in pairwise(ordered) if following != this + 1] + ordered[-1:]
    starts = ordered[:1] + [following for this, following in pairwise(ordered) if following != this + 1]
    return list(zip(starts, ends, strict=True))
