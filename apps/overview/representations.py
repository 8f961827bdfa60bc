"""The same plan, element or municipality as JSON, in the form of the API, and as Markdown."""

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from apps.followup.reading import statuses_of_plan
from apps.municipalities.models import Municipality
from apps.overview.documents import About, Document, element, plan
from apps.overview.markdown import escaped, heading, joined, line, text_as_markdown
from apps.overview.years import years_in_words
from apps.publishing.committees import partners_in
from apps.publishing.models import Edition
from apps.publishing.reading import ElementText
from apps.publishing.related import relations_of_plan
from apps.publishing.topics import topic_slugs_of
from apps.strategies.kinds import Kind


def plan_as_document(edition: Edition, rows: Iterable[ElementText], *, today: bool) -> Document:
    """A whole plan; ``today`` adds what is said of its elements today. Two queries, and three more with ``today``."""
    return plan(edition, rows, _about(edition, today=today))


def element_as_document(edition: Edition, rows: Sequence[ElementText], *, today: bool) -> Document:
    """An element with what is under it; queries as for a plan."""
    return element(edition, rows, _about(edition, today=today))


def _about(edition: Edition, *, today: bool) -> About:
    return About(
        edition.plan.municipality,
        statuses_of_plan(edition.plan_id) if today else None,
        relations_of_plan(edition, incoming=today),
        partners_in(edition),
        topic_slugs_of(edition) if today else {},
    )


def plan_as_markdown(edition: Edition, rows: Iterable[ElementText], address: str) -> str:
    """A whole plan, its elements in reading order below headings of their depth."""
    root, *elements = rows
    return joined(
        [
            heading(edition.title, 1),
            _particulars(edition, address),
            text_as_markdown(root.body),
            *_sections(elements, {root.position: 1}),
        ]
    )


def element_as_markdown(edition: Edition, rows: Sequence[ElementText], address: str) -> str:
    """An element and what is under it."""
    first, *below = rows
    return joined(
        [
            heading(first.title, 1),
            _particulars(edition, address, first),
            text_as_markdown(first.body),
            *_sections(below, {first.position: 1}),
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


def _sections(rows: Iterable[ElementText], levels: dict[int, int]) -> Iterable[str]:
    for row in rows:
        levels[row.position] = level = levels[row.parent_position or 0] + 1
        yield heading(row.title, level)
        if row.responsible_name:
            yield line(_("Responsible: %(name)s") % {"name": row.responsible_name})
        yield text_as_markdown(row.body)


def _particulars(edition: Edition, address: str, row: ElementText | None = None) -> str:
    """Where the text is from, an item a line."""
    told = [
        capfirst(str(Kind(row.kind).label) if row else edition.get_level_display()),
        edition.title if row else "",
        edition.plan.municipality.name,
        years_in_words(edition.start_year, edition.end_year),
        _("Edition %(number)s, published %(date)s")
        % {"number": edition.number, "date": date_format(edition.published_at)},
        _("Responsible: %(name)s") % {"name": row.responsible_name} if row and row.responsible_name else "",
    ]
    return "\n".join([*(f"- {line(each)}" for each in told if each), f"- <{address}>"])
