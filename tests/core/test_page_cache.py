"""The page cache alone, in front of views that count how often they are asked."""

from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from apps.core import page_cache
from apps.core.conditional import PublicVersion, after_sending, public
from apps.core.response_store import ResponseStore

PAGE = "Rød grød med fløde. " * 20


class Site:
    """A site of one view, whose answer ``change`` may alter, and its counters."""

    def __init__(self, change=lambda response: response):
        self.change = change
        self.asked = 0
        self.counters = {7: 1}
        self.of = 7
        self.site = page_cache.middleware(self.view)

    def view(self, request):
        self.asked += 1
        version = PublicVersion(self.of, self.counters.get(self.of, 0))
        return self.change(public(request, HttpResponse(f"{PAGE}{self.asked}"), version))

    def get(self, path="/a/", method="get", data=None, **environ):
        headers = environ.pop("headers", {})
        return self.site(getattr(RequestFactory(), method)(path, data, headers=headers, **environ))


@pytest.fixture
def site(monkeypatch):
    found = Site()
    monkeypatch.setattr(page_cache, "_counter", lambda: found.counters.get)
    return found


def test_the_view_is_asked_once_until_its_counter_moves(site):
    assert [site.get().content for _visit in range(3)] == [f"{PAGE}1".encode()] * 3
    site.counters[8] = 5
    site.get()
    assert site.asked == 1
    site.counters[7] = 2
    assert site.get().content == f"{PAGE}2".encode()
    del site.counters[7]
    site.get()
    assert site.asked == 3


def test_what_only_the_code_changes_asks_no_counter(site):
    site.of = None
    site.counters = {}
    assert site.get()["ETag"] == site.get()["ETag"]
    assert site.asked == 1


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/b/"},
        {"path": "/a/?"},
        {"path": "/a"},
        {"path": "/A/"},
        {"HTTP_HOST": "other.example"},
        {"HTTP_HOST": "testserver:81"},
        {"secure": True},
        {"SCRIPT_NAME": "/portal"},
    ],
)
def test_another_address_is_another_page(site, other):
    site.get()
    site.get(**other)
    assert site.asked == (1 if other == {"path": "/a/?"} else 2)


