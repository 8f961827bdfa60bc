"""An edition as HTML: the outline, and the text with everything that stands in its margin.

Plain string joining, because a plan of a thousand elements is read whole. Every value is escaped; body text alone is HTML,
and passes ``richtext.drawn`` here once more. The markup is the fragments' only; the page around them is the portal's.
"""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from apps.core import richtext
from apps.core.addresses import public_path
from apps.publishing.models import Edition, EditionElement
from apps.publishing.notices import is_verbatim, parts_present, wording_in_words
from apps.publishing.pages.fragments import SLOT, Fragments
from apps.publishing.pages.rows import Partners, Row, partners_of, rows_of
from apps.publishing.retraction.scrubber import mark_gaps
from apps.strategies.kinds import ANSWERED_FOR, Kind
from apps.strategies.period import period_in_words


def render(edition: Edition, language: str) -> Fragments:
    """Outline and text of the edition with the words around them in ``language``; needs ``plan.municipality``."""
    base = public_path(edition.plan.municipality.slug, edition.plan.slug, language=language)
    rows, partners = rows_of(edition), partners_of(edition)
    with translation.override(language):
        committees = public_path(edition.plan.municipality.slug, "udvalg", language=language)
        body = _Body(rows, base, language, sources=base + edition.sources_path, committees=committees)
        body.partners = partners
        return Fragments.joined(_outline(rows), body.pieces())


def render_draft(
    elements: Iterable[EditionElement],
    language: str,
    differs: Mapping[int, str] = MappingProxyType({}),
    partners: Partners = MappingProxyType({}),
) -> Fragments:
    """The same of rows that nobody has published: they link to nothing but themselves.

    ``differs`` says in words, by identity, how an element differs from what citizens read.
    """
    rows = _unsaved(elements)
    with translation.override(language):
        body = _DraftBody(rows, "", language, sources="")
        body.differs, body.partners = differs, partners
        return Fragments.joined(_outline(rows), body.pieces())


def render_draft_element(elements: Iterable[EditionElement], position: int, language: str) -> str:
    """One of such rows as it would stand on the page of the whole plan, the others before and after it set apart as near."""
    rows = _unsaved(elements)
    with translation.override(language):
        body = _DraftBody(rows, "", language, sources="")
        return "".join(
            (
                body.near(rows[1:position]),
                body.element(rows[position]) if position else body.lead(rows[0]),
                body.near(rows[position + 1 :]),
            )
        )


def _unsaved(elements: Iterable[EditionElement]) -> list[Row]:
    return [Row._make(getattr(row, name) for name in Row._fields) for row in elements]


def _outline(rows: list[Row]) -> Iterator[str]:
    """Nested lists of links to the anchors of the elements."""
    depth = chapter = 0
    for row in rows[1:]:
        if row.depth > depth:
            yield "<ol>"
        else:
            yield "</li>" + "</ol></li>" * (depth - row.depth)
        depth = row.depth
        chapter += depth == 1
        # Written down, not counted by the style: a filter that hides some must not number the others anew.
        number = f' data-number="{chapter}"' if depth == 1 else ""
        yield f'<li{number}><a href="#{row.slug}">{escape(row.title)}</a>'
    if depth:
        yield "</li>" + "</ol></li>" * (depth - 1) + "</ol>"


class Words:
    """The words around the text in the language in force: translated once for a page, not once for each element."""

    def __init__(self) -> None:
        self.kinds = {kind.value: escape(capfirst(str(kind.label))) for kind in Kind}
        self.responsible = escape(_("Responsible: %(name)s"))
        self.unanswered = escape(_("The strategy does not say who is responsible"))
        self.partners = escape(_("Partners: %(names)s"))
        self.when = escape(_("When: %(period)s"))
        self.parts = escape(_("%(present)s of %(stated)s parts are loaded"))
        self.line = escape(_("Source: line %(lines)s"))
        self.lines = escape(_("Source: lines %(lines)s"))
        self.derived = escape(_("Worded after a place in the text"))
        self.verbatim = escape(_("Taken word for word from the source"))
        self.mended = escape(_("Repaired when read in"))
        self.before = escape(_("Before"))
        self.after = escape(_("After"))
        self.why = escape(_("Why"))


