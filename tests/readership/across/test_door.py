"""Which answers of the public door are counted: pages that were sent, kept or not, and nothing else."""

from unittest.mock import patch

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from apps.core import page_cache
from apps.core.page_cache import in_front_of
from apps.publishing.operations.publish import publish
from apps.readership import counting
from apps.readership.counting import counter
from apps.readership.models import PageDay
from tests.bystander import own
from tests.factories import element, make_plan
from tests.readership.test_counting import CHROME

PLAN = "/herning/vores-plan/"


@pytest.fixture(autouse=True)
def _browser(client):
    client.defaults["HTTP_USER_AGENT"] = CHROME


@pytest.fixture
def published(herning, editor):
    plan = make_plan(
        element("goal", "Et"), municipality=herning, slug="vores-plan", title="Planen", by=editor
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


def counted():
    counter.write_down()
    return {row.address: row.views for row in own(PageDay)}


def test_a_page_counts_whether_it_was_kept_or_had_to_be_made_and_when_the_reader_has_it(client, published):
    made = client.get(PLAN)
    kept = client.get(PLAN)
    known = client.get(PLAN, headers={"If-None-Match": made["ETag"]})
    assert [made.status_code, kept.status_code, known.status_code] == [200, 200, 304]
    assert counted() == {PLAN: 3}


def test_a_page_asked_with_a_query_counts_by_its_address(client, published):
    for path in ("/soeg/?q=et", "/soeg/?q=to", "/en/soeg/?q=et"):
        assert client.get(path).status_code == 200
    assert counted() == {"/soeg/": 3}


@pytest.mark.parametrize(
    "path",
    [
        f"{PLAN}index.json", f"{PLAN}index.md", f"{PLAN}nyt.atom", "/api/v1/municipalities/", "/sitemap.xml", "/robots.txt", "/healthz",
        "/farve/7a1f2b.css", "/soeg/forslag/?q=e", "/herning/log.jsonl", "/findes-ikke/", f"{PLAN}pr/2026-05-03/", "/konto/login/",
        "/admin/", "/Herning/",
    ],
)  # fmt: skip
def test_what_is_no_page_that_citizens_read_does_not_count(client, published, path):
    client.get(path)
    client.get(path)
    assert counted() == {}


def test_neither_head_nor_machines_nor_drafts_count(client, published):
    client.head(PLAN)
    client.get(PLAN, headers={"User-Agent": "Googlebot/2.1"})
    client.get(PLAN, headers={"Sec-Purpose": "prefetch"})
    assert counted() == {}


def test_counting_asks_the_database_nothing(client, published):
    client.get(PLAN)
    with CaptureQueriesContext(connection) as person:
        client.get(PLAN)
    with CaptureQueriesContext(connection) as machine:
        client.get(PLAN, headers={"User-Agent": "curl/8"})
    assert len(person) == len(machine) == 1


def test_views_are_written_down_once_the_answer_is_sent(client, published, settings):
    settings.VIEWS_HELD_SECONDS = 0
    client.get(PLAN)
    assert {row.address: row.views for row in own(PageDay)} == {PLAN: 1}


def test_in_front_of_django_too_it_is_after_the_answer_that_they_are_written(client, published, settings):
    client.get(PLAN, headers={"Accept-Encoding": "gzip"})
    settings.VIEWS_HELD_SECONDS = 0
    environ = RequestFactory(HTTP_USER_AGENT=CHROME).get(PLAN).environ
    sent = in_front_of(WSGIHandler())(environ, lambda status, headers: None)
    assert own(PageDay).count() == 0
    sent.close()
    assert {row.address: row.views for row in own(PageDay)} == {PLAN: 2}


def test_a_counter_that_breaks_is_told_in_the_log_and_the_page_is_sent(client, published, caplog):
    with patch.object(counting, "counter") as broken:
        broken.add.side_effect = RuntimeError
        assert client.get(PLAN).status_code == client.get(PLAN).status_code == 200
    assert caplog.text.count("A page that was sent could not be counted.") == 2
    assert page_cache.store.bytes > 0
