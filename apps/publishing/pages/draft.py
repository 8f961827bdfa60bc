"""A plan, or one element of it, as citizens would read it if it were published now. Nothing is written."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from apps.core import richtext
from apps.publishing.addresses import assign
from apps.publishing.comparison.pending_changes import marks_of
from apps.publishing.content import draft_content, taken_from_source
from apps.publishing.models import Edition, EditionElement
from apps.publishing.operations.publish import particulars
from apps.publishing.pages.fragments import Fragments
from apps.publishing.pages.render import render_draft, render_draft_element
from apps.strategies import tree
from apps.strategies.kinds import Kind
from apps.strategies.models import Element, Plan


@dataclass(frozen=True)
class Draft:
    """``edition`` is unsaved: it has the particulars of the plan, and neither number nor date."""

    edition: Edition
    fragments: Fragments
    changes: "Changes | None"


@dataclass(frozen=True)
class Changes:
    """How a draft differs from ``edition``, the one that citizens read: its elements in reading order, and what it leaves out."""

    edition: Edition
    new: list[EditionElement]
    changed: list[EditionElement]
    moved: list[EditionElement]
    removed: list[EditionElement]
    particulars: bool

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changed or self.moved or self.removed or self.particulars)

    def in_words(self) -> dict[int, str]:
        """What to say beside each element, by identity."""
        said: dict[int, list[str]] = {}
        told = ((self.new, _("New")), (self.changed, _("Changed")), (self.moved, _("Moved")))
        for elements, word in told:
            for element in elements:
                said.setdefault(element.identity_id or 0, []).append(word)
        return {
            identity: ", ".join([words[0], *map(str.lower, words[1:])]) for identity, words in said.items()
        }


def draft_of(plan: Plan, language: str) -> Draft:
    """The working tree of ``plan`` rendered as an edition would be; the same number of queries at any size."""
    content = draft_content(plan)
    assign(plan, content.elements)
    changes = _changes(plan, content.elements)
    with translation.override(language):
        differs = changes.in_words() if changes else {}
    partners = {key: [(row.slug, row.name) for row in rows] for key, rows in content.partners.items()}
    return Draft(particulars(plan), render_draft(content.elements, language, differs, partners), changes)


def _changes(plan: Plan, elements: list[EditionElement]) -> Changes | None:
    """None where citizens read nothing of the plan yet: all of it is new."""
    current = Edition.objects.filter(plan=plan, is_current=True).first()
    marks = marks_of([plan.pk]).get(plan.pk) if current else None
    if current is None or marks is None:
        return None
    removed = current.elements.filter(identity__in=marks.removed).order_by("position")

    def among(which: set[int]) -> list[EditionElement]:
        return [row for row in elements if row.identity_id in which]

    return Changes(
        edition=current,
        new=among(marks.new),
        changed=among(marks.changed),
        moved=among(marks.moved),
        removed=list(removed.only("title")),
        particulars=marks.particulars,
    )


def element_as_published(element: Element, language: str) -> str:
    """The element, with the content it has in memory, as safe HTML of the public page.

    It stands where it will stand: under the heading it belongs to, between its neighbours, over its own parts, of all of which
    there is no more than the heading; and with what the margin says of its source.
    """
    return _among(element, list(_around(element)), language)


def new_element_as_published(element: Element, *, after: int | str, language: str) -> str:
    """The same of an element that is not in the tree yet, as it would stand ``after`` a child of its parent, first or last."""
    parent, siblings = element.parent, list(_headings(Q(parent=element.parent_id), element.plan_id))
    keys = [sibling.pk for sibling in siblings]
    at = len(keys) if after not in keys else keys.index(after) + 1
    if after == tree.FIRST:
        at = 0
    over = [parent] if parent and parent.parent_id else []
    return _among(element, [*over, *siblings[max(at - 1, 0) : at], element, *siblings[at : at + 1]], language)


def _among(element: Element, around: list[Element], language: str) -> str:
    """``element`` with its content in memory, of all others ``around`` it the heading."""
    rows = [EditionElement(position=0, depth=0, kind=Kind.DOCUMENT)]
    if element.parent_id is None:
        rows[0] = _row(element, 0, None)
    own = 0
    for other in around:
        position = len(rows)
        if other == element:
            own = position
            rows.append(_row(element, position, 0))
        else:
            parent = own if own and other.parent_id == element.pk else 0
            rows.append(_heading(other, position, parent))
    below = sum(other.parent_id == element.pk for other in around) if element.pk else 0
    rows[own].last_position = own + below
    return render_draft_element(rows, own, language)


def _around(element: Element) -> QuerySet[Element]:
    """The element, its parent, its neighbours and its children, in reading order, without their text."""
    near = Q(pk=element.pk) | Q(parent=element.pk) | Q(pk=element.parent_id)
    near |= Q(parent=element.parent_id) & (Q(rght=element.lft - 1) | Q(lft=element.rght + 1))
    return _headings(near, element.plan_id)


def _headings(which: Q, plan_id: int) -> QuerySet[Element]:
    rows = Element.objects.filter(which, plan_id=plan_id).without_root().order_by("lft")
    return rows.only("parent", "kind", "title", "level")


def _row(element: Element, position: int, parent: int | None) -> EditionElement:
    body = richtext.canonical(element.body)
    passages, deviates = taken_from_source(element, title=element.title, paragraphs=richtext.paragraphs(body))
    return EditionElement(
        position=position,
        last_position=position,
        parent_position=parent,
        depth=element.level,
        kind=element.kind,
        title=element.title,
        slug="element",
        body=body,
        is_derived=element.is_derived,
        deviates=deviates,
        parts_stated=element.parts_stated,
        parts_kind=element.parts_kind,
        responsible_name=element.responsible.name if element.responsible else "",
        starts_on=element.starts_on,
        ends_on=element.ends_on,
        is_continuous=element.is_continuous,
        passages=passages,
    )


def _heading(element: Element, position: int, parent: int) -> EditionElement:
    return EditionElement(
        position=position,
        last_position=position,
        parent_position=parent,
        depth=element.level,
        kind=element.kind,
        title=element.title,
        slug=f"element-{position}",
    )
