"""Every public answer through the whole stack: kept, it is the long way's own, byte for byte, and never out of date."""

import gzip
from io import BytesIO

import brotli
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from apps.core import page_cache
from apps.core.page_cache import in_front_of
from apps.core.response_store import ResponseStore
from apps.municipalities.freshness import bump_public_version
from apps.municipalities.models import Municipality
from apps.publishing.operations.publish import publish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from tests.factories import MunicipalityFactory, make_plan, once_public

PLAN = "/herning/vores-plan/"
PAGES = ["/", "/was", "/herning/", PLAN, f"{PLAN}vores-vaekst/", f"{PLAN}udgaver/", f"{PLAN}kilde/1/"]
PUBLIC = [*PAGES, *(f"/en{path}" for path in PAGES), "/sitemap.xml", "/robots.txt"]
PUBLIC += [
    f"/api/v1/{path}" for path in ("municipalities/", "municipalities/herning/", "plans/herning/vores-plan/")
]
READ = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
#: What tells of the body's encoding.
OF_THE_ENCODING = {"Content-Encoding", "Content-Length"}


def call(application, path, method="GET", query="", **headers):
    """One request as a server sends it: status, header lines in order, body."""
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(),
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
    }  # fmt: skip
    told = []
    body = application(environ, lambda status, lines, *_rest: told.append((status, lines)))
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    [(status, lines)] = told
    return status, lines, content


