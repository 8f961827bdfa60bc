import brotli
import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from apps.core.conditional import PublicVersion, decode, encode, encoding_for, is_known, public

TAG = 'W/"abc-7"'


def tag(path="/herning/", version=PublicVersion(1, 7)):  # noqa: B008
    return public(RequestFactory().get(path), HttpResponse("x"), version)["ETag"]


def test_a_tag_is_made_of_address_version_and_language():
    same = tag()
    assert tag() == same
    with translation.override("en"):
        english = tag()
    others = {english, tag(version=PublicVersion(1, 8)), tag("/randers/"), tag(version=PublicVersion(None))}
    assert len(others | {same}) == 5


def test_a_public_answer_may_be_kept_by_everybody_who_asks_again():
    response = public(RequestFactory().get("/"), HttpResponse("x"), PublicVersion(0, 3))
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response["Vary"] == "Accept-Encoding"
    assert response.public_version == PublicVersion(0, 3)


@pytest.mark.parametrize("known", [TAG, '"abc-7"', f'W/"old", {TAG}', f'"a,b",{TAG} , "c"', "*", " * "])
def test_a_reader_who_names_the_tag_has_the_page(known):
    assert is_known(TAG, known)


@pytest.mark.parametrize(
    "known", ['W/"old"', "", "rubbish", "abc-7", '"abc-7', 'W/"abc"', ",,,", '*, "x"', "\x00"]
)
def test_any_other_reader_does_not(known):
    assert not is_known(TAG, known)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.000, gzip; q=0.0", "identity"),
        ("", "identity"),
        ("identity;q=1, *;q=0", "identity"),
    ],
)
def test_the_reader_decides_the_encoding(accepted, encoding):
    assert encoding_for(accepted) == encoding


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_what_is_encoded_can_be_read_again(encoding):
    assert decode(encode("Rød grød".encode(), encoding), encoding).decode() == "Rød grød"


def test_browsers_understand_the_encoding():
    assert brotli.decompress(encode("Rød grød".encode(), "br")).decode() == "Rød grød"
