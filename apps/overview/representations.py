"""The same plan, element or municipality as JSON, in the form of the API, and as Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from apps.followup.reading import statuses_of_plan
from apps.municipalities.models import Municipality
from apps.overview.beside import carried_out_in_words, source_in_words
from apps.overview.documents import About, Document, element, plan
from apps.overview.markdown import escaped, heading, joined, line, text_as_markdown
from apps.overview.years import years_in_words
from apps.publishing import dated
from apps.publishing.models import Edition
from apps.publishing.pages.rows import Partners, partners_of
from apps.publishing.reading import ElementText
from apps.publishing.related import relations_of_plan
from apps.publishing.topics import topic_slugs_of
from apps.strategies.kinds import Kind


@dataclass(frozen=True, slots=True)
class When:
    """Of when a text is told: of ``today``, of the ``day`` that an old address names, or of an older edition (neither)."""

    today: bool = False
    day: date | None = None
    is_dropped: bool = False


def plan_as_document(edition: Edition, rows: Iterable[ElementText], when: When) -> Document:
    """A whole plan; of today with what is said of its elements today. Two queries, and three more of today."""
    return {**plan(edition, rows, _about(edition, when)), "is_current": edition.is_current}


def element_as_document(edition: Edition, rows: Sequence[ElementText], when: When) -> Document:
    """An element with what is under it; queries as for a plan. One that was dropped is not current."""
    return {**element(edition, rows, _about(edition, when)), "is_current": edition.is_current}


def _about(edition: Edition, when: When) -> About:
    today = when.today
    then = dated.in_force(edition.plan.municipality.slug, when.day) if when.day else None
    return About(
        edition.plan.municipality,
        statuses_of_plan(edition.plan_id) if today else None,
        relations_of_plan(edition, incoming=today, public=then),
        partners_of(edition),
        topic_slugs_of(edition) if today else {},
    )


def plan_as_markdown(edition: Edition, rows: Iterable[ElementText], address: str) -> str:
    """A whole plan, its elements in reading order below headings of their depth. Two queries."""
    root, *elements = rows
    return joined(
        [
            heading(edition.title, 1),
            _particulars(edition, address),
            text_as_markdown(root.body),
            *_sections(elements, {root.position: 1}, partners_of(edition)),
        ]
    )


def element_as_markdown(
    edition: Edition, rows: Sequence[ElementText], address: str, *, is_dropped: bool = False
) -> str:
    """An element and what is under it. One query."""
    first, *below = rows
    partners = partners_of(edition)
    return joined(
        [
            heading(first.title, 1),
            _particulars(edition, address, first, [*_beside(first, partners)], is_dropped=is_dropped),
            text_as_markdown(first.body),
            *_sections(below, {first.position: 1}, partners),
        ]
    )


def municipality_as_markdown(
    municipality: Municipality, editions: Iterable[Edition], addresses: Iterable[str], address: str
) -> str:
    """A municipality with its published plans and where to read them."""
    plans = [
        f"- [{escaped(' '.join(edition.title.split()))}](<{where}>)"
        for edition, where in zip(editions, addresses, strict=True)
    ]
    return joined([heading(municipality.name, 1), f"<{address}>", "\n".join(plans)])


def _sections(rows: Iterable[ElementText], levels: dict[int, int], partners: Partners) -> Iterable[str]:
    for row in rows:
        levels[row.position] = level = levels[row.parent_position or 0] + 1
        yield heading(row.title, level)
        yield "\n".join(f"- {line(each)}" for each in _beside(row, partners))
        yield text_as_markdown(row.body)


def _beside(row: ElementText, partners: Partners) -> Iterator[str]:
    yield from carried_out_in_words(row, [name for _slug, name in partners.get(row.identity, ())])
    yield from source_in_words(row.passages)


def _particulars(
    edition: Edition,
    address: str,
    row: ElementText | None = None,
    beside: Sequence[str] = (),
    *,
    is_dropped: bool = False,
) -> str:
    """Where the text is from, an item a line."""
    told = [
        capfirst(str(Kind(row.kind).label) if row else edition.get_level_display()),
        edition.title if row else "",
        edition.plan.municipality.name,
        years_in_words(edition.start_year, edition.end_year),
        _("Edition %(number)s, published %(date)s")
        % {"number": edition.number, "date": date_format(timezone.localdate(edition.published_at))},
        _age(edition, is_dropped=is_dropped),
        *beside,
    ]
    return "\n".join([*(f"- {line(each)}" for each in told if each), f"- <{address}>"])


def _age(edition: Edition, *, is_dropped: bool) -> str:
    """That the text is not in force any more, where it is not."""
    if edition.is_current:
        return ""
    if is_dropped:
        return _("Dropped: last stood in edition %(number)s.") % {"number": edition.number}
    return _("An older edition: the plan has been published again since.")
