"""The table of all that an edition says, field by field: what is sealed, what is compared, and how it is put in words.

``digest`` seals every field that is named here, ``compare`` tells of every one, and ``pending_changes`` finds the same
columns in the working tree. A fact that is added here is known to all of them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter, eq
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.danish_words import DanishWords
from apps.publishing.pages.render import source_lines
from apps.strategies.kinds import Kind, Level, Stage

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Values = tuple[Any, ...]


class Named(NamedTuple):
    """Something with an address and a name, as an edition holds it; a part that it does not know is empty."""

    slug: str
    name: str

    def is_same(self, other: "Named") -> bool:
        """Whether both may be the same thing under the same name; what one of them does not know tells nothing."""
        known = [(mine, theirs) for mine, theirs in zip(self, other, strict=True) if mine and theirs]
        return self == other or (bool(known) and all(mine == theirs for mine, theirs in known))


@dataclass(frozen=True)
class Fact:
    """One thing that an edition says of its plan or of an element: the fields that hold it, and how it is said.

    ``in_full`` says it where ``words`` are the same of two that differ. ``working`` names the column of the working tree for
    each field, where there is one.
    """

    name: str
    label: "StrPromise"
    fields: tuple[str, ...]
    words: Callable[..., str]
    in_full: Callable[..., str] | None = None
    same: Callable[[Values, Values], bool] = eq
    working: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_named(self) -> bool:
        """Whether it is something with an address and a name, of which an edition may know only one."""
        return self.same is _same_named

    def of(self, row: object) -> Values:
        return tuple(getattr(row, name) for name in self.fields)

    def change(self, old: object, new: object) -> "FactChange | None":
        """What differs of it between two rows, in words of the language in force."""
        before, after = self.of(old), self.of(new)
        if self.same(before, after):
            return None
        told = FactChange(self.name, self.label, self.words(*before), self.words(*after))
        if told.is_told or self.in_full is None:
            return told
        return FactChange(self.name, self.label, self.in_full(*before), self.in_full(*after))


@dataclass(frozen=True)
class FactChange:
    """A fact that is another than before. Where both are the same in words, ``is_told`` is false: say that it changed."""

    name: str
    label: "StrPromise | str"
    old: str
    new: str

    @property
    def is_told(self) -> bool:
        return self.old != self.new


def changes(facts: Iterable[Fact], old: object, new: object) -> list[FactChange]:
    """What differs of ``facts`` between two rows."""
    return [change for fact in facts if (change := fact.change(old, new))]


def _nothing() -> str:
    return _("not stated")


def none() -> str:
    """What is said where there was nothing of several things that could be there."""
    return _("none")


def _plain(value: Any) -> str:
    return DanishWords(value) if value not in (None, "") else _nothing()


def _years(start: int | None, end: int | None) -> str:
    return f"{start or ''}–{end or ''}" if start or end else _nothing()


def _level(value: str) -> str:
    return str(Level(value).label) if value in Level.values else _plain(value)


def _stage(stage: str, hearing_until: Any) -> str:
    words = str(Stage(stage).label) if stage in Stage.values else _plain(stage)
    return (
        _("%(stage)s until %(day)s") % {"stage": words, "day": _date(hearing_until)}
        if hearing_until
        else words
    )


def _date(value: Any) -> str:
    return date_format(value) if value else _nothing()


def _end(ends_on: Any, is_continuous: bool) -> str:
    return _("continuous") if is_continuous else _date(ends_on)


def _parts(stated: int | None, kind: str) -> str:
    kind_words = str(Kind(kind).label) if kind in Kind.values else kind
    return " ".join(part for part in (str(stated or ""), kind_words) if part) or _nothing()


def _yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")


def _lines(passages: list[dict[str, Any]]) -> str:
    spans = [
        f"{first}–{last}" if first != last else str(first)
        for lines in source_lines(passages).values()
        for first, last in lines
    ]
    return _("line %(lines)s") % {"lines": ", ".join(spans)} if spans else _nothing()


def _name(slug: str, name: str) -> str:
    return DanishWords(name or slug) or _nothing()


def _same_named(old: Values, new: Values) -> bool:
    return Named(*old).is_same(Named(*new))


def _name_and_address(slug: str, name: str) -> str:
    return DanishWords(f"{name} ({slug})")


def _same_columns(*names: str) -> dict[str, str]:
    return {name: name for name in names}


PLAN_FACTS = (
    Fact("title", gettext_lazy("Title"), ("title",), _plain, working=_same_columns("title")),
    Fact("level", gettext_lazy("Level"), ("level",), _level, working=_same_columns("level")),
    Fact(
        "years",
        gettext_lazy("Years"),
        ("start_year", "end_year"),
        _years,
        working=_same_columns("start_year", "end_year"),
    ),
    Fact("adopted_on", gettext_lazy("Adopted"), ("adopted_on",), _date, working=_same_columns("adopted_on")),
    Fact(
        "case_reference",
        gettext_lazy("Case"),
        ("case_reference",),
        _plain,
        working=_same_columns("case_reference"),
    ),
    Fact(
        "committee",
        gettext_lazy("Belongs to"),
        ("committee_slug", "committee_name"),
        _name,
        in_full=_name_and_address,
        same=_same_named,
        working={"committee_slug": "committee__slug", "committee_name": "committee__name"},
    ),
    Fact(
        "stage",
        gettext_lazy("Stage"),
        ("stage", "hearing_until"),
        _stage,
        working=_same_columns("stage", "hearing_until"),
    ),
    Fact(
        "carries_out",
        gettext_lazy("Carries out"),
        ("carries_out_slug",),
        _plain,
        working={"carries_out_slug": "carries_out__slug"},
    ),
    Fact(
        "succeeds",
        gettext_lazy("Takes the place of"),
        ("succeeds_slug",),
        _plain,
        working={"succeeds_slug": "succeeds__slug"},
    ),
)

#: Told word by word, not as facts.
WORDING = ("kind", "title", "body", "text")

#: Where an element stands: told as added, removed and moved.
STRUCTURE = ("identity_id", "position", "last_position", "depth")

ELEMENT_FACTS = (
    Fact(
        "responsible",
        gettext_lazy("Responsible"),
        ("responsible_slug", "responsible_name"),
        _name,
        in_full=_name_and_address,
        same=_same_named,
        working={"responsible_slug": "responsible__slug", "responsible_name": "responsible__name"},
    ),
    Fact("contact", gettext_lazy("Contact"), ("contact",), _plain, working=_same_columns("contact")),
    Fact(
        "starts_on",
        gettext_lazy("Begins"),
        ("starts_on",),
        _date,
        working=_same_columns("starts_on"),
    ),
    Fact(
        "ends_on",
        gettext_lazy("Ends"),
        ("ends_on", "is_continuous"),
        _end,
        working=_same_columns("ends_on", "is_continuous"),
    ),
    Fact(
        "parts",
        gettext_lazy("Parts according to the text"),
        ("parts_stated", "parts_kind"),
        _parts,
        working=_same_columns("parts_stated", "parts_kind"),
    ),
    Fact(
        "is_derived",
        gettext_lazy("Worded after a place in the text"),
        ("is_derived",),
        _yes_or_no,
        working=_same_columns("is_derived"),
    ),
    Fact("deviates", gettext_lazy("Other words than the source"), ("deviates",), _yes_or_no),
    Fact("passages", gettext_lazy("Place in the source"), ("passages",), _lines),
    Fact("slug", gettext_lazy("Address"), ("slug",), _plain),
)

RELATION_FIELDS = ("source_id", "target_id", "kind", "note")
SOURCE_FIELDS = ("number", "title", "file_name", "text", "passages")

PLAN_FIELDS = tuple(name for fact in PLAN_FACTS for name in fact.fields)
ELEMENT_FIELDS = (*STRUCTURE, *WORDING, *(name for fact in ELEMENT_FACTS for name in fact.fields))

#: The values of a row in the order of the fields.
of_plan = attrgetter(*PLAN_FIELDS)
of_element = attrgetter(*ELEMENT_FIELDS)
of_relation = attrgetter(*RELATION_FIELDS)
of_source = attrgetter(*SOURCE_FIELDS)

#: Of the original file beside a source: not sealed, for it is known by a digest of its own, but told where it is another.
ORIGINAL_FIELDS = ("number", "original_sha256", "original_removed_on")
of_original = attrgetter(*ORIGINAL_FIELDS)
