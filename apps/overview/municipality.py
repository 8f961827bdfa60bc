"""A municipality's published plans at a glance: its own motto, and the main parts of each plan."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings

from apps.municipalities.models import Municipality
from apps.overview.kind_words import LEVELS, PLURALS, counted, first_sentence
from apps.overview.quality import Notice, known_of
from apps.publishing.models import Edition, EditionElement
from apps.publishing.reading import current_editions
from apps.strategies.kinds import Kind, Level

#: What a plan is divided into: the first of these kinds that it has.
MAIN_KINDS = (Kind.FOCUS_AREA, Kind.THEME, Kind.GOAL, Kind.OBJECTIVE, Kind.ACTION_TRACK, Kind.ACTION)
_COLUMNS = (
    "pk",
    "position",
    "last_position",
    "parent_position",
    "depth",
    "kind",
    "title",
    "slug",
    "is_derived",
)


@dataclass(slots=True)
class OutlineRow:
    """An element without its text."""

    pk: int
    position: int
    last_position: int
    parent_position: int | None
    depth: int
    kind: str
    title: str
    slug: str
    is_derived: bool


@dataclass(slots=True)
class Part:
    """A main part of a plan: how it begins and what stands under it."""

    title: str
    slug: str
    beginning: str
    below: str  # the titles under it, where it has no text of its own
    holds: str


@dataclass(slots=True)
class PlanEntry:
    edition: Edition
    lead: str
    heading: str
    parts: list[Part]
    more: int
    notices: list[Notice]


@dataclass(slots=True)
class LevelGroup:
    heading: str
    plans: list[PlanEntry] = field(default_factory=list)


@dataclass(slots=True)
class Motto:
    """A sentence of the municipality's own that says what it all is for."""

    words: str
    kind: str
    slug: str
    edition: Edition


@dataclass(slots=True)
class MunicipalityOverview:
    motto: Motto | None
    levels: list[LevelGroup]
    names_committees: bool


def municipality_overview(municipality: Municipality) -> MunicipalityOverview:
    """Everything the page of a municipality shows of its plans. Five queries at most at any number of plans."""
    editions = list(current_editions().filter(plan__municipality=municipality))
    rows: dict[int, list[OutlineRow]] = defaultdict(list)
    below = EditionElement.objects.filter(edition__in=editions).order_by("edition_id", "position")
    for edition_id, *values in below.values_list("edition_id", *_COLUMNS):
        rows[edition_id].append(OutlineRow(*values))
    chosen = {edition.pk: main_parts(rows[edition.pk]) for edition in editions}
    wanted = [row.pk for parts in chosen.values() for row in parts[: settings.MUNICIPALITY_PAGE_PARTS]]
    wanted += [rows[edition.pk][0].pk for edition in editions if rows[edition.pk]]
    texts = dict(EditionElement.objects.filter(pk__in=wanted).order_by().values_list("pk", "text"))
    known = known_of(editions)
    entries = [
        _entry(edition, rows[edition.pk], chosen[edition.pk], texts, known[edition.pk].notices)
        for edition in editions
    ]
    names_committees = (
        any(edition.committee_id for edition in editions) or below.filter(responsible__isnull=False).exists()
    )
    return MunicipalityOverview(_motto_of(editions, rows), _by_level(entries), names_committees)


def main_parts(rows: Iterable[OutlineRow]) -> list[OutlineRow]:
    """The elements of the first of ``MAIN_KINDS`` there is, without those that stand under one of their own."""
    by_kind: dict[str, list[OutlineRow]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    for kind in MAIN_KINDS:
        if by_kind[kind]:
            outermost: list[OutlineRow] = []
            for row in by_kind[kind]:
                if not outermost or row.position > outermost[-1].last_position:
                    outermost.append(row)
            return outermost
    return []


def motto(rows: Iterable[OutlineRow]) -> OutlineRow | None:
    """The overarching goal; else a sentence lifted out of the text; else a vision that is called more than “Vision”."""
    best: tuple[int, OutlineRow] | None = None
    for row in rows:
        if row.kind == Kind.OVERARCHING_GOAL:
            rank = 0
        elif row.is_derived:
            rank = 1
        elif row.kind == Kind.VISION and row.depth == 1 and " " in row.title:
            rank = 2
        else:
            continue
        if best is None or rank < best[0]:
            best = (rank, row)
    return best[1] if best else None


def _motto_of(editions: list[Edition], rows: dict[int, list[OutlineRow]]) -> Motto | None:
    for edition in editions:
        if edition.level == Level.COUNCIL_STRATEGY and (row := motto(rows[edition.pk])):
            return Motto(row.title, str(Kind(row.kind).label), row.slug, edition)
    return None


def _entry(
    edition: Edition,
    rows: list[OutlineRow],
    parts: list[OutlineRow],
    texts: dict[int, str],
    known: list[Notice],
) -> PlanEntry:
    below: dict[int | None, list[OutlineRow]] = defaultdict(list)
    for row in rows:
        below[row.parent_position].append(row)
    return PlanEntry(
        edition=edition,
        lead=texts[rows[0].pk].partition("\n")[0] if rows else "",
        heading=str(PLURALS[parts[0].kind]) if parts else "",
        parts=[
            _part(row, texts[row.pk], below[row.position])
            for row in parts[: settings.MUNICIPALITY_PAGE_PARTS]
        ],
        more=max(0, len(parts) - settings.MUNICIPALITY_PAGE_PARTS),
        notices=known,
    )


def _part(row: OutlineRow, text: str, below: list[OutlineRow]) -> Part:
    kinds = Counter(child.kind for child in below if child.kind != Kind.SECTION)
    return Part(
        title=row.title,
        slug=row.slug,
        beginning=first_sentence(text),
        below="" if text else " · ".join(child.title for child in below[: settings.MUNICIPALITY_PAGE_PARTS]),
        holds=", ".join(counted(kind, number) for kind, number in kinds.items()),
    )


def _by_level(entries: list[PlanEntry]) -> list[LevelGroup]:
    groups = {level: LevelGroup(str(LEVELS[level])) for level in Level}
    for entry in entries:
        groups[Level(entry.edition.level)].plans.append(entry)
    return [group for group in groups.values() if group.plans]
