"""Counts are added to what is there in one statement, so that processes that write at once lose nothing."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import connection, transaction

from apps.municipalities.models import Municipality

_ADD = """
    INSERT INTO readership_pageday (municipality_id, address, day, views, useful, useless)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (address, day) DO UPDATE SET
        views = readership_pageday.views + excluded.views,
        useful = readership_pageday.useful + excluded.useful,
        useless = readership_pageday.useless + excluded.useless
"""


class PageOnDay(NamedTuple):
    address: str
    day: date


class Counts(NamedTuple):
    """How often a page was read, and found useful or not."""

    views: int = 0
    useful: int = 0
    useless: int = 0


@transaction.atomic
def add_counts(*, counted: Mapping[PageOnDay, Counts]) -> None:
    """Add to what is known of each page on each day; two queries of which the second is repeated.

    The rows are written in the order of their names, so that two processes wait for each other and never in a ring. A page
    that belongs to no municipality is the portal's own.
    """
    slugs = {page.address.split("/")[1] for page in counted}
    owners = dict(Municipality.objects.filter(slug__in=slugs).order_by().values_list("slug", "pk"))
    rows = [
        (owners.get(page.address.split("/")[1]), page.address, page.day, *counts)
        for page, counts in sorted(counted.items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, rows)
