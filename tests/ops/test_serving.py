"""A real gunicorn: senders who are slow keep nobody waiting, and a master that is killed leaves its port."""

import socket
import time
from contextlib import ExitStack

import pytest

from tests.ops.serving import START_UP, Server, request, serving, to_the_end
from tests.processes import own_database

#: More than there are threads, on either database.
MANY = 10
ENDED_WITHIN = 10  # seconds


@pytest.fixture(scope="module")
def server(migrated, tmp_path_factory):
    with own_database(tmp_path_factory.mktemp("served"), like=migrated) as url, serving(url) as running:
        yield running


HALF_SENT = [
    b"",
    b"GET / HT",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n",
    request("POST", "/konto/login/", Content_Length=300) + b"login=",
]


def test_slow_senders_are_ended_and_keep_nobody_waiting(server):
    with ExitStack() as stack:
        slow = {}
        begun = time.monotonic()
        for _sender in range(MANY):
            for sent in HALF_SENT:
                connection = stack.enter_context(server.connect())
                connection.sendall(sent)
                slow[connection] = sent
        for _reader in range(20):
            assert server.get("/healthz").startswith(b"HTTP/1.1 200")
        assert time.monotonic() - begun < 5
        answers = {(sent, to_the_end(connection)[:12]) for connection, sent in slow.items()}
        assert time.monotonic() - begun < ENDED_WITHIN
        assert answers == {(sent, b"HTTP/1.1 408" if sent else b"") for sent in HALF_SENT}


def test_a_sender_who_goes_on_byte_by_byte_is_ended_too(server):
    with server.connect() as slow:
        begun = time.monotonic()
        slow.settimeout(0.2)
        answer = b""
        while not answer:
            slow.sendall(b"x")
            try:
                answer = slow.recv(100)
            except TimeoutError:
                continue
        assert answer.startswith(b"HTTP/1.1 408")
        assert time.monotonic() - begun < ENDED_WITHIN


def test_a_body_in_pieces_is_read_whole(server):
    body = b"login=a%40example.dk&password=x" * 100
    with server.connect() as sender:
        head = request("POST", "/konto/login/", Content_Length=len(body), Expect="100-continue")
        sender.sendall(head)
        assert sender.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        sender.sendall(body[:1000])
        sender.sendall(body[1000:])
        assert to_the_end(sender).startswith(b"HTTP/1.1 403")  # read, and without its token


def test_too_long_a_body_is_refused_before_it_is_sent(server):
    form = {"Content_Type": "multipart/form-data; boundary=x", "Content_Length": 200_000_000}
    for path in ("/", "/konto/login/", "/%61dmin/", "/static/favicon.svg"):
        begun = time.monotonic()
        answer = server.send(request("POST", path, Expect="100-continue", **form))
        assert answer.startswith(b"HTTP/1.1 413")
        assert b"Content-Security-Policy" in answer
        assert time.monotonic() - begun < 5


def test_a_head_without_end_is_refused(server):
    assert server.send(b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000).startswith(b"HTTP/1.1 4")


def test_requests_one_after_another_on_a_connection_are_each_answered(server):
    one = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = server.send(one + one + one[:-4] + b"\r\nConnection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200 OK") == 3


def test_half_a_request_after_a_whole_one_is_ended_too(server):
    begun = time.monotonic()
    answer = server.send(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HT")
    assert answer.count(b"HTTP/1.1 200 OK") == answer.count(b"HTTP/1.1 408") == 1
    assert time.monotonic() - begun < ENDED_WITHIN


def test_the_port_of_a_killed_master_is_served_again(database_url):
    with serving(database_url) as first:
        first.process.kill()
        first.process.wait()
        begun = time.monotonic()
        while not _is_free(first.port):
            assert time.monotonic() - begun < ENDED_WITHIN
        second = Server(database_url, port=first.port)
        try:
            assert second.answers_within(START_UP)
        finally:
            second.stop()


def _is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


@pytest.mark.parametrize("letter", ["a", "%C3%A6"])
def test_a_query_of_ten_thousand_letters_is_answered_by_the_portals_own_page(server, letter):
    page = server.get(f"/soeg/?q={letter * 10_000}").decode()
    assert page.startswith("HTTP/1.1 200")
    assert "<h1" in page
    answer = server.get(f"/api/v1/search/?q={letter * 10_000}").decode()
    assert answer.startswith("HTTP/1.1 200")
    assert '"results": []' in answer