@pytest.fixture(autouse=True)
def _one_transaction(db):
    """A test is one transaction, which a request must not end by closing an old connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def portal(db):
    """The portal as it is served; nothing is kept yet."""
    return in_front_of(get_wsgi_application())


def without_page_cache(path, **headers):
    """The long way, through all middleware but the page cache."""
    from django.conf import settings

    with override_settings(MIDDLEWARE=settings.MIDDLEWARE[1:]):
        return call(get_wsgi_application(), path, **headers)


@pytest.mark.parametrize("https", [False, True])
@pytest.mark.parametrize("path", PUBLIC)
def test_kept_answers_are_the_long_ways_byte_for_byte(settings, published, path, https):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = https, 3600 * https
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    page_cache._deciding.cache_clear()
    sent = {"x-forwarded-proto": "https"} if https else {}
    status, lines, body = without_page_cache(path, **sent)
    assert status == "200 OK"
    portal = in_front_of(get_wsgi_application())
    for encoding, read in READ.items():
        for _first_and_kept in range(2):
            told, own, content = call(portal, path, **sent, **{"accept-encoding": encoding})
            assert (told, read(content)) == (status, body)
            plain = [line for line in own if line[0] not in OF_THE_ENCODING]
            assert plain == [line for line in lines if line[0] not in OF_THE_ENCODING]
            assert dict(own)["Content-Length"] == str(len(content))
            assert dict(own).get("Content-Encoding", "identity") == encoding
    names = {name for name, _value in lines}
    assert {"Content-Security-Policy", "Permissions-Policy", "Content-Language", "Vary", "ETag"} <= names
    assert ("Strict-Transport-Security" in names) is https
    page_cache._deciding.cache_clear()


@pytest.mark.parametrize("path", PUBLIC)
def test_kept_it_takes_one_query_at_most_for_words_head_and_304(portal, published, path):
    sent = {"accept-encoding": "br"}
    status, lines, body = call(portal, path, **sent)
    tag = dict(lines)["ETag"]
    with CaptureQueriesContext(connection) as context:
        assert call(portal, path, **sent) == (status, lines, body)
        assert call(portal, path, "HEAD", **sent) == (status, lines, b"")
        unchanged = call(portal, path, **{"if-none-match": tag})
    assert len(context) == (0 if path == "/robots.txt" else 3)
    assert (unchanged[0], unchanged[2]) == ("304 Not Modified", b"")
    assert unchanged[1] == [line for line in lines if line[0] not in {"Content-Type", *OF_THE_ENCODING}]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_304_is_the_same_whether_the_page_is_kept_or_not(portal, published, path):
    tag = {"if-none-match": dict(call(portal, path)[1])["ETag"]}
    kept = call(portal, path, **tag)
    page_cache.store.clear()
    assert call(portal, path, **tag) == kept
    assert call(portal, path, **tag) == kept


def asked(path, client=None):
    response = (client or Client()).get(path, headers={"accept-encoding": "br"})
    return response.status_code, response.content


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_is_published_retracted_coloured_or_withdrawn_is_seen_at_the_next_visit(
    plan, published, town, editor, monkeypatch, prefix
):
    paths = [f"{prefix}{path}" for path in ("/", "/herning/", PLAN, f"{PLAN}vores-vaekst/")]
    processes = [ResponseStore(1_000_000), ResponseStore(1_000_000)]

    def everywhere(path):
        """The page as two processes answer it; what they have kept of it differs in age, not in words."""
        found = []
        for process in processes:
            monkeypatch.setattr(page_cache, "store", process)
            found.append(asked(path))
        assert found[0] == found[1]
        return found[0]

    growth = plan.elements.get(title="Vores vækst").identity
    deeds = [
        lambda: publish(plan=plan, by=editor, nature="editorial"),
        lambda: retract(identity=growth, by=editor, reason="Navn.", words="Andet afsnit"),
        lambda: (
            Municipality.objects.filter(pk=town.pk).update(
                accent_colour="#123456", name="Nye Herning Kommune"
            ),
            bump_public_version(municipality_id=town.pk),
        ),
    ]
    seen = {path: [everywhere(path)] for path in paths}
    for deed in deeds:
        deed()
        for path in paths:
            seen[path].append(everywhere(path))
    assert len(set(seen[paths[2]])) == 4
    assert len(set(seen[paths[3]])) == 4
    assert b"Andet afsnit" in brotli.decompress(seen[paths[3]][1][1])
    assert b"Andet afsnit" not in brotli.decompress(seen[paths[3]][2][1])
    withdraw(plan=plan, by=editor)
    assert [everywhere(path)[0] for path in paths] == [200, 200, 410, 410]


def test_another_municipality_neither_changes_nor_refreshes_a_page(
    client, published, randers, other_editor, django_assert_num_queries
):
    before = {path: asked(path) for path in ("/", "/herning/", PLAN)}
    publish(plan=make_plan(municipality=randers, slug="ny"), by=other_editor, nature="adopted")
    with django_assert_num_queries(2):
        assert (asked("/herning/"), asked(PLAN)) == (before["/herning/"], before[PLAN])
    assert asked("/") != before["/"]


def test_an_address_at_which_nothing_was_found_shows_what_comes_there(client):
    assert client.get("/sted/").status_code == 404
    assert b"Nye" not in client.get("/").content
    once_public(MunicipalityFactory(name="Nye Kommune", slug="sted"))
    assert b"Nye" in client.get("/sted/").content
    assert b"Nye" in client.get("/").content


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "local host", "localhost:x"])
def test_a_host_that_is_not_ours_is_refused_whatever_is_kept(settings, portal, published, host):
    settings.ALLOWED_HOSTS = ["localhost"]
    for _kept in range(2):
        assert call(portal, PLAN)[0] == "200 OK"
        assert call(portal, PLAN, host=host)[0] == "400 Bad Request"


def test_without_https_a_reader_is_sent_to_it_whatever_is_kept(settings, published):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    page_cache._deciding.cache_clear()
    portal = in_front_of(get_wsgi_application())
    for _kept in range(2):
        assert call(portal, PLAN, **{"x-forwarded-proto": "https"})[0] == "200 OK"
        for proto in ({}, {"x-forwarded-proto": "http"}, {"x-forwarded-proto": ""}):
            assert call(portal, PLAN, **proto)[0] == "301 Moved Permanently"
    page_cache._deciding.cache_clear()


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/herning/\x00/", {}, "400 Bad Request"),
        ("/herning/\xff/", {}, "404 Not Found"),
        (PLAN[:-1], {}, "301 Moved Permanently"),
        ("/Herning/vores-plan/", {}, "301 Moved Permanently"),
        ("/en/en/herning/", {}, "404 Not Found"),
        (PLAN, {"cookie": 'a="\\000"'}, "400 Bad Request"),
        (PLAN, {"cookie": "a=\xff"}, "400 Bad Request"),
    ],
)
def test_malformed_requests_are_answered_as_before(portal, published, path, headers, status):
    for known in PUBLIC:
        call(portal, known)
    for _visit in range(2):
        assert call(portal, path, **headers)[0] == status


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"])
def test_another_method_is_never_answered_from_what_is_kept(portal, published, method):
    call(portal, PLAN)
    assert call(portal, PLAN, method)[0] == "405 Method Not Allowed"


def test_an_address_with_a_query_string_is_made_anew_and_not_kept(portal, published):
    call(portal, PLAN)
    kept = page_cache.store.bytes
    status, lines, body = call(portal, PLAN, query="x=1", **{"accept-encoding": "br"})
    # Only the way to the other language carries it along.
    assert (status, body.count(b"?x=1"), "Content-Encoding" in dict(lines)) == ("200 OK", 1, False)
    assert call(portal, PLAN, query="x=1", **{"if-none-match": dict(lines)["ETag"]})[0] == "304 Not Modified"
    assert page_cache.store.bytes == kept


@pytest.mark.parametrize(
    "path",
    [
        "/healthz",
        "/readyz",
        "/konto/login/",
        "/admin/",
        "/arbejdsrum/herning/strategi/",
        "/findes-ikke/",
        "/e/x/",
        "/farve/7a1f2b.css",
    ],
)
def test_nothing_else_is_kept(client, published, council_member, path):
    client.get(path)
    client.force_login(council_member)
    client.get(path)
    assert page_cache.store.bytes == 0


def test_a_signed_in_reader_gets_the_same_kept_page_and_leaves_nothing_in_it(
    client, published, editor, django_assert_num_queries
):
    client.force_login(editor)
    signed_in = client.get(PLAN)
    with django_assert_num_queries(1):
        anonymous = Client().get(PLAN)
    assert (anonymous.content, dict(anonymous.items())) == (signed_in.content, dict(signed_in.items()))
    assert editor.full_name.encode() not in anonymous.content
    with django_assert_num_queries(1):
        assert client.get(PLAN).content == anonymous.content


def test_a_draft_is_kept_by_nobody(client, plan, published, editor):
    from apps.publishing.operations.preview_links import make_preview_link

    _link, token = make_preview_link(plan=plan, by=editor, days=1)
    assert client.get(f"/kladde/{token}/").status_code == 200
    assert page_cache.store.bytes == 0


def test_a_dropped_element_and_one_that_moved_are_kept_like_the_rest(client, plan, published, editor):
    from apps.strategies import tree

    path = f"{PLAN}vores-boern/"
    assert b"sidst" not in client.get(path).content
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Vores børn").pk, by=editor)
    publish(plan=plan, by=editor, nature="editorial")
    first, kept = client.get(path), client.get(path)
    assert "Udgået" in kept.content.decode()
    assert first.content == kept.content
