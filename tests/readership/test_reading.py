"""The list that editors see."""

from datetime import date, timedelta

import pytest

from apps.readership.models import PageComment, PageDay
from apps.readership.reading import Order, read_pages

TODAY = date(2026, 5, 30)


@pytest.fixture
def read(herning):
    """Three pages on some days, one of which was 30 days ago and is no longer shown."""
    for address, ago, counts in [
        ("/herning/a/", 0, (5, 0, 1)),
        ("/herning/a/", 29, (5, 2, 0)),
        ("/herning/a/", 30, (100, 9, 9)),
        ("/herning/b/", 3, (12, 1, 0)),
        ("/herning/c/", 4, (12, 0, 4)),
    ]:
        PageDay.objects.create(
            municipality=herning, address=address, day=TODAY - timedelta(ago),
            **dict(zip(("views", "useful", "useless"), counts, strict=True)),
        )  # fmt: skip
    return herning


def pages(municipality, order=Order.VIEWS, number=""):
    days = PageDay.objects.filter(municipality=municipality)
    comments = PageComment.objects.filter(municipality=municipality)
    return read_pages(days, comments, order=order, number=number, today=TODAY)


@pytest.mark.parametrize(("order", "expected"), [("views", "bca"), ("useful", "abc"), ("useless", "cab")])
def test_pages_stand_with_the_sums_of_the_days_shown_the_most_first(read, order, expected):
    found = pages(read, Order(order)).object_list
    assert "".join(page.address[-2] for page in found) == expected
    assert {(page.address[-2], page.views, page.useful, page.useless) for page in found} == {
        ("a", 10, 2, 1), ("b", 12, 1, 0), ("c", 12, 0, 4),
    }  # fmt: skip


def test_each_page_has_its_newest_texts(read, settings):
    settings.READERSHIP_COMMENTS = 2
    for address, ago, text in [("a", 3, "tre"), ("a", 1, "et"), ("a", 2, "to"), ("b", 9, "ni")]:
        day = TODAY - timedelta(ago)
        PageComment.objects.create(municipality=read, address=f"/herning/{address}/", day=day, text=text)
    written = {
        page.address[-2]: [comment.text for comment in page.comments] for page in pages(read).object_list
    }
    assert written == {"a": ["et", "to"], "b": ["ni"], "c": []}


@pytest.mark.parametrize(
    ("number", "expected"), [("", "b"), ("2", "c"), ("3", "a"), ("99", "a"), ("x", "b"), ("-1", "a")]
)
def test_the_list_has_pages_and_any_number_shows_one(read, settings, number, expected):
    settings.READERSHIP_PAGE_SIZE = 1
    assert [page.address[-2] for page in pages(read, number=number).object_list] == [expected]


def test_number_of_queries_does_not_depend_on_what_there_is(read, django_assert_num_queries):
    with django_assert_num_queries(3):
        pages(read)
