"""The database is away, hangs, or has no room: what a reader is told, and how soon."""

import errno
import re
import socket
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.contrib.admin.models import LogEntry
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory, element, make_plan
from tests.ops.serving import serving

on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has no server that could be away"
)
pytestmark = pytest.mark.django_db
AT_MOST = 10  # seconds


@pytest.fixture
def citizen():
    return Client(raise_request_exception=False)


@contextmanager
def every_query_fails(error):
    def fail(*args):
        raise error

    with connection.execute_wrapper(fail):
        yield


PAGES = ["/", "/en/", "/herning/", "/herning/en-plan/", "/sitemap.xml", "/konto/", "/arbejdsrum/", "/admin/"]
AWAY = [
    OperationalError("server closed the connection unexpectedly"),
    InterfaceError("connection already closed"),
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("error", AWAY)
def test_a_database_that_is_away_is_said_without_it(citizen, path, error):
    citizen.force_login(UserFactory())
    with every_query_fails(error):
        response = citizen.get(path)
    html = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "no-store" in response["Cache-Control"]
    wanted = "cannot be reached right now" if path == "/en/" else "Portalen kan ikke nås lige nu."
    assert wanted in html
    assert "server closed" not in html
    assert response["Content-Security-Policy"]


def test_the_api_says_so_as_json(citizen):
    with every_query_fails(AWAY[0]):
        response = citizen.get("/api/v1/municipalities/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert response.json() == {"detail": "Unavailable for the moment."}


def test_what_needs_no_database_answers_all_the_same(citizen):
    with every_query_fails(AWAY[0]):
        for path in ("/healthz", "/static/favicon.svg", "/farve/7a1f2b.css"):
            assert citizen.get(path).status_code == 200
        assert citizen.get("/readyz").status_code == 503


FULL = [
    OperationalError("database or disk is full"),
    OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EDQUOT, "Disk quota exceeded"),
]


@pytest.mark.parametrize("error", FULL)
def test_a_full_disk_is_said_in_words(citizen, error):
    with every_query_fails(error):
        response = citizen.get("/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "Portalens disk er fuld. Intet er gemt eller ændret." in response.content.decode()


def test_postgresqls_word_for_a_full_disk_is_understood(citizen):
    error = OperationalError("could not extend file")
    error.__cause__ = psycopg2.errors.DiskFull("could not extend file")
    with every_query_fails(error):
        assert "Portalens disk er fuld." in citizen.get("/").content.decode()


@pytest.mark.parametrize("at", range(1, 40, 6))
def test_a_disk_that_fills_up_while_an_edition_is_written_leaves_none_of_it(citizen, herning, editor, at):
    plan = make_plan(element("goal", "Mål", text="Ord."), municipality=herning)
    citizen.force_login(editor)
    address = reverse("admin:publishing_publish", args=[plan.pk])
    asked = citizen.get(address).context["form"].initial
    sent = {name: value for name, value in asked.items() if value is not None} | {"nature": "adopted"}
    written = []

    def fill_up(execute, sql, *args):
        if sql.startswith(("INSERT", "UPDATE")):
            written.append(sql)
            if len(written) == at:
                raise OperationalError("database or disk is full")
        return execute(sql, *args)

    with connection.execute_wrapper(fill_up):
        response = citizen.post(address, sent)
    if len(written) < at:
        assert response.status_code == 302
        return
    assert response.status_code == 503
    assert "Portalens disk er fuld. Intet er gemt eller ændret." in response.content.decode()
    assert not plan.editions.exists()
    assert not LogEntry.objects.filter(user=editor).exists()
    assert citizen.post(address, sent).status_code == 302
    assert plan.editions.get().element_count == 2


def test_an_error_of_ours_is_still_one(citizen):
    with every_query_fails(ValueError("vores")):
        assert citizen.get("/").status_code == 500


class Relay:
    """Stands between the portal and PostgreSQL: passes everything on, nothing at all, or cuts what goes through."""

    def __init__(self, host, port):
        self.to = (host, port)
        self.flows = threading.Event()
        self.flows.set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.through = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                near, _address = self.listener.accept()
            except OSError:
                return
            far = socket.create_connection(self.to)
            self.through += [near, far]
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source, target):
        try:
            while data := source.recv(65536):
                self.flows.wait()
                target.sendall(data)
            target.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def cut(self):
        for end in self.through:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self.through.clear()

    def close(self):
        """As a server that is gone: nobody gets in any more."""
        self.flows.set()
        if self.listener.fileno() >= 0:
            self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()
        self.cut()


@pytest.fixture
def relayed(database_url):
    """A portal whose way to PostgreSQL can be stopped: the server, and the relay."""
    parts = urlsplit(database_url)
    relay = Relay(parts.hostname, parts.port)
    near = parts._replace(netloc=re.sub(r"@.*", f"@127.0.0.1:{relay.port}", parts.netloc)).geturl()
    try:
        with serving(near) as server:
            yield server, relay
    finally:
        relay.close()


def status(answer):
    return int(answer.split()[1])


@on_postgresql
def test_a_connection_that_died_between_requests_is_made_anew(relayed):
    server, relay = relayed
    for _each_thread_has_one in range(20):
        assert status(server.get("/")) == 200
    relay.cut()
    assert {status(server.get("/")) for _reader in range(20)} == {200}


@on_postgresql
def test_while_the_database_hangs_nobody_waits_longer_than_ten_seconds(relayed):
    server, relay = relayed
    for _each_thread_has_one in range(20):
        assert status(server.get("/")) == 200
    relay.flows.clear()
    found = []

    def read(path):
        begun = time.monotonic()
        found.append((path, status(server.get(path)), time.monotonic() - begun))

    paths = ["/"] * 30 + ["/healthz"] * 5 + ["/static/favicon.svg"] * 5
    readers = [threading.Thread(target=read, args=[path]) for path in paths]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert {(path, code) for path, code, _took in found} == {
        ("/", 503),
        ("/healthz", 200),
        ("/static/favicon.svg", 200),
    }
    assert max(took for _path, _code, took in found) < AT_MOST
    relay.flows.set()
    deadline = time.monotonic() + AT_MOST
    while status(server.get("/")) != 200:
        assert time.monotonic() < deadline


@on_postgresql
def test_while_the_database_is_gone_readers_are_told_at_once(relayed):
    server, relay = relayed
    relay.close()
    begun = time.monotonic()
    answers = [server.get("/") for _reader in range(10)]
    assert {status(answer) for answer in answers} == {503}
    assert b"Retry-After: 30" in answers[0]
    assert time.monotonic() - begun < AT_MOST
