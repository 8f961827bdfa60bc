"""What editors see of readers: each page with how often it was read, what was answered, and the newest texts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet

from apps.readership.models import PageComment, PageCommentQuerySet, PageDay, PageDayQuerySet


class Order(StrEnum):
    """By which column pages stand; in each, the most comes first, and addresses decide between equals."""

    VIEWS = "views"
    USEFUL = "useful"
    USELESS = "useless"


@dataclass
class ReadPage:
    """A page in the days that are shown."""

    address: str
    views: int
    useful: int
    useless: int
    comments: list[PageComment] = field(default_factory=list)


def first_day(today: date) -> date:
    """The first of the days that are shown, of which today is the last."""
    return today - timedelta(settings.READERSHIP_SHOWN_DAYS - 1)


def read_pages(
    days: PageDayQuerySet, comments: PageCommentQuerySet, *, order: Order, number: str, today: date
) -> Page:
    """One page of the list of ``ReadPage``; four queries. A number beyond the end gives the last, and nonsense the first."""
    rows: QuerySet[PageDay, Any] = days.by_page(since=first_day(today)).order_by(F(order).desc(), "address")
    page = Paginator(rows, settings.READERSHIP_PAGE_SIZE).get_page(number)
    found = [ReadPage(**row) for row in page.object_list]
    written = _newest(comments, [each.address for each in found])
    for each in found:
        each.comments = written[each.address]
    page.object_list = found
    return page


def _newest(comments: PageCommentQuerySet, addresses: Iterable[str]) -> dict[str, list[PageComment]]:
    """The newest texts of each page; however many there are, a day adds few and they are kept for a time."""
    newest: dict[str, list[PageComment]] = defaultdict(list)
    for comment in comments.filter(address__in=addresses).order_by("-day", "-pk"):
        if len(newest[comment.address]) < settings.READERSHIP_COMMENTS:
            newest[comment.address].append(comment)
    return newest
