"""A plan, or one element of it, as citizens would read it if it were published now. Nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.core import richtext
from apps.publishing.addresses import assign
from apps.publishing.models import Edition, EditionElement
from apps.publishing.publish import particulars
from apps.publishing.rendering import Fragments, render_draft, render_draft_element
from apps.publishing.working import draft_content
from apps.strategies.kinds import Kind
from apps.strategies.models import Element, Plan


@dataclass(frozen=True)
class Draft:
    """``edition`` is unsaved: it has the particulars of the plan, and neither number nor date."""

    edition: Edition
    fragments: Fragments


def draft_of(plan: Plan, language: str) -> Draft:
    """The working tree of ``plan`` rendered as an edition would be; the same number of queries at any size."""
    content = draft_content(plan)
    assign(plan, content.elements)
    return Draft(particulars(plan), render_draft(content.elements, language))


def element_as_published(element: Element, children: Sequence[str], language: str) -> str:
    """The element, with the content it has in memory, as safe HTML of the public page; ``children`` are their kinds.

    What is said of it beside its text counts its children, but neither its source nor its neighbours.
    """
    text = richtext.canonical(element.body)
    root = EditionElement(position=0, depth=0, kind=Kind.DOCUMENT, body="" if element.parent_id else text)
    if element.parent_id is None:
        return render_draft_element([root], 0, language)
    row = EditionElement(
        position=1,
        last_position=1 + len(children),
        parent_position=0,
        depth=max(element.level, 1),
        kind=element.kind,
        title=element.title,
        slug="element",
        body=text,
        is_derived=element.is_derived,
        parts_stated=element.parts_stated,
        parts_kind=element.parts_kind,
        responsible_name=element.responsible.name if element.responsible else "",
    )
    below = [
        EditionElement(position=2 + number, parent_position=1, depth=row.depth + 1, kind=kind)
        for number, kind in enumerate(children)
    ]
    return render_draft_element([root, row, *below], 1, language)
