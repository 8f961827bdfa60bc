import json
import logging

import pytest

from apps.core.logs import PortalJsonFormatter, SecretsFilter, without_secrets


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("/herning/?q=Jens+Hansen", "/herning/"),
        ("Not Found: /herning/?q=Jens", "Not Found: /herning/"),
        ("GET http://localhost/herning/?q=Jens HTTP/1.1", "GET http://localhost/herning/ HTTP/1.1"),
        ("/konto/password/reset/key/a1-c0ffee-deadbeef/", "/konto/password/reset/key/…/"),
        ("/en/konto/password/reset/key/a1-c0ffee/", "/en/konto/password/reset/key/…/"),
        ("Not Found: /kladde/Zk3-x_9/", "Not Found: /kladde/…/"),
        ("/arbejdsrum/paamindelser/a/b@herning.example:x-Y_1/", "/arbejdsrum/paamindelser/…"),
        ("/en/arbejdsrum/paamindelser/vand@herning.example:x/", "/en/arbejdsrum/paamindelser/…"),
        ("Is it running? Yes.", "Is it running? Yes."),
        ("/herning/vores-plan/", "/herning/vores-plan/"),
    ],
)
def test_a_log_keeps_neither_query_strings_nor_secrets(text, kept):
    assert without_secrets(text) == kept


def test_a_line_is_one_json_object_without_the_request():
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", ("/a/?q=ø",), None)
    record.request = object()
    record.status_code = 404
    SecretsFilter().filter(record)
    line = PortalJsonFormatter().format(record)
    assert "\n" not in line
    written = json.loads(line)
    assert written.pop("time")
    assert written == {
        "level": "WARNING",
        "logger": "django.request",
        "message": "Not Found: /a/",
        "status_code": 404,
    }


@pytest.mark.parametrize(
    ("logger", "status", "kept"),
    [
        ("django.request", 400, False),
        ("django.security.DisallowedHost", None, False),
        ("django.request", 500, True),
    ],
)
def test_a_traceback_is_kept_where_something_of_ours_failed(logger, status, kept):
    record = logging.LogRecord(logger, logging.ERROR, "", 0, "x", (), (ValueError, ValueError("x"), None))
    if status:
        record.status_code = status
    SecretsFilter().filter(record)
    assert (record.exc_info is not None) == kept


def test_danish_letters_stand_as_themselves():
    record = logging.LogRecord("x", logging.INFO, "", 0, "Blåbærgrød", (), None)
    assert "Blåbærgrød" in PortalJsonFormatter().format(record)
