"""Counts of several processes are all there in the end."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, connections

from apps.readership.models import PageDay
from apps.readership.operations.count import Counts, PageOnDay, add_counts
from tests.bystander import own

DAY = date(2026, 5, 3)


def test_each_count_is_added_to_its_own(herning):
    page = PageOnDay("/herning/", DAY)
    for counts in (Counts(views=3), Counts(useful=1), Counts(useless=2), Counts(4, 1, 1)):
        add_counts(counted={page: counts})
    assert list(own(PageDay).values_list("views", "useful", "useless")) == [(7, 2, 3)]


def test_nothing_counted_writes_nothing(db):
    add_counts(counted={})
    assert own(PageDay).count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads cannot share a database in memory")
def test_writers_at_once_lose_nothing_and_do_not_wait_in_a_ring(herning):
    pages = [PageOnDay(f"/herning/{name}/", DAY) for name in "abcd"]

    def write(turn):
        try:
            order = pages if turn % 2 else pages[::-1]
            add_counts(counted=dict.fromkeys(order, Counts(views=1)))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(40)))
    found = Counter(dict(own(PageDay).values_list("address", "views")))
    assert found == {page.address: 40 for page in pages}
