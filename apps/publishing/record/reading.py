"""The record as citizens read it: pages of entries, lines of JSON, and the control numbers at the end of the chains."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from apps.core.danish_words import DanishWords, Sentence, sentence
from apps.municipalities.models import Municipality
from apps.publishing.models import Edition, RecordEntry
from apps.publishing.record.archive import log_text
from apps.publishing.record.lines import Line

#: An entry that was written so many seconds after the deed was written for the past.
_LATER = 60


@dataclass(frozen=True)
class Told:
    """An entry with what its line says and the page needs."""

    entry: RecordEntry
    is_readable: bool

    @cached_property
    def line(self) -> Line | None:
        return Line.read(self.entry.line)

    @property
    def edition(self) -> int | None:
        """The number of the edition that was published or withdrawn."""
        return self.line.edition if self.line else None

    def in_words(self) -> Sentence:
        """What was done, in a sentence in the language in force."""
        words: dict[str, object] = {
            "title": DanishWords(self.entry.plan_title),
            "number": self.edition,
            "former": self.republished_from,
        }
        sentences = {
            RecordEntry.Kind.PUBLISHED: _("“%(title)s” was published as edition %(number)s"),
            RecordEntry.Kind.REPUBLISHED: _(
                "Edition %(former)s of “%(title)s” was published again, as edition %(number)s"
            ),
            RecordEntry.Kind.WITHDRAWN: _("“%(title)s” was withdrawn"),
            RecordEntry.Kind.RETRACTED: _("A passage was left out of “%(title)s”"),
        }
        return sentence(sentences[RecordEntry.Kind(self.entry.kind)], words)

    @property
    def is_adopted(self) -> bool:
        return self.line is not None and self.line.nature == Edition.Nature.ADOPTED

    @property
    def republished_from(self) -> int | None:
        return self.line.republished_from if self.line else None

    @property
    def changed_editions(self) -> list[int]:
        """The editions out of which a retraction took words."""
        return sorted(map(int, self.line.replaces["editions"])) if self.line else []

    @property
    def is_written_later(self) -> bool:
        """Whether the entry is younger than what it tells."""
        return (self.entry.recorded_at - self.entry.at).total_seconds() > _LATER


def entries_of(municipality: Municipality | None = None) -> QuerySet[RecordEntry]:
    """The entries of a municipality or of the whole portal, newest first, each with ``is_readable``: whether its plan is public."""
    current = Edition.objects.current().filter(plan=OuterRef("plan"))
    found = RecordEntry.objects.annotate(is_readable=Exists(current)).select_related("municipality")
    if municipality is None:
        return found.order_by("-portal_number")
    return found.filter(municipality=municipality).order_by("-number")


def page_of(entries: Any, wanted: str | None) -> tuple[Page, list[Told]]:
    """One page of what ``entries_of`` gave, the first or last where there is no such, and what is on it. Two queries."""
    page = Paginator(entries, settings.RECORD_PAGE_SIZE).get_page(wanted)
    return page, [Told(entry, entry.is_readable) for entry in page.object_list]


def whole_log(municipality: Municipality) -> str:
    """All entries of the municipality as lines of JSON, oldest first; the same as in its archive. One query."""
    return log_text(RecordEntry.objects.filter(municipality=municipality).order_by("number"))


def portal_log(part: int) -> str:
    """A part of the portal's record as lines of JSON: ``RECORD_PART_SIZE`` entries; empty where there are none yet. One query."""
    size = settings.RECORD_PART_SIZE
    found = RecordEntry.objects.filter(portal_number__gt=(part - 1) * size, portal_number__lte=part * size)
    return log_text(found.order_by("portal_number"))


def parts_of_portal_log(entries: int) -> list[int]:
    """The numbers of the parts that so many entries have."""
    return list(range(1, -(-entries // settings.RECORD_PART_SIZE) + 1))
