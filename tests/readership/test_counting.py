"""Which views count, and that none is lost on its way into the database."""

import logging
from datetime import date
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.readership import counting
from apps.readership.counting import ViewCounter, is_machine, page_address, page_sent
from apps.readership.models import PageDay
from apps.readership.operations.count import PageOnDay
from tests.bystander import own

CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
PEOPLE = [
    CHROME,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 "
    "Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Linux; Android 14; CUBOT P80) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36",
    "Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.18",
]
MACHINES = [
    "",
    "curl/8.5.0",
    "python-requests/2.32",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36",
]


@pytest.mark.parametrize("name", PEOPLE)
def test_people_at_browsers_count(name):
    assert not is_machine(name)


@pytest.mark.parametrize("name", MACHINES)
def test_machines_that_say_so_do_not_count(name):
    assert is_machine(name)


@pytest.mark.parametrize(
    ("path", "address"),
    [("/herning/", "/herning/"), ("/en/herning/", "/herning/"), ("/", "/"), ("/en/", "/"), ("/en", "/"), ("/enge/", "/enge/")],
)  # fmt: skip
def test_an_english_page_is_counted_with_the_danish_one(path, address):
    assert page_address(path) == address


def test_a_page_fetched_before_anybody_wants_it_is_no_view():
    asked = {"PATH_INFO": "/herning/", "HTTP_USER_AGENT": CHROME}
    with patch.object(counting, "counter") as counter:
        page_sent({**asked, "HTTP_SEC_PURPOSE": "prefetch;prerender"})
        page_sent({**asked, "PATH_INFO": f"/{'x' * 400}/"})
        assert not counter.add.called
        page_sent(asked)
    counter.add.assert_called_once_with("/herning/")


def views():
    return {(row.address, row.day): row.views for row in own(PageDay)}


def test_views_go_into_the_database_together_and_are_added_to_what_is_there(db, herning):
    counter, today = ViewCounter(), timezone.localdate()
    for address in ("/herning/", "/herning/", "/soeg/"):
        counter.add(address)
    assert views() == {}
    counter.write_down()
    counter.write_down()
    assert views() == {("/herning/", today): 2, ("/soeg/", today): 1}
    assert own(PageDay).get(address="/herning/").municipality == herning
    assert own(PageDay).get(address="/soeg/").municipality is None
    counter.add("/herning/")
    counter.write_down()
    assert views() == {("/herning/", today): 3, ("/soeg/", today): 1}


def test_writing_takes_as_many_queries_for_three_pages_as_for_one_but_for_the_rows(
    herning, django_assert_num_queries
):
    counter = ViewCounter()
    counter.add("/herning/")
    counter.write_down()  # the first time of a day also throws away what is old
    for address in ("/herning/", "/herning/a/", "/herning/b/"):
        counter.add(address)
    with django_assert_num_queries(
        4
    ):  # the transaction's two, whose pages they are, and one statement for all of them
        counter.write_down()


def test_it_is_time_to_write_once_the_views_were_held_long_enough(settings):
    counter = ViewCounter()
    with patch.object(counting, "monotonic") as clock:
        clock.return_value = 100.0
        assert not counter.add("/a/")
        clock.return_value += settings.VIEWS_HELD_SECONDS - 1
        assert not counter.add("/a/")
        clock.return_value += 1
        assert [counter.add("/a/"), counter.add("/a/")] == [True, False]


def test_a_database_that_fails_is_told_in_the_log_and_loses_no_view(db, herning, caplog):
    counter = ViewCounter()
    counter.add("/herning/")
    with (
        caplog.at_level(logging.ERROR),
        patch.object(counting, "add_counts", side_effect=DatabaseError("away")),
    ):
        counter.write_down()
    assert [record.message for record in caplog.records] == [
        "Views of pages could not be written down; they are tried again."
    ]
    counter.add("/herning/")
    counter.write_down()
    assert list(views().values()) == [2]


def test_throwing_old_counts_away_may_fail_too(db, herning, caplog):
    counter = ViewCounter()
    counter.add("/herning/")
    with patch.object(counting, "forget", side_effect=DatabaseError("away")):
        counter.write_down()
    assert list(views().values()) == [1]
    assert "What is old of readers could not be thrown away." in caplog.text


def test_old_counts_go_with_the_first_views_of_a_day(herning, settings):
    PageDay.objects.create(address="/herning/", day=date(2019, 1, 1), municipality=herning, views=5)
    counter = ViewCounter()
    counter.add("/soeg/")
    counter.write_down()
    assert views() == {("/soeg/", timezone.localdate()): 1}


@given(st.lists(st.sampled_from("abcde"), max_size=60), st.integers(1, 5))
def test_no_more_pages_are_held_than_were_decided_and_no_view_of_those_is_lost(names, most):
    counter, written = ViewCounter(), {}

    def add(*, counted):
        written.update({page.address: counts.views for page, counts in counted.items()})

    with (
        patch.object(counting, "settings", VIEWS_HELD_PAGES=most, VIEWS_HELD_SECONDS=30),
        patch.object(counting, "add_counts", add),
        patch.object(counting, "forget"),
    ):
        for name in names:
            counter.add(name)
        counter.write_down()
    held = list(dict.fromkeys(names))[:most]
    assert written == {name: names.count(name) for name in held}


def test_a_page_and_its_day_are_its_name():
    assert PageOnDay("/a/", date(2026, 5, 3)) == ("/a/", date(2026, 5, 3))
