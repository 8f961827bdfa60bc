"""The two commands: what they say when they cannot go on, and that they carry a portal from nothing to its first page."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest

from tests.source_code import ROOT

SERVE = (sys.executable, "script/serve.py")


def environment(**chosen):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "ENV_FILE": "", **chosen}


def run(*command, cwd=ROOT, **chosen):
    return subprocess.run(
        command, cwd=cwd, env=environment(**chosen), capture_output=True, text=True, timeout=120, check=False
    )


@contextmanager
def taken_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


@pytest.mark.parametrize(
    "path",
    [
        *map("script/{}".format, ("server", "test", "messages", "requirements", "check", "python.sh")),
        ".ci/run",
    ],
)
def test_the_scripts_are_whole(path):
    shell = "bash" if path in ("script/check", ".ci/run") else "sh"
    assert run(shell, "-n", path).stderr == ""
    assert path.endswith(".sh") or os.access(ROOT / path, os.X_OK)


@pytest.mark.parametrize("script", ["script/server", "script/test", "script/check"])
def test_a_missing_python_is_said_in_one_line(script, tmp_path):
    (tmp_path / "dirname").symlink_to(shutil.which("dirname"))
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python3").chmod(0o755)
    done = run(shutil.which("sh"), script, PATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == (
        "Python 3.11 or newer is missing: install it (Debian and Ubuntu: apt-get install python3 python3-venv).\n"
    )


def test_a_taken_port_is_said_in_one_line():
    with taken_port() as port:
        done = run(*SERVE, PORT=str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Port {port} is taken")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "8000 ", "٣"])
def test_an_impossible_port_is_said_in_one_line(port):
    done = run(*SERVE, PORT=port)
    assert done.returncode == 1
    assert done.stderr == f"PORT must be a number from 1 to 65535, not “{port}”.\n"


def test_a_database_out_of_reach_is_said_in_one_line_without_its_password():
    with taken_port() as port:
        free = port
    done = run(*SERVE, PORT=str(free), DATABASE_URL="postgres://portal:hemmeligt@127.0.0.1:1/portal")
    assert done.returncode == 1
    assert done.stderr.startswith("The database does not answer: ")
    assert done.stderr.count("\n") == 1
    assert "hemmeligt" not in done.stderr


@pytest.fixture
def clone(tmp_path):
    """The project as a clone has it, in a folder with a name that asks for trouble."""
    folder = tmp_path / "Strategi på nettet #1"
    made_here = shutil.ignore_patterns(
        ".venv",
        ".git",
        "*.mo",
        "__pycache__",
        "db.sqlite3*",
        "var",
        "staticfiles",
        "media",
        ".env",
        ".*_cache",
    )
    shutil.copytree(ROOT, folder, ignore=made_here)
    (folder / "var").mkdir()
    return folder


@contextmanager
def served(folder):
    with taken_port() as free:
        port = free
    process = subprocess.Popen(
        SERVE,
        cwd=folder,
        env=environment(PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=5)
                break
            except OSError:
                assert process.poll() is None, process.stdout.read()
                time.sleep(0.2)
        yield address, process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


@pytest.mark.long
def test_a_fresh_clone_serves_and_a_restart_loses_nothing(clone):
    plan = "/api/v1/plans/vesthimmerland/vores-vesthimmerland-2022-2026/"
    with served(clone) as (address, process):
        first = json.load(urllib.request.urlopen(address + plan))
        page = urllib.request.urlopen(f"{address}/konto/login/")
        assert page.headers["Strict-Transport-Security"] is None
        assert "Secure" not in page.headers["Set-Cookie"]
    said = process.stdout.read()
    assert process.returncode == 0
    assert all(line in said for line in (f"{address}/", "administrator@demo.example", "strategi-paa-proeve"))
    logged = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert {entry["path"] for entry in logged if entry["logger"] == "gunicorn.access"} >= {
        plan,
        "/konto/login/",
    }
    with served(clone) as (address, process):
        assert json.load(urllib.request.urlopen(address + plan)) == first
