"""What became of a plan in the next period: each element with its successor, word by word."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Min
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.richtext import Words, compare_words, shortened
from apps.publishing.models import Edition, EditionElement, EditionRelation
from apps.publishing.reading import outline
from apps.strategies.models import Element, Plan, Relation

#: In the order in which they are told.
_HEADINGS: dict[str, Promise] = {
    Relation.Kind.REWRITES: _("Worded anew"),
    Relation.Kind.MERGES: _("Merged"),
    Relation.Kind.SPLITS: _("Divided"),
    Relation.Kind.CARRIES_ON: _("Carried on"),
    Relation.Kind.DROPS: _("Dropped"),
}
#: Elements of the old plan of which the new one says nothing.
_CAME_LATER, _UNSAID = "came_later", "unsaid"
_HEADINGS_OF_UNSAID: dict[str, Promise] = {
    _CAME_LATER: _("Came to the former plan after the transition"),
    _UNSAID: _("Not said what became of it"),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """An element of the old plan beside one of the new; ``new`` is None where it was dropped."""

    old: EditionElement
    new: EditionElement | None
    note: str
    title: Words
    text: Words

    @property
    def is_same(self) -> bool:
        return not (self.title or self.text)


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    passages: list[Passage]


@dataclass(frozen=True, slots=True)
class Succession:
    former: Edition
    groups: list[Group]
    added: list[EditionElement]


def succession_of(edition: Edition) -> Succession | None:
    """What the plan made of the one whose place it takes; None where citizens cannot read that. Four queries at any size, seven where the new plan says nothing
    of something in the old.
    """
    former = Edition.objects.current().filter(plan=edition.succeeds_id).select_related("plan").first()
    if former is None:
        return None
    old, new = (
        {row.identity_id: row for row in outline(each).defer("passages", "body")}
        for each in (former, edition)
    )
    relations = EditionRelation.objects.filter(edition=edition, kind__in=Relation.SUCCESSION).order_by("pk")
    found: dict[str, list[Passage]] = {kind: [] for kind in _HEADINGS}
    from_old, told = set[int](), set[int]()
    for source, target, kind, note in relations.values_list("source", "target", "kind", "note"):
        if target in old:
            after = None if kind == Relation.Kind.DROPS else new.get(source)
            found[kind].append(_passage(old[target], after, note))
            from_old.add(source)
            told.add(target)
    unsaid = _unsaid(edition, [row for row in old.values() if row.depth and row.identity_id not in told])
    found[Relation.Kind.DROPS] += unsaid.pop(Relation.Kind.DROPS, [])
    groups = [
        Group(str(heading), sorted(passages, key=lambda each: each.old.position))
        for kind, heading in (_HEADINGS | _HEADINGS_OF_UNSAID).items()
        if (passages := found.get(kind) or unsaid.get(kind))
    ]
    added = [row for row in new.values() if row.depth and row.identity_id not in from_old]
    return Succession(former, groups, added)


def _unsaid(edition: Edition, rows: list[EditionElement]) -> dict[str, list[Passage]]:
    """Elements of the old plan of which the edition says nothing, by what that means.

    One that was carried over, or meant to be, and left the new plan again is dropped. One that is younger than the new plan came to
    the old one after it had been carried over. Of others nobody has said anything. No words are taken from here.
    """
    if not rows:
        return {}
    of_plan = Relation.objects.filter(source__plan=edition.plan_id, kind__in=Relation.SUCCESSION)
    carried = set(of_plan.values_list("target", flat=True))
    made = Plan.history.filter(id=edition.plan_id).aggregate(first=Min("history_date"))["first"]
    history = Element.history.filter(identity_id__in=[row.identity_id for row in rows]).order_by()
    began = dict(history.values_list("identity_id").annotate(first=Min("history_date")))
    found: dict[str, list[Passage]] = defaultdict(list)
    for row in rows:
        first = began.get(row.identity_id)
        if row.identity_id in carried:
            kind: str = Relation.Kind.DROPS
        else:
            kind = _CAME_LATER if made and first and first > made else _UNSAID
        found[kind].append(_passage(row, None, ""))
    return found


def _passage(old: EditionElement, new: EditionElement | None, note: str) -> Passage:
    if new is None:
        return Passage(old, None, note, [], [])
    title = compare_words(old.title, new.title) if old.title != new.title else []
    text = compare_words(old.text, new.text) if old.text != new.text else []
    return Passage(old, new, note, shortened(title), shortened(text))
