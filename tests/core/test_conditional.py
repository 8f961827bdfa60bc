import gzip

import brotli
import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from apps.core.conditional import compress, compressed, not_modified, page_version, public


def request(method="get", path="/herning/", **headers):
    return getattr(RequestFactory(), method)(path, headers=headers)


def test_a_version_is_made_of_address_parts_and_language():
    same = page_version(request(), 1)
    assert page_version(request(), 1) == same
    with translation.override("en"):
        english = page_version(request(), 1)
    others = {english, page_version(request(), 2), page_version(request(path="/randers/"), 1)}
    assert len(others | {same}) == 4


@pytest.mark.parametrize("known", ['W/"abc"', '"abc"', 'W/"old", W/"abc"', "*"])
def test_a_reader_who_has_the_page_gets_304_with_the_same_headers(known):
    response = not_modified(request(**{"if-none-match": known}), "abc")
    assert response.status_code == 304
    assert response["ETag"] == 'W/"abc"'
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("known", ['W/"old"', "", "rubbish", '"abc'[:3]])
def test_another_reader_gets_the_page(known):
    assert not_modified(request(**{"if-none-match": known}), "abc") is None
    assert public(HttpResponse("x"), "abc")["ETag"] == 'W/"abc"'


@pytest.mark.parametrize(
    ("accepted", "encoding", "read"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("GZIP", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("", None, bytes),
        ("identity;q=1, *;q=0", None, bytes),
    ],
)
def test_the_kept_bytes_are_sent_in_the_encoding_the_reader_takes(accepted, encoding, read):
    response = compressed(request(**{"accept-encoding": accepted}), compress("Rød grød"), "v")
    assert response.get("Content-Encoding") == encoding
    assert read(response.content).decode() == "Rød grød"


def test_long_pages_are_compressed_quickly():
    page = "Vi vil skabe rammer for fællesskab. " * 30_000
    assert len(compress(page).gzip) < len(page) / 50
