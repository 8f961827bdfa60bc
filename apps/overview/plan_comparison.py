"""Two plans beside each other: what they have in common word by word, and what stands in one of them only."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.richtext import Words, compare_words, shortened
from apps.core.text import shortened as cut
from apps.publishing import reading
from apps.publishing.comparison.pairing import How, Pair, pair
from apps.publishing.models import Edition, EditionElement, EditionRelation
from apps.strategies.models import Relation

_HOW: dict[How, Promise] = {
    How.SAME: _("The same element"),
    How.CARRIED: _("Carried on from one plan to the other"),
    How.TITLE: _("Paired because the titles are alike"),
    How.WORDING: _("Paired because the words are alike"),
}
#: Texts that have less than this in common are read beside each other: their differences would be all there is to read.
_ALIKE = 0.6
_TEXT = 600  # characters of a text that is read beside another


@dataclass(frozen=True, slots=True)
class BesideElement:
    """An element of one plan beside one of the other: ``text`` is what differs, word by word, where they are alike enough for it."""

    old: EditionElement
    new: EditionElement
    how: str
    text: Words
    old_text: str  # where they are not, the texts themselves, shortened
    new_text: str

    @property
    def is_same(self) -> bool:
        return self.old.title == self.new.title and self.old.text == self.new.text


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """Two editions of different plans: the pairs, and the elements that have no other beside them."""

    old: Edition
    new: Edition
    differing: list[BesideElement]
    same: list[BesideElement]
    only_old: list[EditionElement]
    only_new: list[EditionElement]
    guessed: int  # pairs that were found by their words
    is_kindred: bool  # otherwise so little was paired that both plans are best read as they are
    outlines: tuple[list[EditionElement], list[EditionElement]]
    successor: Edition | None  # the one of the two that takes the other's place

    @property
    def editions(self) -> tuple[Edition, Edition]:
        return self.old, self.new

    @property
    def paired(self) -> int:
        return len(self.differing) + len(self.same)


def compare_plans(old: Edition, new: Edition) -> PlanComparison:
    """The two plans, element by element; what stands before their first elements is not compared. Three queries."""
    before, after = ([row for row in reading.outline(each) if row.depth] for each in (old, new))
    found = pair(before, after, _carried(old, new))
    beside = [_beside(each) for each in found.pairs]
    return PlanComparison(
        old=old,
        new=new,
        differing=[each for each in beside if not each.is_same],
        same=[each for each in beside if each.is_same],
        only_old=found.only_old,
        only_new=found.only_new,
        guessed=sum(each.how in (How.TITLE, How.WORDING) for each in found.pairs),
        is_kindred=found.is_kindred,
        outlines=(before, after),
        successor=next((one for one, other in ((old, new), (new, old)) if _succeeds(one, other)), None),
    )


def _succeeds(one: Edition, other: Edition) -> bool:
    return one.is_current and other.is_current and one.succeeds_id == other.plan_id


def _carried(old: Edition, new: Edition) -> list[tuple[int, int]]:
    """Which elements of ``old`` became which of ``new``, or the other way round, as the plans state it."""
    stated = EditionRelation.objects.filter(edition__in=(old, new), kind__in=Relation.SUCCESSION)
    rows = stated.exclude(kind=Relation.Kind.DROPS).order_by("pk")
    pairs = rows.values_list("edition_id", "source_id", "target_id")
    return [(target, source) if edition == new.pk else (source, target) for edition, source, target in pairs]


def _beside(found: Pair) -> BesideElement:
    old, new = found.old, found.new
    words = compare_words(old.text, new.text) if old.text != new.text else []
    if words and _share(words) < _ALIKE:
        return BesideElement(old, new, str(_HOW[found.how]), [], cut(old.text, _TEXT), cut(new.text, _TEXT))
    return BesideElement(old, new, str(_HOW[found.how]), shortened(words), "", "")


def _share(words: Words) -> float:
    """How much of both texts is in both, from 0 to 1."""
    equal = sum(len(text) for op, text in words if op == "equal")
    return 2 * equal / (equal + sum(len(text) for _op, text in words))