@pytest.mark.parametrize(
    "request_",
    [
        {"path": "/a/?x=1"},
        {"method": "post"},
        {"method": "options"},
        {"headers": {"cookie": "a=æ"}},
        {"headers": {"cookie": 'a="\\000"'}},
        {"CONTENT_LENGTH": "3"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
    ],
)
def test_what_is_asked_in_another_way_is_neither_kept_nor_answered_from_what_is(site, request_):
    site.get(**request_)
    assert page_cache.store.bytes == 0
    site.get()
    site.get(**request_)
    assert site.asked == 3


def private(response):
    response["Cache-Control"] = "private, no-store"
    return response


def with_cookie(response):
    response.set_cookie("a", "b")
    return response


def no_longer_there(response):
    response.status_code = 404
    return response


def by_cookie(response):
    response["Vary"] = "Accept-Encoding, Cookie"
    return response


def without_version(response):
    del response.public_version
    return response


def encoded_already(response):
    response["Content-Encoding"] = "gzip"
    return response


def streamed(response):
    other = StreamingHttpResponse(iter([b"x"]), headers=dict(response.items()))
    other.public_version = response.public_version
    return other


NOT_KEPT = [private, with_cookie, no_longer_there, by_cookie, without_version, encoded_already, streamed]


@pytest.mark.parametrize("change", NOT_KEPT)
@pytest.mark.parametrize("method", ["get", "head"])
def test_what_is_not_the_same_for_everybody_is_never_kept_nor_changed(site, change, method):
    site.change = change
    for number in (1, 2):
        response = site.get(method=method, headers={"accept-encoding": "br", "if-none-match": "*"})
        assert response.status_code == (404 if change is no_longer_there else 200)
        assert site.asked == number
    assert page_cache.store.bytes == 0


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity", "br;q=0, gzip;q=0", "br;q=0, gzip"])
def test_each_encoding_is_made_of_whichever_is_kept(site, encoding):
    fresh = {}
    for first in ("br", "gzip", "identity"):
        page_cache.store.clear()
        site.asked = 0
        site.get(headers={"accept-encoding": first})
        response = site.get(headers={"accept-encoding": encoding})
        fresh[first] = (response.content, dict(response.items()))
        assert site.asked == 1
    assert fresh["br"] == fresh["gzip"] == fresh["identity"]


def test_head_is_get_without_the_words_whoever_comes_first(site):
    headers = {"accept-encoding": "gzip"}
    head = site.get(method="head", headers=headers)
    get = site.get(headers=headers)
    assert (head.content, dict(head.items())) == (b"", dict(get.items()))
    assert int(get.get("Content-Length", len(get.content))) == len(get.content)
    assert site.asked == 1


@pytest.mark.parametrize("headers", [{"accept-encoding": "br"}, {"if-none-match": "*"}])
@pytest.mark.parametrize("path", ["/a/", "/a/?x=1"])
def test_what_is_to_be_done_after_sending_waits_for_it(site, path, headers):
    done = []
    site.change = lambda response: after_sending(response, lambda: done.append("kept"))
    response = site.get(path, headers=headers)
    assert done == []
    with patch("django.http.response.signals.request_finished.send"):
        response.close()
    assert done == ["kept"]


@pytest.mark.parametrize("path", ["/a/", "/a/?x=1"])
def test_a_reader_who_has_the_page_is_told_so_whether_it_is_kept_or_not(site, path):
    tag = site.get(path)["ETag"]
    for _kept in range(2):
        page_cache.store.clear()
        response = site.get(path, headers={"if-none-match": f'"x", {tag}', "accept-encoding": "br"})
        again = site.get(path, headers={"if-none-match": tag.removeprefix("W/")})
        assert (response.status_code, response.content, dict(response.items())) == (
            304,
            b"",
            dict(again.items()),
        )
        assert set(response.headers) == {"ETag", "Cache-Control", "Vary"}
    assert site.get(path, headers={"if-none-match": '"x"'}).status_code == 200


def test_a_database_that_does_not_answer_leaves_the_page_to_the_long_way(site, monkeypatch, caplog):
    site.get()

    def fail(counter):
        raise DatabaseError("gone")

    monkeypatch.setattr(page_cache, "_counter", lambda: fail)
    assert site.get().status_code == 200
    assert site.asked == 2
    assert "could not be read" in caplog.text


@pytest.mark.parametrize("broken", ["own", "shared", "keep"])
def test_a_store_that_fails_never_breaks_a_page(site, monkeypatch, broken):
    def fail(*args, **kwargs):
        raise OSError("no memory")

    monkeypatch.setattr(page_cache.store, broken, fail)
    for number in (1, 2):
        assert site.get(headers={"accept-encoding": "br"}).status_code == 200
        assert site.asked == number or broken == "shared"


def test_a_further_encoding_counts(site):
    site.get(headers={"accept-encoding": "br"})
    one = page_cache.store.bytes
    site.get(headers={"accept-encoding": "gzip"})
    assert page_cache.store.bytes > one
    site.counters[7] = 2
    page_cache.find(page_cache.asked(RequestFactory().get("/a/").META))
    assert page_cache.store.bytes == 0


@pytest.fixture
def other_process(monkeypatch):
    return lambda: monkeypatch.setattr(page_cache, "store", ResponseStore(1_000_000))


def test_processes_share_what_they_keep_where_there_is_a_cache_for_it(
    site, settings, monkeypatch, other_process
):
    settings.PAGE_SHARED_SECONDS = 60
    monkeypatch.setattr("apps.core.response_store._SHARED_BACKENDS", ("locmem",))
    cache.clear()
    first = site.get(headers={"accept-encoding": "br"})
    other_process()
    second = site.get(headers={"accept-encoding": "br"})
    assert (second.content, dict(second.items())) == (first.content, dict(first.items()))
    assert site.asked == 1
    site.counters[7] = 2
    other_process()
    assert site.get().content == f"{PAGE}2".encode()
    cache.clear()


def test_a_cache_that_is_not_shared_is_not_asked(site, other_process):
    site.get()
    other_process()
    site.get()
    assert site.asked == 2
