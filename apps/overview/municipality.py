"""A municipality's published plans at a glance: its own motto, and the main parts of each plan."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext

from apps.decisions.reading import public_decisions
from apps.followup.progress import KeptUp
from apps.followup.reading import counts_of_each, kept_up_in, public_rounds
from apps.indicators.reading import public_indicators
from apps.municipalities.models import Municipality
from apps.overview.figure.figure import Figure, figure_of
from apps.overview.followup import RoundEntry
from apps.overview.followup import counted as counted_statuses
from apps.overview.kind_words import LEVELS, PLURALS, counted, first_sentence
from apps.overview.outline import main_parts, motto
from apps.overview.quality import Notice, known_of
from apps.publishing.models import Edition, EditionElement
from apps.publishing.outline import COLUMNS, OutlineRow
from apps.publishing.reading import current_editions
from apps.strategies.kinds import PROPOSALS, Kind, Level, Stage


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
    figure: Figure | None = None


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


@dataclass(frozen=True, slots=True)
class FollowWays:
    """What can be followed of a municipality: its newest round, how much is kept up, and whether there are further pages."""

    round: RoundEntry | None
    kept_up: KeptUp
    indicators: int
    decisions: int


@dataclass(slots=True)
class MunicipalityOverview:
    motto: Motto | None
    figure: Figure | None
    levels: list[LevelGroup]
    names_committees: bool
    follow: FollowWays


def municipality_overview(municipality: Municipality) -> MunicipalityOverview:
    """Everything the page of a municipality shows of its plans. Ten queries at most at any number of plans."""
    editions = list(current_editions().filter(plan__municipality=municipality))
    rows: dict[int, list[OutlineRow]] = defaultdict(list)
    below = EditionElement.objects.filter(edition__in=editions).order_by("edition_id", "position")
    for edition_id, *values in below.values_list("edition_id", *COLUMNS):
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
    figures = _figures_of(editions, rows)
    first = next(iter(figures), None)
    for entry in entries:
        if entry.edition.pk != first:
            entry.figure = figures.get(entry.edition.pk)
    return MunicipalityOverview(
        motto=_motto_of(editions, rows),
        figure=figures.get(first) if first else None,
        levels=_by_level(entries, editions),
        names_committees=names_committees,
        follow=follow_ways(municipality),
    )


def follow_ways(municipality: Municipality) -> FollowWays:
    """What became of the plans, in short. Five queries at most."""
    newest = list(public_rounds(municipality)[:1])
    counts = counts_of_each(newest) if newest else {}
    entries = [RoundEntry(each, counts[each.pk], counted_statuses(counts[each.pk]), None) for each in newest]
    return FollowWays(
        entries[0] if entries else None,
        kept_up_in(municipality),
        public_indicators(municipality).count(),
        public_decisions(municipality).count(),
    )


def _motto_of(editions: list[Edition], rows: dict[int, list[OutlineRow]]) -> Motto | None:
    former = _former(editions)
    for edition in editions:
        if edition.plan_id in former:
            continue
        if edition.level == Level.COUNCIL_STRATEGY and (row := motto(rows[edition.pk])):
            return Motto(row.title, str(Kind(row.kind).label), row.slug, edition)
    return None


def _figures_of(editions: list[Edition], rows: dict[int, list[OutlineRow]]) -> dict[int, Figure]:
    """The pictures of the plans in force by edition, that of a strategy with a motto first."""
    former = _former(editions)
    in_force = [edition for edition in in_order(editions) if not _is_former(edition, former)]
    in_force.sort(key=lambda edition: motto(rows[edition.pk]) is None)
    figures = {edition.pk: figure_of(edition, rows[edition.pk]) for edition in in_force}
    return {pk: figure for pk, figure in figures.items() if figure}


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


def in_order(editions: Iterable[Edition]) -> list[Edition]:
    """As a reader wants them: what is in force, strategies before what carries them out, then what was in force before."""
    editions = list(editions)
    former = _former(editions)
    levels = list(Level)
    return sorted(editions, key=lambda each: (_is_former(each, former), levels.index(Level(each.level))))


def _is_former(edition: Edition, former: set[int | None]) -> bool:
    return edition.plan_id in former or edition.stage == Stage.REPEALED


def _former(editions: list[Edition]) -> set[int | None]:
    """The plans whose place another has taken; a proposal has not yet."""
    return {edition.succeeds_id for edition in editions if edition.stage not in PROPOSALS}


def _by_level(entries: list[PlanEntry], editions: list[Edition]) -> list[LevelGroup]:
    """The plans in force, and after them those whose place another has taken or that were repealed."""
    former = _former(editions)
    groups = {level: LevelGroup(str(LEVELS[level])) for level in Level}
    earlier = LevelGroup(gettext("Former plans"))
    for entry in entries:
        is_former = _is_former(entry.edition, former)
        (earlier if is_former else groups[Level(entry.edition.level)]).plans.append(entry)
    return [group for group in (*groups.values(), earlier) if group.plans]
