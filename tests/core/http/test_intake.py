"""What is sent to the portal, as bytes through the whole WSGI application: refused with the portal's own headers, or read."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.test import override_settings
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from apps.core.http.intake import body_limit, takes_forms
from tests.core.http.conftest import Unreadable, ask

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "http.yaml").read_text())
ADDRESSES = ["/", "/healthz", "/was", "/konto/login/", "/admin/", "/arbejdsrum/", "/en/", "/findes/ikke/"]
ADDRESSES += ["/api/v1/municipalities/", "/static/favicon.svg", "/sitemap.xml", "/farve/7a1f2b.css"]
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"


def is_the_portals(answer):
    return "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("case", [case for case in CASES if "rot13" in str(case) or "escape" in str(case)])
def test_cases_of_charsets(outside, case):
    path, _mark, query = case["path"].partition("?")
    answer = outside(path, query, CONTENT_TYPE=case["header"].partition(": ")[2])
    assert (answer.status, is_the_portals(answer)) == (case["status"], True)


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "PUT"])
@pytest.mark.parametrize(
    "charset", ["rot13", "unicode_escape", "utf-16", "latin-1", "idna", "findes-ikke", ""]
)
def test_only_utf_8_is_accepted_at_every_address(outside, path, method, charset):
    answer = outside(path, method=method, CONTENT_TYPE=f"text/plain; charset={charset}")
    assert (answer.status, is_the_portals(answer)) == (400, True)


@pytest.mark.parametrize("name", ["utf-8", "UTF-8", '"utf-8"', "utf8"])
def test_utf_8_by_any_of_its_names_is_read(outside, name):
    assert outside(CONTENT_TYPE=f"text/plain; charset={name}").status == 200
    answer = outside(
        "/konto/login/", method="POST", body="login=æ".encode(), CONTENT_TYPE=f"{FORM}; charset={name}"
    )
    assert answer.status == 403  # no token against forgery: the form was read


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain; x*=rot13''a",
        "text/plain; x*=findes-ikke''a",
        f"{MULTIPART}; boundary=y",
        "; charset=utf-8",
    ],
)
def test_a_content_type_with_an_encoding_of_its_own_is_refused(outside, content_type):
    assert outside(CONTENT_TYPE=content_type).status == 400


@pytest.mark.parametrize("path", ADDRESSES)
def test_more_fields_than_a_form_may_have_are_refused_at_every_address(outside, path, settings):
    query = "&".join(["a"] * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 2))
    assert outside(path, query, CONTENT_TYPE="text/plain; charset=utf-8").status == 413
    assert outside(path, query).status == 413


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("content_type", [MULTIPART, "application/json"])
def test_too_much_is_refused_before_a_byte_is_read(outside, path, method, content_type):
    answer = outside(
        path, method=method, body=Unreadable(), CONTENT_LENGTH="200000000", CONTENT_TYPE=content_type
    )
    assert (answer.status, is_the_portals(answer)) == (413, True)


@pytest.mark.parametrize("path", ["/", "/was", "/healthz", "/sitemap.xml", "/api/v1/municipalities/"])
@pytest.mark.parametrize("content_type", [MULTIPART, FORM])
def test_what_only_answers_parses_no_form(outside, path, content_type):
    answer = outside(path, method="POST", body=Unreadable(), CONTENT_LENGTH="9000", CONTENT_TYPE=content_type)
    assert answer.status == 405


@pytest.mark.parametrize("length", ["-1", "1e3", "²", "0x10", " 5", "5,5"])
def test_a_length_that_is_no_number_is_refused(outside, length):
    assert outside("/konto/login/", method="POST", CONTENT_LENGTH=length).status == 400


def test_a_body_of_unsaid_length_is_refused(outside):
    assert outside("/konto/login/", method="POST", HTTP_TRANSFER_ENCODING="chunked").status == 400


@pytest.mark.parametrize(
    ("path", "limit", "reads"),
    [
        ("/", 10_000, False),
        ("/en/herning/", 10_000, False),
        ("/adminer/", 10_000, False),
        ("/en/konto/login/", 100_000, True),
        ("/admin/strategies/", settings.DATA_UPLOAD_MAX_MEMORY_SIZE + settings.LOGO_MAX_BYTES, True),
    ],
)
def test_each_kind_of_address_has_its_limit(path, limit, reads):
    assert (body_limit(path), takes_forms(path)) == (limit, reads)


def test_the_limit_is_the_largest_that_passes(outside):
    with override_settings(BODY_LIMITS=(("", 5),)):
        assert outside(method="POST", body=b"12345").status == 405
        assert outside(method="POST", body=b"123456").status == 413


@pytest.mark.parametrize("name", ["name*=rot13''a", "name*=unicode_escape''%5Cud800", "name*=findes-ikke''a"])
def test_a_part_of_a_form_with_an_encoding_of_its_own_is_no_error_of_ours(outside, name):
    body = f"--x\r\nContent-Disposition: form-data; {name}\r\n\r\nord\r\n--x--\r\n".encode()
    assert outside("/konto/login/", method="POST", body=body, CONTENT_TYPE=MULTIPART).status in (400, 403)


def test_a_large_form_never_lies_on_the_disk(outside):
    """Also where it is let in: an upload as large as any that is taken stays in memory."""
    assert max(limit for _start, limit in settings.BODY_LIMITS) <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE


CHARSETS = st.sampled_from(
    ["rot13", "utf-8", "utf-16", "unicode_escape", "hex", "punycode", "zlib", "\xff", "u" * 99]
)
LATIN = st.text(st.characters(max_codepoint=255), max_size=40)
TYPES = st.one_of(
    LATIN,
    st.builds("{}; charset={}".format, st.sampled_from(["text/plain", FORM, MULTIPART]), CHARSETS | LATIN),
    st.builds(
        "text/plain; {}*={}''{}".format, st.sampled_from(["charset", "boundary", "x"]), CHARSETS, LATIN
    ),
    st.sampled_from([FORM, MULTIPART, "application/json"]),
)
PARTS = st.builds(
    "--x\r\nContent-Disposition: form-data; name{}\r\n{}\r\n{}\r\n--x--\r\n".format,
    st.one_of(st.just('="login"'), st.builds("*={}''{}".format, CHARSETS, LATIN), LATIN),
    st.one_of(st.just(""), st.builds("Content-Type: text/plain; charset={}\r\n".format, CHARSETS), LATIN),
    LATIN,
).map(lambda part: part.encode("latin-1"))
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "HTTP_ACCEPT",
            "HTTP_ACCEPT_ENCODING",
            "HTTP_ACCEPT_LANGUAGE",
            "HTTP_COOKIE",
            "HTTP_IF_NONE_MATCH",
            "HTTP_IF_MODIFIED_SINCE",
            "HTTP_RANGE",
            "HTTP_REFERER",
            "HTTP_ORIGIN",
            "HTTP_HOST",
            "HTTP_USER_AGENT",
            "HTTP_X_FORWARDED_FOR",
            "HTTP_X_FORWARDED_PROTO",
            "HTTP_HX_REQUEST",
            "HTTP_HX_CURRENT_URL",
        ]
    ),
    LATIN,
    max_size=4,
)


@pytest.mark.django_db
@hypothesis_settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    path=st.one_of(st.sampled_from([*ADDRESSES, "/soeg/"]), LATIN.map("/{}".format)),
    query=st.one_of(st.just(""), LATIN, st.sampled_from(["next=/%5Cud800", "q=%ED%A0%80", "&" * 4002])),
    method=st.sampled_from(["GET", "POST", "HEAD", "PUT", "OPTIONS", "TRACE", "ÆØÅ"]),
    content_type=TYPES,
    body=st.one_of(st.just(b""), st.binary(max_size=60), PARTS, st.just(b"login=%00&" + b"a=1&" * 4002)),
    headers=HEADERS,
)
@example("/healthz", "a", "GET", "text/plain; charset=rot13", b"", {})
@example("/konto/login/", "next=/%5Cud800", "GET", "text/plain; charset=unicode_escape", b"", {})
def test_no_headers_charsets_and_bodies_are_an_error_of_ours(
    path, query, method, content_type, body, headers
):
    answer = ask(path, query, method, body, CONTENT_TYPE=content_type, **headers)
    assert answer.status < 500
    assert is_the_portals(answer)
