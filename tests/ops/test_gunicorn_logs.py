"""What the server writes of a request: a line for every address there is, also those that no page has."""

from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from strategy_portal.gunicorn_logs import JsonLogger


def logged(path):
    lines = []
    logger = SimpleNamespace(access_log=SimpleNamespace(info=lambda _message, extra: lines.append(extra)))
    answer = SimpleNamespace(status="404 Not Found", sent=12)
    JsonLogger.access(logger, answer, None, {"PATH_INFO": path}, timedelta(milliseconds=1))
    (line,) = lines
    return line["path"]


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("/herning/", "/herning/"),
        ("/bl%C3%A5b%C3%A6r/", "/blåbær/"),
        ("/1%E2%80%932/", "/1–2/"),
        ("/%D9%A1/", "/١/"),
        ("/%F0%9F%92%A9/", "/💩/"),
        ("/kladde/hemmelig/", "/kladde/…/"),
    ],
)
@pytest.mark.parametrize("django_saw_it", [True, False])
def test_every_address_can_be_logged(address, written, django_saw_it):
    path = unquote(address)  # as Django writes it back into the environment
    assert logged(path if django_saw_it else path.encode().decode("latin-1")) == written


def test_bytes_that_are_no_text_can_be_logged():
    assert logged("/\xff/") == "/ÿ/"
