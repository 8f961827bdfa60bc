"""What became of an element, day by day: what each edition did with it, word by word, and what was reported and decided."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.core.paginator import Page, Paginator

from apps.core.richtext import Words, compare_words, shortened
from apps.overview.element_changes import ElementChange, Step
from apps.overview.news import News, told
from apps.overview.news_rows import keys_of, of_element
from apps.publishing.models import Edition, EditionElement
from apps.strategies.kinds import Kind


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to an element. ``title`` and ``text`` are differences, empty where an edition left them alone."""

    news: News
    is_readable: bool  # whether the element could be read when the day ended
    title: Words
    text: Words
    kinds: tuple[str, str] | None  # what it was and is, where an edition changed that
    places: tuple[str, str] | None  # the titles of what it stood and stands under, where an edition moved it

    @property
    def is_worded_anew(self) -> bool:
        return bool(self.title or self.text)


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    moments: list[Moment] = field(default_factory=list)


def timeline_of(current: Edition, row: EditionElement, wanted: str | None) -> tuple[Page, list[Year]]:
    """A page of an element's moments by year, the newest first; the first or last page where there is no such.

    ``current`` and ``row`` as ``publishing.reading.last_row`` has them. Seven queries at most.
    """
    scope = of_element(current, row)
    page = Paginator(list(keys_of(scope)), settings.NEWS_PAGE_SIZE).get_page(wanted)
    steps = list(scope.steps.values())
    years: list[Year] = []
    for news in told(scope, page.object_list):
        if not years or years[-1].year != news.on.year:
            years.append(Year(news.on.year))
        years[-1].moments.append(_moment(news, steps))
    return page, years


def _moment(news: News, steps: Sequence[Step]) -> Moment:
    is_readable = _was_there(steps, news.on)
    step = next((step for step in steps if step.number == news.number), None)
    if step is None or step.before is None or step.now is None:
        return Moment(news, is_readable, [], [], None, None)
    old, new = step.before, step.now
    return Moment(
        news,
        is_readable,
        title=_difference(old.title, new.title),
        text=_difference(old.text, new.text),
        kinds=(str(Kind(old.kind).label), str(Kind(new.kind).label)) if old.kind != new.kind else None,
        places=(old.under_title, new.under_title) if old.under != new.under else None,
    )


def _difference(old: str, new: str) -> Words:
    return shortened(compare_words(old, new)) if old != new else []


def _was_there(steps: Sequence[Step], day: date) -> bool:
    until = [step for step in steps if step.on <= day]
    return bool(until) and until[-1].change != ElementChange.DROPPED
