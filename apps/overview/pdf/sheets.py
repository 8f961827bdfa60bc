"""What stands in the PDF file of a plan, an element or a municipality, as the data that ``sheet.typ`` lays out.

Only what editions say: the file of an edition is made once. ``root`` is the whole address of the municipality's page, under
which its plans and their elements are found.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.template.defaultfilters import capfirst
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.core.colour import readable
from apps.municipalities.models import Municipality
from apps.overview.adoption import adoption_in_words
from apps.overview.beside import carried_out_in_words, source_in_words
from apps.overview.element import wording
from apps.overview.figure.figure import figure_of
from apps.overview.figure.standalone import standalone_svg
from apps.overview.pdf.words_as_data import Value, text_as_data
from apps.overview.quality import known_of
from apps.overview.years import years_in_words
from apps.publishing import reading
from apps.publishing.models import Edition, EditionElement
from apps.publishing.notices import parts_present
from apps.publishing.outline import COLUMNS, OutlineRow
from apps.publishing.pages.rows import Partners, partners_of
from apps.publishing.several_editions import elements_of_each, first_adopted_of_each
from apps.strategies.kinds import Kind, Level, Stage

_PAPER = "#ffffff"
#: Fewer headings than these need no contents.
_CONTENTS_FROM = 8
_CONTENTS_LEVELS = 3
_HIGHEST_HEADING = 6
_FIGURE_WIDTH = 410  # points, as wide as the text


def plan_sheet(edition: Edition, root: str) -> Value:
    """The whole of a plan as ``edition`` has it."""
    whole, *rows = reading.elements(edition)
    known = known_of([edition])[edition.pk].notices
    return _sheet(
        edition.plan.municipality,
        title=edition.title,
        kind=capfirst(str(Level(edition.level).label)),
        facts=_facts(edition, reading.first_adopted(edition)),
        notes=[*_age(edition), *(notice.text for notice in known)],
        address=_address(edition, root),
        running=f"{edition.plan.municipality.name} · {edition.title} · {_edition_number(edition)}",
        lead=text_as_data(whole.body),
        parts=_parts(rows, edition, root, below=0, partners=partners_of(edition)),
        **_figure(edition, [whole, *rows]),
    )


def _figure(edition: Edition, rows: Sequence[EditionElement]) -> Value:
    """The picture of the plan, where it has one, and the same in words."""
    found = figure_of(edition, [OutlineRow(*(getattr(row, name) for name in COLUMNS)) for row in rows])
    if not found:
        return {}
    accent = readable(edition.plan.municipality.accent_colour, _PAPER)
    sets = "; ".join(
        f"{group.heading}: {', '.join(part.title for part in group.parts)}" for group in found.sets
    )
    return {
        "figure": standalone_svg(found.wide, accent=accent),
        "figure_alt": f"{found.parts.centre.title}. {sets}.",
        "figure_width": _FIGURE_WIDTH,
    }


def element_sheet(page: reading.ElementPage, root: str) -> Value:
    """One element with everything that stands under it, in the last edition that had it."""
    row, edition = page.element, page.edition
    under = reading.elements(edition).filter(position__gt=row.position, position__lte=row.last_position)
    above = " › ".join(heading.title for heading in page.ancestors[1:])
    dropped = _("Dropped: last stood in edition %(number)s.") % {"number": edition.number}
    return _sheet(
        edition.plan.municipality,
        title=row.title,
        kind=capfirst(str(Kind(row.kind).label)),
        facts=[
            f"{edition.title}{f' › {above}' if above else ''}",
            *_facts_of_edition(edition),
            *_beside(row, edition, [partner.name for partner in page.partners]),
        ],
        notes=[dropped] if page.is_dropped else [],
        address=f"{root}{edition.plan.slug}/{row.slug}/",
        running=f"{edition.plan.municipality.name} · {edition.title} · {_edition_number(edition)}",
        lead=text_as_data(row.body),
        parts=_parts(list(under), edition, root, below=row.depth, partners=partners_of(edition)),
    )


def municipality_sheet(municipality: Municipality, editions: Sequence[Edition], root: str) -> Value:
    """Every plan that citizens read of ``municipality``, one after the other."""
    rows = elements_of_each(editions)
    adopted, partners = first_adopted_of_each(editions), partners_of(*editions)
    parts = [
        part
        for edition in editions
        for part in _whole(edition, rows[edition.pk], adopted[edition.plan_id], root, partners)
    ]
    number = ngettext("%(number)d plan", "%(number)d plans", len(editions)) % {"number": len(editions)}
    return _sheet(
        municipality,
        title=municipality.name,
        kind=_("All plans"),
        facts=[number],
        notes=[],
        address=root,
        running=f"{municipality.name} · {_('All plans')}",
        lead=[],
        parts=parts,
    )


def _facts(edition: Edition, first_adopted: date | None) -> list[str]:
    """What an edition says of its plan, a line each: whose it is, for which years, when it was adopted, which edition."""
    adoption = adoption_in_words(edition, first_adopted)
    if adoption and edition.adopted_on and edition.case_reference:
        adoption += f" ({_('case %(case)s') % {'case': edition.case_reference}})"
    about = [edition.committee_name, years_in_words(edition.start_year, edition.end_year)]
    return [line for line in [" · ".join(filter(None, about)), adoption, *_facts_of_edition(edition)] if line]


def _facts_of_edition(edition: Edition) -> list[str]:
    told = {"number": edition.number, "date": date_format(timezone.localdate(edition.published_at))}
    stage = str(Stage(edition.stage).label) if edition.stage != Stage.ADOPTED else ""
    if stage and edition.hearing_until:
        stage = _("%(stage)s until %(day)s") % {"stage": stage, "day": date_format(edition.hearing_until)}
    return [capfirst(line) for line in [stage, _("Edition %(number)s, published %(date)s") % told] if line]


def _address(edition: Edition, root: str, slug: str = "") -> str:
    """Where a plan, or the element ``slug`` of it, is read as this edition has it."""
    plan = f"{root}{edition.plan.slug}/"
    if edition.is_current:
        return f"{plan}{slug}/" if slug else plan
    return f"{plan}udgaver/{edition.number}/{'#' if slug else ''}{slug}"


def _edition_number(edition: Edition) -> str:
    return _("edition %(number)s") % {"number": edition.number}


def _age(edition: Edition) -> list[str]:
    return [] if edition.is_current else [_("This is an older edition: the plan has been changed since.")]


def _whole(
    edition: Edition,
    rows: Sequence[EditionElement],
    first_adopted: date | None,
    root: str,
    partners: Partners,
) -> list[Value]:
    """A plan as one of several: its title as a heading over the rest."""
    whole, *below = rows
    head = {
        "level": 1,
        "kind": capfirst(str(Level(edition.level).label)),
        "title": edition.title,
        "address": f"{root}{edition.plan.slug}/",
        "text": text_as_data(whole.body),
        "notes": _facts(edition, first_adopted),
        "new_page": True,
    }
    return [head, *_parts(below, edition, root, below=-1, partners=partners)]


def _parts(
    rows: Sequence[EditionElement], edition: Edition, root: str, *, below: int, partners: Partners
) -> list[Value]:
    present = parts_present(rows)
    return [
        {
            "level": max(1, min(row.depth - below, _HIGHEST_HEADING)),
            "kind": capfirst(str(Kind(row.kind).label)),
            "title": row.title,
            "address": _address(edition, root, row.slug),
            "text": text_as_data(row.body),
            "notes": [
                *_beside(row, edition, [name for _slug, name in partners.get(row.identity_id, ())]),
                *_missing(row, present),
            ],
            "new_page": False,
        }
        for row in rows
    ]


def _beside(row: EditionElement, edition: Edition, partners: Iterable[str]) -> Iterator[str]:
    """What a screen shows in the margin: who carries it out, where in the source it stands, whose words it is in."""
    yield from carried_out_in_words(row, partners)
    yield from source_in_words(row.passages)
    if row.deviates and edition.has_sources:
        yield wording(row, edition, has_lines=bool(row.passages))


def _missing(row: EditionElement, present: dict[int, int]) -> Iterable[str]:
    if row.parts_stated and (here := present.get(row.position, 0)) < row.parts_stated:
        yield ngettext(
            "%(here)d of %(stated)d parts is loaded", "%(here)d of %(stated)d parts are loaded", here
        ) % {"here": here, "stated": row.parts_stated}


def _sheet(
    municipality: Municipality, *, title: str, kind: str, notes: list[str], parts: list[Value], **more: Any
) -> Value:
    told = _("%(name)s does not exist. It shows what the portal can do; nobody has adopted what stands here.")
    example = [told % {"name": municipality.name}] if municipality.is_example else []
    return {
        "lang": get_language() or settings.LANGUAGE_CODE,
        "owner": municipality.name,
        "accent": readable(municipality.accent_colour, _PAPER),
        "title": title,
        "kind": kind,
        "description": f"{kind}: {title}, {municipality.name}",
        "notes": [*example, *notes],
        "parts": parts,
        "figure": "",
        "figure_alt": "",
        "figure_width": 0,
        "contents_depth": _contents_depth(parts),
        "words": {"contents": _("Contents"), "page": _("Page"), "of": _("of"), "address": _("Read it at")},
        **more,
    }


def _contents_depth(parts: Sequence[Value]) -> int:
    """As many levels as fit on about two pages, or the first alone."""
    if len(parts) < _CONTENTS_FROM:
        return 0
    fitting = [
        depth
        for depth in range(1, _CONTENTS_LEVELS + 1)
        if sum(part["level"] <= depth for part in parts) <= settings.PDF_CONTENTS_LINES
    ]
    return max(fitting, default=1)
