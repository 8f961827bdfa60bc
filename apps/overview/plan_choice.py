"""Which two plans a reader chose to compare, and what there is to choose among."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from apps.publishing import reading
from apps.publishing.models import Edition


@dataclass(frozen=True, slots=True)
class Option:
    """A plan or an earlier edition of one, as an address names it: ``herning/vores-plan`` or ``herning/vores-plan/2``."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what stands in the address, and the edition it names; None where it names none."""

    value: str
    edition: Edition | None = None
    earlier: list[Option] = field(default_factory=list)  # the plan's editions, where it has several

    @property
    def is_unknown(self) -> bool:
        return bool(self.value) and self.edition is None


@dataclass(frozen=True, slots=True)
class PlanChoice:
    a: Side
    b: Side
    groups: list[Group]

    @property
    def editions(self) -> tuple[Edition, Edition] | None:
        """The two, where both were chosen and are there."""
        return (self.a.edition, self.b.edition) if self.a.edition and self.b.edition else None

    @property
    def is_unknown(self) -> bool:
        return self.a.is_unknown or self.b.is_unknown

    @property
    def problem(self) -> str:
        """Why nothing is compared, in words; empty where nothing was chosen yet."""
        if self.is_unknown:
            return _(
                "There is no such plan, or it is no longer public. Choose among those that are listed here."
            )
        if (two := self.editions) and two[0].pk == two[1].pk:
            return _("You chose the same plan twice. Choose another beside it.")
        if (self.a.value or self.b.value) and not self.editions:
            return _("Choose a plan on either side.")
        return ""


def plan_choice(first: str, second: str) -> PlanChoice:
    """What two words of an address choose. Four queries at most: all published plans, and the editions of those chosen."""
    published = list(reading.current_editions().defer("remarks"))
    by_value = {_value(edition): edition for edition in published}
    grouped = groupby(published, key=lambda edition: edition.plan.municipality.name)
    groups = [Group(name, [Option(_value(e), e.title) for e in editions]) for name, editions in grouped]
    return PlanChoice(_side(first, by_value), _side(second, by_value), groups)


def _value(edition: Edition) -> str:
    return f"{edition.plan.municipality.slug}/{edition.plan.slug}"


def _side(word: str, published: dict[str, Edition]) -> Side:
    plan, _slash, number = word.rpartition("/")
    if "/" not in plan:
        plan, number = word, ""
    current = published.get(plan)
    if current is None:
        return Side(word)
    editions = {str(edition.number): edition for edition in reading.editions_of(current).defer("remarks")}
    chosen = editions.get(number or str(current.number))
    if chosen is not None:
        chosen.plan = current.plan
    value = plan if chosen is not None and chosen.is_current else word
    return Side(value, chosen, _options(plan, editions.values()) if len(editions) > 1 else [])


def _options(plan: str, newest_first: Iterable[Edition]) -> list[Option]:
    return [
        Option(
            plan if edition.is_current else f"{plan}/{edition.number}",
            _("Edition %(number)s, newest") % {"number": edition.number}
            if edition.is_current
            else _("Edition %(number)s") % {"number": edition.number},
        )
        for edition in newest_first
    ]
