"""One element of the working tree with its surroundings, beside what is published of it."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from apps.core.collation import danish_key
from apps.publishing.comparison.compare import Change
from apps.publishing.comparison.facts import FactChange, Named
from apps.publishing.comparison.pending_element import ReadElement, pending_element, read_element
from apps.publishing.comparison.snapshot import told_facts
from apps.publishing.comparison.told_beside import ToldBeside
from apps.publishing.models import Edition, EditionElement
from apps.strategies.history.timeline import TimelineEntry, timeline
from apps.strategies.kinds import Kind
from apps.strategies.models import Element, ElementIdentity
from apps.strategies.period import period_in_words

#: How many events of the history are shown before one asks for all.


@dataclass(frozen=True)
class Beside:
    """The working element against the row of the current edition."""

    change: Change
    facts: list[FactChange]  # what is told neither word by word nor as a move
    former_kind: str
    former_parent: str  # the title of what it stands under in the edition, if that is another
    moved_among_siblings: bool

    @property
    def words_differ(self) -> bool:
        return bool(self.change.title or self.change.text)

    @property
    def tells_more_than_facts(self) -> bool:
        """Whether the words, the kind or the place differ."""
        words = self.words_differ or self.change.formatting_changed
        return bool(words or self.former_kind or self.former_parent or self.moved_among_siblings)

    @property
    def is_same(self) -> bool:
        """Whether the edition says just the same in the same place."""
        return self.change.is_empty and not (self.former_parent or self.moved_among_siblings)


@dataclass(frozen=True)
class WorkingElementSheet:
    """Everything the page of one element shows. ``element`` is None where it was deleted."""

    identity: ElementIdentity
    element: Element | None
    title: str
    kind: str
    ancestors: list[Element]
    children: list[Element]
    previous: Element | None
    next: Element | None
    topics: list[Named]
    partners: list[str]
    period: str
    edition: Edition | None
    published: EditionElement | None
    beside: Beside | None
    history: list[TimelineEntry]
    older: int

    @property
    def is_root(self) -> bool:
        return self.element is not None and self.element.parent_id is None


def sheet_of(identity: ElementIdentity, *, whole_history: bool = False) -> WorkingElementSheet:
    """The element as it stands, its surroundings, what citizens read of it and the history; ``identity`` comes with its
    element. The same queries at any size."""
    element = getattr(identity, "element", None)
    if element:
        element.plan = identity.plan
    read = read_element(identity.pk)
    edition = read.edition if read else Edition.objects.current().filter(plan=identity.plan_id).first()
    around = _around(element) if element else []
    siblings = [row for row in around if element and row.parent_id == element.parent_id]
    at = next((i for i, row in enumerate(siblings) if row.identity_id == identity.pk), 0)
    last = element or Element.history.filter(identity=identity).order_by("-history_id").first()
    events = timeline(identity, to_restore=False)
    told = last or (read.row if read else None)
    shown = events if whole_history else events[: settings.WORKSPACE_RECENT_CHANGES]
    beside = ToldBeside.of_element(identity.pk)
    return WorkingElementSheet(
        identity=identity,
        element=element,
        title=told.title if told else identity.plan.title,
        kind=str(Kind(told.kind).label) if told else "",
        ancestors=[row for row in around if element and row.lft < element.lft and row.rght > element.rght],
        children=[row for row in around if element and row.parent_id == element.pk],
        previous=siblings[at - 1] if at else None,
        next=siblings[at + 1] if at + 1 < len(siblings) else None,
        topics=_names(beside, "topic"),
        partners=[each.name for each in _names(beside, "partner")],
        period=period_in_words(element.starts_on, element.ends_on, element.is_continuous) if element else "",
        edition=edition,
        published=read.row if read else None,
        beside=_beside(element, read, beside) if element and read else None,
        history=shown,
        older=len(events) - len(shown),
    )


def _names(beside: ToldBeside, what: str) -> list[Named]:
    """The topics or partners as they are now, in Danish order."""
    return sorted((row.named for row in beside.of(what, is_now=True)), key=lambda each: danish_key(each.name))


def _around(element: Element) -> list[Element]:
    """What the element stands under, itself with its siblings, and what stands right under it, without their texts."""
    above = Q(lft__lt=element.lft, rght__gt=element.rght)
    beside = Q(parent_id=element.parent_id) if element.parent_id else Q(pk=element.pk)
    near = above | beside | Q(parent_id=element.pk)
    rows = Element.objects.filter(near, plan_id=element.plan_id)
    return list(rows.select_related("identity").defer("body").in_reading_order())


def _beside(element: Element, read: ReadElement, told: ToldBeside) -> Beside:
    pending = pending_element(element, read, beside=told)
    change = pending.change
    return Beside(
        change=change,
        facts=told_facts(change, pending.titles),
        former_kind=str(Kind(read.row.kind).label) if change.kind_changed else "",
        former_parent=pending.former_parent,
        moved_among_siblings=pending.is_moved and not pending.former_parent,
    )