class _Body:
    """Writes the text of one edition: one flat row for each element, so that text and margin share two columns.

    The margin comes before the heading, because on a narrow page it stands above it.
    """

    slot = SLOT
    partners: Partners = MappingProxyType({})

    def __init__(
        self, rows: list[Row], base: str, language: str, *, sources: str, committees: str = ""
    ) -> None:
        self.rows = rows
        self.base = base
        self.sources = sources
        self.committees = committees
        self.lang = "" if language == settings.LANGUAGE_CODE else f' lang="{settings.LANGUAGE_CODE}"'
        self.words = Words()
        self.parts_present = parts_present(rows)
        self.unanswered = unanswered(rows)

    def pieces(self) -> Iterator[tuple[int, str]]:
        """Each element by its identity, the margin ending in a slot."""
        lead, *others = self.rows
        if lead.body:
            yield lead.identity_id or 0, self.lead(lead)
        for row in others:
            yield row.identity_id or 0, self.element(row)

    def lead(self, row: Row) -> str:
        return (
            f'<div class="lead-row">{self.margin(row, "")}'
            f'<div class="adopted lead"{self.lang}>{body_html(row.body)}</div></div>'
        )

    def element(self, row: Row) -> str:
        level = min(row.depth + 1, 6)
        text = f'<div class="adopted"{self.lang}>{body_html(row.body)}</div>' if row.body else ""
        kind = f'<span class="kind">{self.words.kinds[row.kind]}</span>'
        return (
            f'<section class="el l{row.depth}" id="{row.slug}">{self.margin(row, kind)}'
            f'<h{level}{self.lang}><a href="{self.address(row)}">{escape(row.title)}</a></h{level}>{text}</section>'
        )

    def address(self, row: Row) -> str:
        return f"{self.base}{row.slug}/"

    def margin(self, row: Row, kind: str) -> str:
        """What a book puts in its margin: the kind, where it is from, and what to know of the wording."""
        words = self.words
        notes = [kind, *self.source_links(row)] if row.passages else [kind]
        present = self.parts_present.get(row.position)
        if present is not None and present < (row.parts_stated or 0):
            counts = {"present": present, "stated": row.parts_stated}
            notes.append(f'<span class="note">{words.parts % counts}</span>')
        notes += self.who_and_when(row)
        if row.is_derived:
            derived = words.verbatim if is_verbatim(row.title, row.passages) else words.derived
            notes.append(f'<span class="note">{derived}</span>')
        if row.deviates:
            told = wording_in_words(row.title, richtext.paragraphs(row.body), row.passages)
            notes.append(f'<span class="note">{conditional_escape(told)}</span>')
        if repairs := [repair for passage in row.passages for repair in passage.get("repairs", ())]:
            many = f" ({len(repairs)})" if len(repairs) > 1 else ""
            told = "".join(map(self.repair, repairs))
            notes.append(f"<details><summary>{words.mended}{many}</summary>{told}</details>")
        return f'<div class="margin">{"".join(notes)}{self.slot}</div>'

    def who_and_when(self, row: Row) -> Iterator[str]:
        words = self.words
        if row.responsible_name:
            name = self.committee(row.responsible_slug, row.responsible_name)
            yield f'<span class="note">{words.responsible % {"name": name}}</span>'
        elif row.position in self.unanswered:
            yield f'<span class="note">{words.unanswered}</span>'
        if taking_part := self.partners.get(row.identity_id or 0):
            names = ", ".join(self.committee(*partner) for partner in taking_part)
            yield f'<span class="note">{words.partners % {"names": names}}</span>'
        if row.starts_on or row.ends_on or row.is_continuous:
            period = escape(period_in_words(row.starts_on, row.ends_on, row.is_continuous))
            yield f'<span class="note">{words.when % {"period": period}}</span>'

    def committee(self, slug: str, name: str) -> str:
        """The committee's name, leading to its page."""
        said = f"<span{self.lang}>{escape(name)}</span>" if self.lang else escape(name)
        return f'<a href="{self.committees}{slug}/">{said}</a>' if slug else said

    def source_links(self, row: Row) -> Iterator[str]:
        for said, source, first in self.lines_of(row):
            yield f'<a href="{self.sources}{source}/#linje-{first}">{said}</a>'

    def lines_of(self, row: Row) -> Iterator[tuple[str, int, int]]:
        """For each source where the element stands in it, in words, with the source's number and the first line."""
        for source, intervals in source_lines(row.passages).items():
            said = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in intervals)
            words = self.words.line if said.isdigit() else self.words.lines
            yield words % {"lines": said}, source, intervals[0][0]

    def repair(self, repair: dict[str, str]) -> str:
        words = self.words
        return (
            f"<dl><dt>{words.before}</dt><dd{self.lang}>{escape(repair['before'])}</dd>"
            f"<dt>{words.after}</dt><dd{self.lang}>{escape(repair['after'])}</dd>"
            f"<dt>{words.why}</dt><dd{self.lang}>{escape(repair['why'])}</dd></dl>"
        )


class _DraftBody(_Body):
    """Headings link to their own anchors; there is no public page yet, neither of the element nor of its source.

    Nobody follows up on a draft, so nothing is set beside it.
    """

    slot = ""
    differs: Mapping[int, str] = MappingProxyType({})

    def margin(self, row: Row, kind: str) -> str:
        said = self.differs.get(row.identity_id or 0)
        return super().margin(row, f'{kind}<span class="differs">{escape(said)}</span>' if said else kind)

    def address(self, row: Row) -> str:
        return f"#{row.slug}"

    def committee(self, slug: str, name: str) -> str:
        return escape(name)

    def source_links(self, row: Row) -> Iterator[str]:
        for said, _source, _first in self.lines_of(row):
            yield f'<span class="note">{said}</span>'

    def near(self, rows: list[Row]) -> str:
        """The headings around an element."""
        return f'<div class="near">{"".join(map(self.element, rows))}</div>' if rows else ""


def unanswered(rows: list[Row]) -> set[int]:
    """Where to say that nobody is named as responsible, by position: at each goal, or at the first where the plan names nobody."""
    goals = [row.position for row in rows if row.kind in ANSWERED_FOR and not row.responsible_name]
    return set(goals if any(row.responsible_name for row in rows) else goals[:1])


def body_html(body: str) -> str:
    """An element's body as HTML that may be set into a page as it is; what was retracted is marked in words."""
    return mark_gaps(richtext.drawn(body))


def source_lines(passages: list[dict[str, Any]]) -> dict[int, list[tuple[int, int]]]:
    """The lines of each source, neighbours with at most a blank line between them joined, in order."""
    by_source: dict[int, list[tuple[int, int]]] = {}
    for passage in sorted(passages, key=lambda p: (p["source"], p["first"], p["last"])):
        intervals = by_source.setdefault(passage["source"], [])
        if intervals and passage["first"] <= intervals[-1][1] + 2:
            intervals[-1] = (intervals[-1][0], max(intervals[-1][1], passage["last"]))
        else:
            intervals.append((passage["first"], passage["last"]))
    return by_source
