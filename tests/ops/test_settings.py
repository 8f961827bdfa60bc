"""Settings as the environment makes them, in processes of their own."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.source_code import ROOT

KEY = "a-key-of-fifty-characters-and-more-0123456789-abcdefgh"
SHOW = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}, default=str))
"""


def run(*command, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    chosen = {"DJANGO_SETTINGS_MODULE": "strategy_portal.settings", "ENV_FILE": "", **environment}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**kept, **chosen},
        capture_output=True,
        text=True,
        timeout=60,
    )


def settings_of(*names, **environment):
    return json.loads(run("-c", SHOW, *names, **environment).stdout)


SAFE = {
    "DEBUG": False,
    "DEMO": False,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31536000,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_NAME": "__Host-sessionid",
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
    "X_FRAME_OPTIONS": "DENY",
    "SECURE_PROXY_SSL_HEADER": None,
}


def test_nothing_but_a_key_makes_a_safe_portal():
    assert settings_of(*SAFE, SECRET_KEY=KEY) == SAFE


def test_a_portal_in_the_open_passes_djangos_own_check():
    done = run(
        "manage.py",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        SECRET_KEY=KEY,
        ALLOWED_HOSTS="portal.example.dk",
    )
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (0 silenced).")


def test_a_missing_key_is_said_in_one_line():
    done = run("manage.py", "check")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.strip() == (
        "Set SECRET_KEY in the environment or in .env (or DEMO=1 to try the portal out)."
    )


def test_a_demo_on_this_machine_needs_no_https():
    assert settings_of("HTTPS", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS", DEMO="1", SECRET_KEY=KEY) == {
        "HTTPS": False,
        "SESSION_COOKIE_SECURE": False,
        "SECURE_HSTS_SECONDS": 0,
    }


def test_a_demo_that_others_can_reach_does():
    assert settings_of("HTTPS", DEMO="1", SECRET_KEY=KEY, ALLOWED_HOSTS="localhost,demo.example.dk") == {
        "HTTPS": True
    }


def test_a_proxy_is_believed_only_where_told():
    assert settings_of(
        "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT",
        SECRET_KEY=KEY, PROXY_SSL_HEADER="X-Forwarded-Proto", TRUSTED_PROXY_COUNT="1",
    ) == {"SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"], "ALLAUTH_TRUSTED_PROXY_COUNT": 1}  # fmt: skip


@pytest.mark.parametrize(
    ("url", "engine", "max_age"),
    [
        ("", "django.db.backends.sqlite3", None),
        ("sqlite:////srv/portal.sqlite3", "django.db.backends.sqlite3", None),
        ("postgres://u:p@h/d", "apps.core.postgresql", 60),
    ],
)
def test_the_database_is_sqlite_unless_told(url, engine, max_age):
    default = settings_of("DATABASES", SECRET_KEY=KEY, DATABASE_URL=url)["DATABASES"]["default"]
    assert default["ENGINE"] == engine
    assert default["CONN_MAX_AGE"] == max_age


@pytest.mark.parametrize(
    ("chosen", "address"),
    [
        ({"ALLOWED_HOSTS": "strategi.example.dk,andet.dk"}, "https://strategi.example.dk"),
        ({"ALLOWED_HOSTS": ".example.dk,strategi.example.dk"}, "https://strategi.example.dk"),
        (
            {"ALLOWED_HOSTS": "andet.dk", "PUBLIC_URL": "https://strategi.example.dk/"},
            "https://strategi.example.dk",
        ),
        ({"ALLOWED_HOSTS": "localhost", "DEMO": "1"}, ""),
    ],
)
def test_the_public_address_is_known_without_a_request(chosen, address):
    assert settings_of("PUBLIC_URL", SECRET_KEY=KEY, **chosen) == {"PUBLIC_URL": address}


def test_whoever_serves_readers_waits_less_than_a_command():
    seconds = (
        "DATABASE_LOCK_SECONDS",
        "DATABASE_STATEMENT_SECONDS",
        "DATABASE_WAIT_SECONDS",
        "DATABASE_CONNECT_SECONDS",
    )
    assert list(settings_of(*seconds, SECRET_KEY=KEY, SERVING="1").values()) == [5, 6, 7, 2]
    assert list(settings_of(*seconds, SECRET_KEY=KEY).values()) == [30, 60, 0, 10]


@pytest.mark.parametrize(
    ("url", "workers", "threads"), [("", 4, 1), ("sqlite:////x/y.sqlite3", 4, 1), ("postgres://u@h/d", 2, 4)]
)
def test_on_sqlite_processes_work_side_by_side_and_threads_do_not(url, workers, threads):
    show = "from strategy_portal import gunicorn_conf as c; print(c.workers, c.threads)"
    for asked in ("", "8"):
        said = run("-c", show, DATABASE_URL=url, THREADS=asked).stdout.split()
        assert said == [str(workers), str(threads if not asked or threads == 1 else 8)]


def test_every_variable_is_explained_in_the_example():
    read = set()
    portal = ROOT / "strategy_portal"
    for path in (*(portal / "settings").glob("*.py"), portal / "gunicorn_conf.py"):
        source = path.read_text()
        read |= set(re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""", source))
        read |= set(re.findall(r"""environ\.get\(["']([A-Z_]+)["']""", source))
    explained = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert explained == read - {"ENV_FILE", "SERVING"}
