"""Parses a plan file: one plan as people write it.

The format is described in ``fixtures/README.md``. Parsing checks the shape only; ``accounting`` holds the words against
the sources.
"""

from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.text import MAX_SLUG_LENGTH
from apps.core.years import FIRST_YEAR, LAST_YEAR
from apps.imports.entries import Entry, read_yaml
from apps.imports.plan_values import (
    Aside,
    Derived,
    Duplicate,
    Node,
    Paragraph,
    Parts,
    Place,
    PlanFile,
    RelationTo,
    Repair,
    Source,
)
from apps.strategies.kinds import Kind, Level, may_stand_under
from apps.strategies.models import Relation, SourceRepair
from apps.strategies.models.element import MAX_TITLE

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
FILE_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]*\.txt"
MAX_LINE = 999_999
YEARS = {"least": FIRST_YEAR, "most": LAST_YEAR}
PART_KINDS = [kind.value for kind in Kind if kind is not Kind.DOCUMENT]


def read_plan_file(path: Path) -> PlanFile:
    """Parse the plan file at ``path``; ``FixtureError`` says what is wrong with it and where."""
    return _Parser(read_yaml(path)).plan()


class _Parser:
    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.source_keys: list[str] = []
        self.uids: set[UUID] = set()

    def plan(self) -> PlanFile:
        entry = self.entry
        sources = tuple(self._source(item) for item in entry.entries("sources"))
        title = entry.text("title", at_most=MAX_TITLE)
        start = entry.optional_number("start_year", **YEARS)
        end = entry.optional_number("end_year", **YEARS)
        if start and end and end < start:
            raise entry.error(_("The last year lies before the first."))
        plan = PlanFile(
            path=entry.path,
            municipality=entry.text("municipality"),
            slug=entry.matching(
                "slug", SLUG, _("small letters, digits and hyphens"), at_most=MAX_SLUG_LENGTH
            ),
            title=title,
            level=entry.choice("level", Level.values),
            start_year=start,
            end_year=end,
            adopted_on=entry.optional_date("adopted_on"),
            edition_note=entry.optional_text("edition_note", at_most=2000),
            committee=entry.optional_text("committee"),
            sources=sources,
            root=self._root(entry.entry("root"), title, entry.entries("elements")),
            furniture=tuple(self._aside(item) for item in entry.entries("furniture")),
            labels=tuple(self._aside(item) for item in entry.entries("labels")),
            duplicates=tuple(self._duplicate(item) for item in entry.entries("duplicates")),
        )
        entry.close()
        return plan

    def _source(self, entry: Entry) -> Source:
        source = Source(
            key=entry.text("key"),
            file=entry.matching("file", FILE_NAME, _("the name of a .txt file in this folder")),
            title=entry.text("title", at_most=MAX_TITLE),
            sha256=entry.matching("sha256", "[0-9a-f]{64}", _("64 hexadecimal digits")),
        )
        if source.key in self.source_keys:
            raise entry.error(_("Two sources have the key “%(key)s”.") % {"key": source.key})
        self.source_keys.append(source.key)
        entry.close()
        return source

    def _default_source(self) -> str:
        return self.source_keys[0] if self.source_keys else ""

    def _root(self, entry: Entry, title: str, elements: list[Entry]) -> Node:
        default = self._default_source()
        node = Node(
            uid=self._uid(entry),
            kind=Kind.DOCUMENT.value,
            title=title,
            line=entry.line,
            place=self._place(entry, default),
            paragraphs=tuple(self._paragraph(item, default) for item in entry.entries("paragraphs")),
            children=tuple(self._node(item, default, Kind.DOCUMENT) for item in elements),
        )
        entry.close()
        return node

    def _node(self, entry: Entry, inherited: str, parent_kind: str) -> Node:
        kind = entry.choice("kind", PART_KINDS)
        if not may_stand_under(kind, parent_kind):
            raise entry.error(
                _("The kind “%(kind)s” cannot stand under “%(parent)s”.")
                % {"kind": kind, "parent": parent_kind}
            )
        source = self._source_key(entry, inherited)
        derived = entry.optional_entry("derived")
        parts = entry.optional_entry("parts")
        node = Node(
            uid=self._uid(entry),
            kind=kind,
            title=entry.text("title", at_most=MAX_TITLE),
            line=entry.line,
            place=None if derived else self._place(entry, source),
            repairs=self._repairs(entry),
            derived=self._derived(derived, source) if derived else None,
            parts=self._parts(parts, source) if parts else None,
            paragraphs=tuple(self._paragraph(item, source) for item in entry.entries("paragraphs")),
            relations=tuple(self._relation(item) for item in entry.entries("relations")),
            responsible=entry.optional_text("responsible"),
            children=tuple(self._node(item, source, kind) for item in entry.entries("children")),
        )
        if node.derived and node.paragraphs:
            raise entry.error(_("A derived element has no paragraphs of its own."))
        entry.close()
        return node

    def _uid(self, entry: Entry) -> UUID:
        text = entry.text("uid")
        try:
            uid = UUID(text)
        except ValueError as mistake:
            raise entry.error(_("“%(uid)s” is not a UUID.") % {"uid": text}) from mistake
        if str(uid) != text or uid.version != 4:
            raise entry.error(
                _("“%(uid)s” is not a random UUID (version 4) in small letters.") % {"uid": text}
            )
        if uid in self.uids:
            raise entry.error(_("The uid %(uid)s stands twice.") % {"uid": uid})
        self.uids.add(uid)
        return uid

    def _source_key(self, entry: Entry, inherited: str) -> str:
        key = entry.optional_text("source") or inherited
        if key and key not in self.source_keys:
            raise entry.error(_("There is no source with the key “%(key)s”.") % {"key": key})
        return key

    def _place(self, entry: Entry, inherited: str) -> Place | None:
        """The lines an entry came from: needed where the plan has sources, refused where it has none."""
        source = self._source_key(entry, inherited)
        line = entry.optional_number("line", least=1, most=MAX_LINE)
        lines = entry.numbers("lines")
        if line and lines:
            raise entry.error(_("Write either “line” or “lines”."))
        if not source:
            if line or lines:
                raise entry.error(_("A line is given, but the plan has no sources."))
            return None
        if not line and not lines:
            raise entry.error(_("“%(key)s” is missing.") % {"key": "line"})
        return Place(source, lines or (line or 0,))

    def _sourced_place(self, entry: Entry, inherited: str) -> Place:
        place = self._place(entry, inherited)
        if place is None:
            raise entry.error(_("The plan has no sources, so there is nothing to quote."))
        return place

    def _repairs(self, entry: Entry) -> tuple[Repair, ...]:
        repairs = []
        for item in entry.entries("repairs"):
            repairs.append(
                Repair(
                    item.choice("kind", SourceRepair.Kind.values),
                    item.text("before"),
                    item.text("after"),
                    item.text("why"),
                )
            )
            item.close()
        return tuple(repairs)

    def _paragraph(self, entry: Entry, inherited: str) -> Paragraph:
        paragraph = Paragraph(
            entry.text("text"), self._place(entry, inherited), entry.flag("item"), self._repairs(entry)
        )
        entry.close()
        return paragraph

    def _derived(self, entry: Entry, inherited: str) -> Derived:
        derived = Derived(self._sourced_place(entry, inherited), entry.text("quote"))
        entry.close()
        return derived

    def _parts(self, entry: Entry, inherited: str) -> Parts:
        parts = Parts(
            stated=entry.number("stated", least=1, most=99),
            kind=entry.choice("kind", PART_KINDS),
            place=self._place(entry, inherited),
            words=entry.text("words"),
        )
        entry.close()
        return parts

    def _relation(self, entry: Entry) -> RelationTo:
        relation = RelationTo(
            entry.choice("kind", Relation.Kind.values),
            entry.text("plan"),
            entry.text("title"),
            entry.optional_text("note"),
        )
        entry.close()
        return relation

    def _aside(self, entry: Entry) -> Aside:
        place = self._sourced_place(entry, self._default_source())
        aside = Aside(place, entry.lines_of_text("text"), entry.text("why"))
        if len(aside.texts) not in (1, len(place.lines)):
            raise entry.error(
                _("“text” must have one line for every line of the source, or one for all of them.")
            )
        entry.close()
        return aside

    def _duplicate(self, entry: Entry) -> Duplicate:
        differences = []
        for item in entry.entries("differences"):
            differences.append((item.text("original"), item.text("duplicate")))
            item.close()
        duplicate = Duplicate(
            place=self._sourced_place(entry, self._default_source()),
            of=entry.number("of", least=1, most=MAX_LINE),
            text=entry.text("text"),
            differences=tuple(differences),
            why=entry.text("why"),
        )
        entry.close()
        return duplicate
