"""What the page of one element says beside its text: how it stands to its source, and what stands under it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from apps.overview import reading_time
from apps.overview.chain import gap_in_words
from apps.overview.kind_words import counted, first_sentence
from apps.publishing.models import Edition, EditionElement
from apps.publishing.neighbours import Heading
from apps.publishing.notices import is_verbatim, quoted, wording_in_words
from apps.publishing.pages.render import source_lines
from apps.publishing.reading import ElementPage
from apps.strategies.kinds import Kind
from apps.strategies.period import period_in_words


@dataclass(frozen=True, slots=True)
class Lines:
    """A stretch of a source document."""

    source: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Child:
    kind: str
    title: str
    slug: str
    beginning: str


class SealedSheet:
    """What an edition says of an element beside its text, in words and numbers: the same on any day it is read."""

    def __init__(self, row: EditionElement, edition: Edition, children: Sequence[Heading]) -> None:
        self.kind = capfirst(Kind(row.kind).label)
        self.lines = [
            Lines(source, first, last)
            for source, spans in source_lines(row.passages).items()
            for first, last in spans
        ]
        self.wording = wording(row, edition, has_lines=bool(self.lines))
        self.repairs = [repair for passage in row.passages for repair in passage.get("repairs", ())]
        self.quote = quoted(row.passages) if row.is_derived else ""
        self.is_verbatim = row.is_derived and is_verbatim(row.title, row.passages)
        self.period = period_in_words(row.starts_on, row.ends_on, row.is_continuous)
        self.present = sum(child.kind == row.parts_kind for child in children)
        self.lacks_parts = bool(row.parts_stated and self.present < row.parts_stated)


class ElementSheet(SealedSheet):
    """An element page in words and numbers."""

    def __init__(self, page: ElementPage) -> None:
        row = page.element
        super().__init__(row, page.edition, page.children)
        #: How the element begins, or what it holds where it has no text of its own.
        self.description = row.text or ", ".join(child.title for child in page.children) or row.title
        self.children = [_child(child) for child in page.children]
        self.reading_time = reading_time.of_text(row.text)
        self.is_mixed = len({child.kind for child in page.children}) > 1
        self.children_counted = counted_kinds(page.children)
        self.gap = "" if page.is_dropped else gap_in_words(row, page.edition)


def wording(row: EditionElement, edition: Edition, *, has_lines: bool) -> str:
    """Whose words these are, as far as the edition can vouch for it; empty where it cannot."""
    if row.deviates:
        return wording_in_words(row.title, row.paragraphs, row.passages)
    if edition.nature == Edition.Nature.ADOPTED and edition.adopted_on:
        return _("As adopted %(date)s") % {"date": date_format(edition.adopted_on)}
    return _("As in the document") if has_lines else ""


def counted_kinds(rows: Iterable[Heading]) -> str:
    """“4 visions, 1 section”, in the order they first occur."""
    return ", ".join(counted(kind, number) for kind, number in Counter(row.kind for row in rows).items())


def _child(row: Heading) -> Child:
    return Child(capfirst(str(Kind(row.kind).label)), row.title, row.slug, first_sentence(row.text))
